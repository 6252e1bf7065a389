"""A simulated day or month from beginning to end, and its books.

Depends on all the others.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.database import now
from simulator import editor, library, people, readers, staff
from simulator.agenda import Agenda
from simulator.books import Books
from simulator.customers import come
from simulator.place import Place
from simulator.plan import Visit, moment_on, visits
from simulator.stories import publishing_day
from simulator.visit import Desk

TEND_S = 120.0
"""How often the service looks at who waits, while somebody does so in the widget."""
REST_S = 3600.0
"""How often it looks otherwise, and scores promises."""
NIGHT_H = 4
"""When it learns from the day before."""
MORNING_H = 9
"""When standards are looked after, and reports sent on Mondays."""
NOON_H = 12
"""When the help pages are read."""
Progress = Callable[[int, int], None]
"""Is told the number of the day that begins, and how many contacts there were."""


@dataclass(frozen=True)
class Run:
    """Which days are simulated, and with which dice."""

    first: date
    days: int
    seed: int

    @property
    def start(self) -> datetime:
        """The midnight with which it begins, in naive UTC."""
        return moment_on(self.first, 0)

    @property
    def end(self) -> datetime:
        """The midnight with which it ends."""
        return moment_on(self.first + timedelta(self.days), 0)

    @property
    def dates(self) -> list[date]:
        """Every day."""
        return [self.first + timedelta(one) for one in range(self.days)]


class Month:
    """One run at one place. `until` breaks it off in the middle of a day."""

    def __init__(self, place: Place, run: Run, until: datetime | None = None) -> None:
        self._place = place
        self._run = run
        self._until = until or run.end
        self._dice = random.Random(f"month {run.seed}")
        self.agenda = Agenda(now, place.go_to)
        self.books = Books(self._until)
        waits = self.agenda.signal()
        known = library.read()
        self.desk = Desk(self.agenda, known, self.books, waits, ends=self._until)

    async def pass_by(self, progress: Progress = lambda day, contacts: None) -> Books:
        """Let it happen."""
        planned = visits(self.desk.library, self._run.first, self._run.days, self._run.seed)
        self.desk.numbers = len(planned)
        await self._fill_shop(planned)
        await self._open_counter()
        for one in planned:
            visit = come(self.desk, self._place.http, self._place.key, one)
            self.agenda.start(visit, one.at)
        try:
            for number, day in enumerate(self._run.dates):
                progress(number, len(self.books.entries))
                await self.agenda.run(min(self._until, moment_on(day + timedelta(1), 0)))
        finally:
            await self.agenda.stop()
        await self._place.tend()
        await self._place.settle()
        await self._place.learn()
        return self.books

    async def _open_counter(self) -> None:
        """Agents and the service's own chores begin."""
        hired = await staff.hired(self._place)
        for member, agent in hired:
            dice = random.Random(self._dice.getrandbits(60))
            worker = staff.Worker(self._place, self.desk, member, agent, dice)
            self.agenda.start(worker.work(self._run.dates))
        self.agenda.start(self._keep())
        for day in self._run.dates:
            self.agenda.start(self._place.learn(), moment_on(day, NIGHT_H))
            self.agenda.start(self._place.oversee(), moment_on(day, MORNING_H))
            dice = random.Random(self._dice.getrandbits(60))
            reading = readers.read(self._place, self.desk.library, dice)
            self.agenda.start(reading, moment_on(day, NOON_H))
        number, manager = publishing_day(self._run.days), hired[-1][1]
        if number >= 0:
            at = moment_on(self._run.dates[number], 10)
            self.agenda.start(editor.publish(self._place, manager), at)
            self.agenda.start(editor.begin(self._place, manager, self.desk.library), at)
            at = moment_on(self._run.dates[-2], 12)
            self.agenda.start(editor.go_on(self._place, manager, self.desk.library), at)

    async def _keep(self) -> None:
        """What the service looks at now and then."""
        while True:
            live = [one for one in self.desk.visits.values() if one.handover and one.in_widget]
            fired = await self.agenda.wait(self.desk.somebody_waits, TEND_S if live else REST_S)
            if fired:
                await self.agenda.sleep(2)
            await self._place.tend()
            if not live and not fired:
                await self._place.settle()
                self._forget()

    def _forget(self) -> None:
        """Visits that are over need no looking at."""
        over = [key for key, one in self.desk.visits.items() if one.over and not one.handover]
        for key in over:
            del self.desk.visits[key]

    async def _fill_shop(self, planned: list[Visit]) -> None:
        """Put who comes, and what they bought, into the shop."""
        first: dict[str, Visit] = {}
        for one in planned:
            first.setdefault(one.person.id, one)
        rows = [people.rows_of(one.person, one.at, self._dice) for one in first.values()]
        async with self._place.service.database.write() as session:
            for lot in (0, 1):
                session.add_all(row for both in rows for row in both[lot])
                await session.flush()
