"""What a visit is made of: the plan, the door, the books, and whom to tell.

A `Desk` is the meeting place of customers and agents within the simulator: it tells agents that
somebody waits, and each side that the other has spoken, as a page that is looked at would.
Depends on the agenda, the plan, the door and the books.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime

from simulator.agenda import Agenda, Signal
from simulator.books import Asking, Books, Entry, Handover, Promise
from simulator.door import Conversation
from simulator.library import Library
from simulator.plan import Visit


@dataclass
class Open:
    """A visit under way: the customer's page, and what is written of it."""

    visit: Visit
    entry: Entry
    door: Conversation
    dice: random.Random
    agent_spoke: Signal
    customer_spoke: Signal
    in_widget: bool = True
    over: bool = False

    @property
    def handover(self) -> Handover | None:
        """The hand-over under way."""
        last = self.entry.handovers[-1] if self.entry.handovers else None
        return last if last and last.ended_at is None else None

    @property
    def asking(self) -> Asking | None:
        """What was asked last."""
        return self.entry.askings[-1] if self.entry.askings else None

    def open_promises(self, at: datetime) -> list[Promise]:
        """Those that are neither done nor needless."""
        promises = self.entry.promises
        return [one for one in promises if not (one.done_at or one.needless_at) and one.at <= at]


@dataclass
class Desk:
    """Everybody who is at the counter, and the books."""

    agenda: Agenda
    library: Library
    books: Books
    somebody_waits: Signal
    visits: dict[str, Open] = field(default_factory=dict)
    ends: datetime = datetime.max
    numbers: int = 0

    def open(self, visit: Visit, door: Conversation) -> Open:
        """Write down that a visit began."""
        person, dice = visit.person, random.Random(visit.dice)
        entry = Entry(
            visit.number,
            door.id,
            person.id,
            person.known,
            person.language,
            visit.matter.key,
            self.agenda.now(),
            visit.again,
        )
        self.books.entries.append(entry)
        signals = self.agenda.signal(), self.agenda.signal()
        self.visits[door.id] = found = Open(visit, entry, door, dice, *signals)
        return found

    def words(self, key: str, language: str, dice: random.Random) -> str:
        """One of the ways to say something."""
        return dice.choice(self.library.words[key][language])
