"""Which part of a section answers, where it was cut into several passages. Pure.

The search finds the section; its best passage is often the one that says most about the
matter, not the one that says what to do. Depends on `bot.evidence`, `bot.extracts` and the data
types of `bot.knowledge`.
"""

from collections.abc import Sequence

from bot.evidence import Question, headed
from bot.extracts import asks_how, fit_scores
from bot.knowledge.results import Hit

STAY = 0.02
"""What speaks for the passage that was found: its words and place were weighed too."""

WHOLE = 0.5
"""From what part of a heading in the question on the whole procedure is meant, from its first
step; else a step of it may be."""


def told_in(question: Question, hit: Hit, hits: Sequence[Hit]) -> Hit:
    """The passage of the hit's section to answer from; of a list that is cut, where it begins."""
    parts = parts_of(hit, hits)
    found = max(parts, key=lambda part: fits(question, part, part is hit, part is parts[0]))
    if not asks_how(question, hit):
        return found
    if not has_steps(found):
        found = next((part for part in parts if has_steps(part)), found)
    if headed(question, hit) >= WHOLE:
        while begins := next((part for part in parts if goes_on_in(part, found)), None):
            found = begins
    return found


def parts_of(hit: Hit, hits: Sequence[Hit]) -> list[Hit]:
    """Those hits that are of the hit's section, in the document's order."""
    parts = [one for one in hits if one.passage.section == hit.passage.section]
    return sorted(parts, key=lambda part: part.passage.first_block)


def fits(question: Question, part: Hit, found: bool, opens: bool) -> float:
    """How well the best unit of the passage answers."""
    return max(fit_scores(question, part, opens), default=part.dense) + STAY * found


def has_steps(hit: Hit) -> bool:
    """Whether the passage holds a procedure."""
    return any(unit.kind == "steps" for unit in hit.passage.units)


def goes_on_in(hit: Hit, following: Hit) -> bool:
    """Whether the list that ends `hit`'s passage goes on in the passage of `following`."""
    ends, begins = hit.passage, following.passage
    if ends.last_block + 1 != begins.first_block or not ends.units or not begins.units:
        return False
    return ends.units[-1].kind == begins.units[0].kind in ("steps", "items")
