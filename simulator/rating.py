"""How a simulated customer says how it was: the widget's form, the assistant's questions, and the
short survey after the end.

Depends on the visit, the door and the opinions.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime

from simulator.books import Score
from simulator.door import Heard, time_of
from simulator.opinions import csat, nps, quality
from simulator.visit import Desk, Open

RATES, RATES_PEOPLE = 0.05, 0.34
"""How often they fill in the widget's form, unasked: where people had it more often."""
CLOSES, FILLS_IN = 0.3, 0.7
"""How often they close the conversation, and fill in the short survey that follows."""
Press = Callable[[Heard, str], Awaitable[Heard | None]]
"""Presses a button that was offered; None where it was not."""


class Rating:
    """One customer's opinions of one visit."""

    def __init__(self, desk: Desk, open: Open, press: Press) -> None:
        self._desk = desk
        self._open = open
        self._press = press
        self._dice = open.dice

    async def rate(self) -> None:
        """Say how it was in the widget's form, now and then."""
        entry, people = self._open.entry, bool(self._open.entry.handovers)
        if not self._is_here() or any(one.kind == "csat" for one in entry.scores):
            return
        if not self._chance(RATES_PEOPLE if people else RATES):
            return
        await self._pause(15)
        score = csat(entry.solved, people, self._dice)
        key, language = "comment_good" if score > 3 else "comment_bad", entry.language
        comment = self._desk.words(key, language, self._dice)
        asked = self._desk.agenda.now()
        await self._open.door.rate(score, comment if self._chance(0.4) else "")
        entry.scores.append(Score("csat", asked, score))

    async def close(self) -> None:
        """Close the conversation, now and then, and answer the short survey that may follow."""
        if not self._is_here() or not self._chance(CLOSES):
            return
        await self._pause(6)
        await self._open.door.end()
        self._open.entry.said.append((self._desk.agenda.now(), "over"))
        if names := await self._open.door.short_survey():
            await self._fill_in(names)

    async def answer(self, heard: Heard) -> None:
        """Answer the question that the assistant puts after a chore, and the one after that."""
        while kind := heard.survey:
            score = Score(kind, survey_at(heard))
            self._open.entry.scores.append(score)
            if not self._chance(0.4 if kind == "csat" else 0.75):
                return
            await self._pause(8)
            solved = self._open.entry.solved
            given = csat(solved, False, self._dice) if kind == "csat" else nps(solved, self._dice)
            found = await self._press(heard, f"@{kind}:{given}")
            if found is None:
                return
            score.value, heard = given, found

    async def _fill_in(self, names: list[str]) -> None:
        """Score each dimension, some left out; or pass the survey over."""
        asked, solved = self._desk.agenda.now(), self._open.entry.solved
        await self._pause(20)
        given = {one: quality(one, solved, self._dice) for one in names if self._chance(0.9)}
        given = given if self._chance(FILLS_IN) else {}
        await self._open.door.rate_quality(given)
        self._open.entry.scores.extend(Score(one, asked, given.get(one)) for one in names)

    def _is_here(self) -> bool:
        return self._open.handover is None and self._open.in_widget

    def _chance(self, share: float) -> bool:
        return self._dice.random() < share

    async def _pause(self, seconds: float) -> None:
        await self._desk.agenda.sleep(seconds * self._dice.uniform(0.5, 1.6))


def survey_at(heard: Heard) -> datetime:
    """When the assistant put its question about the service."""
    return time_of(next(one for one in heard.replies if "survey" in one["data"]))
