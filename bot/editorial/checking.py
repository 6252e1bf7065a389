"""Every check on a draft, put together for its editors and for approval.

Depends on checks, rehearsal, reading, and the FAQ that customers are answered from.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence

from bot.editorial import checks
from bot.editorial.checks import Detector
from bot.editorial.findings import Check, Finding, check, fine, stop, warn
from bot.editorial.reading import Reading
from bot.editorial.rehearsal import Asked, Changed, Got, Near, Played, Rehearsal
from bot.editorial.tables import FaqDraft
from bot.editorial.wording import Wording
from bot.faqs import Faqs
from bot.knowledge.faq_index import FaqEntry

SAME, ALIKE = 0.98, 0.945
"""Cosine of two questions from which on they ask the same, and from which on somebody should look.
No two of the sample's entries are nearer than 0.955."""
GROUP_QUESTIONS = 30
MOST_LOST = 2
"""Golden questions that a draft may take from their right answers; more stand against it."""


class Checking:
    """Checks drafts. `stands` tells whether there is a manual with an id."""

    def __init__(
        self,
        faqs: Faqs,
        reading: Reading,
        rehearsal: Rehearsal,
        detector: Detector,
        stands: Callable[[str], bool] = lambda document: True,
    ) -> None:
        self._faqs = faqs
        self._reading = reading
        self._rehearsal = rehearsal
        self._detector = detector
        self._stands = stands

    async def of(self, draft: FaqDraft, wording: Wording) -> list[Check]:
        """All checks on `wording` as the next version of `draft`."""
        live = await self._faqs.entries()
        texts = await asyncio.to_thread(self._texts, wording, live)
        if wording.missing:
            return [*texts, *(check(one, [fine("not_tried")]) for one in TRIED)]
        group = await self._asked(draft.group_id)
        played = await asyncio.to_thread(self._rehearsal.play, draft.faq_id, wording, live, group)
        return [*texts, *tried(draft.faq_id, wording, played)]

    async def stops(self, draft: FaqDraft, wording: Wording) -> list[str]:
        """The names of the checks against approval."""
        return [one.name for one in await self.of(draft, wording) if one.level == "stop"]

    def _texts(self, wording: Wording, live: Sequence[FaqEntry]) -> list[Check]:
        known = {value for one in live for _, value in checks.private(one.answer)}
        return [
            checks.both(wording),
            checks.language(wording, self._detector),
            checks.length(wording),
            checks.markdown(wording),
            checks.links(wording, self._stands),
            checks.personal(wording, known),
        ]

    async def _asked(self, group_id: int | None) -> list[Asked]:
        if group_id is None:
            return []
        rows = await self._reading.questions(group_id, GROUP_QUESTIONS)
        return [Asked(*one) for one in rows]


TRIED = ("double", "found", "golden")


def tried(faq_id: str, wording: Wording, played: Played) -> list[Check]:
    """What a rehearsal says, as checks."""
    return [
        check("double", double(played.near)),
        check("found", found(faq_id, wording, played)),
        check("golden", golden(played.golden, played.golden_asked)),
    ]


def double(near: Sequence[Near]) -> Iterator[Finding]:
    """Whether another entry asks the same."""
    if not near:
        yield fine("alone")
    for place, one in enumerate(near):
        values = {"question": one.question, "id": one.id, "alike": one.cosine}
        if one.cosine >= SAME:
            yield stop("double", **values)
        elif one.cosine >= ALIKE:
            yield warn("alike", **values)
        elif place == 0:
            yield fine("nearest", **values)


def found(faq_id: str, wording: Wording, played: Played) -> Iterator[Finding]:
    """Whether its questions lead to it, the group's among them."""
    right = [one for one in played.own if one.what == faq_id]
    yield fine("own_found", right=len(right), all=len(played.own))
    for one in played.own:
        if one.what != faq_id:
            main = one.asked.text == wording.question(one.asked.language)
            say = stop if main else warn
            key = "own_lost" if main else "variant_lost"
            yield say(key, question=one.asked.text[:80], got=one.what or "–")
    yield from _of_group(faq_id, played.group)


def _of_group(faq_id: str, group: Sequence[Got]) -> Iterator[Finding]:
    if not group:
        return
    lost = [one for one in group if one.what != faq_id]
    right, count = len(group) - len(lost), len(group)
    if lost and right < count / 2:
        example = lost[0].asked.text[:80]
        yield warn("group_few", right=right, all=count, question=example)
    else:
        yield fine("group_found", right=right, all=count)


def golden(changes: Sequence[Changed], asked: int) -> Iterator[Finding]:
    """Which golden questions would get something else."""
    if not changes:
        yield fine("golden_same", all=asked) if asked else fine("golden_none")
    lost = [one for one in changes if one.was_right and not one.is_right]
    say = stop if len(lost) > MOST_LOST else warn
    for one in changes:
        values = {"question": one.question[:80], "got": one.after or "–"}
        if one in lost:
            yield say("golden_lost", expected=one.expected, **values)
        elif one.is_right and not one.was_right:
            yield fine("golden_won", **values)
        else:
            yield warn("golden_changed", before=one.before or "–", **values)
