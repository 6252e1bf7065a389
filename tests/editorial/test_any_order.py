"""Whatever editors do in whatever order, customers read what somebody approved, nothing else."""

import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.database import Database
from bot.editorial import Editorial, FaqDraft, Wording
from bot.editorial.releasing import Releasing
from bot.errors import BotError
from bot.faqs import Faqs
from tests.editorial.conftest import ANA, EVA, KETTLE, Someone
from tests.people.conftest import Clock

STEPS = 150
Act = Callable[[], Awaitable[object]]


async def nothing(draft: FaqDraft, wording: Wording) -> list[str]:
    """No check stands against anything."""
    return []


class Editors:
    """Two who do anything at all with one entry, often with an old page open."""

    def __init__(self, office: Editorial, releasing: Releasing, seed: int, clock: Clock) -> None:
        self._office = office
        self._releasing = releasing
        self._dice = random.Random(seed)
        self._clock = clock
        self._written = 0

    async def act(self, draft_id: int) -> None:
        """One of them does something; what is refused is refused."""
        draft = (await self._office.reading.entry(draft_id)).draft
        seen = max(1, draft.version - self._dice.choice((0, 0, 0, 1)))
        by = self._dice.choice((EVA, ANA))
        with suppress(BotError):
            await self._dice.choice(self._acts(draft, seen, by))()
        self._clock.pass_by(minutes=self._dice.choice((0, 1, 40)))

    def _acts(self, draft: FaqDraft, seen: int, by: Someone) -> list[Act]:
        writing, releasing, one = self._office.writing, self._releasing, draft.id
        soon = self._clock.at + timedelta(minutes=30)
        live = draft.live_version or 1
        return [
            lambda: writing.save(one, self._words(), seen, by),
            lambda: writing.restore(one, self._dice.randint(1, draft.version), seen, by),
            *(3 * [lambda: writing.submit(one, seen, by)]),
            lambda: writing.send_back(one, seen, by),
            lambda: writing.discard(one, seen, by),
            *(4 * [lambda: releasing.approve(one, seen, by)]),
            *(4 * [lambda: releasing.publish(one, seen, by)]),
            lambda: releasing.retire(one, live, by),
            lambda: releasing.schedule(one, seen, by, soon, soon + timedelta(hours=1)),
            lambda: releasing.schedule(one, seen, by, None, soon),
            lambda: self._undo(one, by),
            releasing.tend,
        ]

    def _words(self) -> Wording:
        self._written += 1
        return replace(KETTLE, answer_en=f"Answer number {self._written}.")

    async def _undo(self, draft_id: int, by: Someone) -> None:
        if event := await self._releasing.last_act(draft_id=draft_id):
            await self._releasing.undo(event.id, by)


@pytest.mark.parametrize("four_eyes", [False, True])
@pytest.mark.parametrize("seed", [1, 2])
async def test_customers_read_what_somebody_approved(
    office: Editorial, database: Database, faqs: Faqs, clock: Clock, seed: int, four_eyes: bool
) -> None:
    releasing = Releasing(database, nothing, four_eyes, clock)
    editors = Editors(office, releasing, seed, clock)
    draft_id = await office.writing.begin("kettle", KETTLE, EVA)
    published = 0
    for _ in range(STEPS):
        await editors.act(draft_id)
        live = {one.language: one for one in await faqs.entries()}
        number = (await office.reading.entry(draft_id)).draft.live_version
        assert set(live) == ({"es", "en"} if number else set())
        if number:
            version = (await office.reading.entry(draft_id, number)).version
            assert version.approved_by is not None
            assert not (four_eyes and version.approved_by == version.by)
            assert live["en"].answer == version.content["answer_en"]
            published += 1
    assert published > STEPS // 10
