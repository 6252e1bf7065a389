"""What customers ask, as one object: counts, gaps, decisions, terms, drafts and effects.

Depends on the other files of this package, on groups, the passages and the editorial office.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from bot.database import Database, now
from bot.demand.asked import Inside
from bot.demand.decisions import Decisions
from bot.demand.drafting import Drafting, Entries, Finds
from bot.demand.effect_rows import Effects
from bot.demand.gaps import Unanswered
from bot.demand.people import ForPeople
from bot.demand.share import Shares
from bot.demand.tallies import Tallies
from bot.demand.terms import ProductTerms
from bot.demand.view import Simple
from bot.demand.volume import Volume
from bot.editorial import Editorial
from bot.groups import Groups
from bot.groups.tables import QuestionGroup
from bot.policies.days import local_day
from bot.standards.definitions import Definition


@dataclass(frozen=True)
class Demand:
    """The parts. `simulated`: what a simulator asked is counted too; `definition` says what a
    simple question is; `products` are their names by id."""

    database: Database
    groups: Groups
    office: Editorial
    tallies: Tallies
    volume: Volume
    shares: Shares
    inside: Inside
    unanswered: Unanswered
    decisions: Decisions
    terms: ProductTerms
    effects: Effects
    drafting: Drafting
    people: ForPeople
    definition: Definition
    products: dict[str, str]
    simulated: bool
    clock: Callable[[], datetime] = now

    def today(self) -> date:
        """The company's day."""
        return local_day(self.clock())

    async def topics(self) -> list[str]:
        """The intents that groups are about, by name."""
        query = select(QuestionGroup.topic).where(QuestionGroup.topic.is_not(None)).distinct()
        async with self.database.read() as session:
            return sorted(one for one in await session.scalars(query) if one)


def demand_of(
    database: Database,
    groups: Groups,
    office: Editorial,
    passages: Finds,
    shelf: Entries,
    terms: ProductTerms,
    definition: Definition,
    *,
    products: dict[str, str],
    simulated: bool = False,
    clock: Callable[[], datetime] = now,
) -> Demand:
    """The parts over one database."""
    counted = definition.parameters
    simple = Simple(int(counted["simple_from"]), int(counted["window_days"]))
    inside = Inside(database, simulated)
    return Demand(
        database,
        groups,
        office,
        Tallies(database, clock),
        Volume(database, simple),
        Shares(database, simple),
        inside,
        Unanswered(database),
        Decisions(database, clock),
        terms,
        Effects(database),
        Drafting(inside, passages, shelf, office),
        ForPeople(database, groups),
        definition,
        products,
        simulated,
        clock,
    )
