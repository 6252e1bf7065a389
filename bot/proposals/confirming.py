"""Groups that an editor says are examples of an intent, and what is known of a group before that.

What the assistant took a group's questions for is counted over its newest ones alone: of a large
group they say enough, and the page stays quick. Depends on groups, the contact log and the tables.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from sqlalchemy import ColumnElement, Select, delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.contacts import Contact
from bot.database import Database, now
from bot.errors import Spoken
from bot.groups.tables import Question, QuestionGroup
from bot.proposals.choosing import REFUSED
from bot.proposals.tables import ConfirmedGroup

SAMPLE = 200
"""Questions of a group that are looked at in a list."""
PAGE = 20
HOPS = 20
FILTERS = ("open", "confirmed")


class NoGroup(Spoken):
    """There is no such group."""

    def __init__(self, group_id: int) -> None:
        super().__init__(
            f"There is no question group {group_id}.", f"No hay ningún grupo {group_id}.", 404
        )


class NoIntent(Spoken):
    """The training files have no examples of the intent."""

    def __init__(self, intent: str) -> None:
        super().__init__(
            f"The training files have no intent {intent!r}.",
            f"Los ficheros de entrenamiento no tienen la intención «{intent}».",
            422,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the assistant took it; `intent` and `confidence` None where it was not
    asked."""

    text: str
    language: str
    intent: str | None
    confidence: float | None


@dataclass(frozen=True)
class GroupTold:
    """A group and what the assistant made of its newest questions.

    `likely` is the intent of most of them, `confirmed` an editor's; None where there is none.
    """

    id: int
    label: str
    size: int
    likely: str | None
    confirmed: str | None
    newest: Sequence[Asked] = field(default_factory=tuple)

    @property
    def intent(self) -> str | None:
        """The editor's, else the likely one."""
        return self.confirmed or self.likely

    @property
    def share(self) -> float | None:
        """The part of the questions that the assistant had which it took for `intent`."""
        heard = [one for one in self.newest if one.intent]
        return (
            len([one for one in heard if one.intent == self.intent]) / len(heard) if heard else None
        )

    @property
    def confidence(self) -> float | None:
        """The mean confidence of those."""
        told = [one.confidence for one in self.newest if one.intent == self.intent]
        return fmean(one for one in told if one is not None) if any(told) else None

    @property
    def differing(self) -> list[Asked]:
        """Questions that the assistant took for another intent or for none."""
        return [one for one in self.newest if one.intent and one.intent != self.intent]

    def counted(self) -> list[tuple[str, int]]:
        """How often each intent was told, the most frequent first."""
        return Counter(one.intent for one in self.newest if one.intent).most_common()


class Confirming:
    """Over one database. `demo`: whether what simulators asked is taken in."""

    def __init__(self, database: Database, demo: bool = False) -> None:
        self._database = database
        self._demo = demo

    async def page(
        self, show: str, topic: str, language: str, intents: Collection[str], before: int = 0
    ) -> list[GroupTold]:
        """At most `PAGE` + 1 groups, the largest first, after the first `before`: those that are
        to be confirmed or are ("open", "confirmed"); `topic` is an intent or ""."""
        order = (QuestionGroup.size.desc(), QuestionGroup.id)
        async with self._database.read() as session:
            confirmed = await self._confirmed(session, topic if show == "confirmed" else "")
            query = select(QuestionGroup).where(*self._wanted(show, topic, confirmed))
            query = query.order_by(*order).offset(before).limit(PAGE + 1)
            return [
                await self._told(session, group, confirmed.get(group.id), language, intents, SAMPLE)
                for group in list(await session.scalars(query))
            ]

    async def _confirmed(self, session: AsyncSession, topic: str) -> dict[int, str]:
        """The intent of each confirmed group; `topic`: of those of this intent alone."""
        query = select(ConfirmedGroup).order_by(ConfirmedGroup.at)
        query = query.where(ConfirmedGroup.intent == topic) if topic else query
        return {one.group_id: one.intent for one in await session.scalars(query)}

    def _wanted(
        self, show: str, topic: str, confirmed: Collection[int]
    ) -> list[ColumnElement[bool]]:
        found = [
            QuestionGroup.size > 0,
            QuestionGroup.merged_into.is_(None),
            QuestionGroup.mark != "no_question",
        ]
        # By their ids: a join would be looked for along all groups by size.
        named = QuestionGroup.id.in_(confirmed)
        found.append(named if show == "confirmed" else ~named)
        if topic and show == "open":
            found.append(QuestionGroup.topic == topic)
        if not self._demo:
            real = Question.group_id == QuestionGroup.id, Question.simulated.is_(False)
            found.append(exists(select(Question.id).where(*real)))
        return found

    async def group(self, group_id: int, language: str, intents: Collection[str]) -> GroupTold:
        """One group, or the one that it was merged into, with more of its questions; `NoGroup`."""
        async with self._database.read() as session:
            group = await resolved(session, group_id)
            confirmed = await session.get(ConfirmedGroup, group.id)
            intent = confirmed.intent if confirmed else None
            return await self._told(session, group, intent, language, intents, 5 * SAMPLE)

    async def _told(
        self,
        session: AsyncSession,
        group: QuestionGroup,
        confirmed: str | None,
        language: str,
        intents: Collection[str],
        most: int,
    ) -> GroupTold:
        rows = (await session.execute(self._newest(group.id, most))).all()
        newest = [Asked(text, spoken, intent, sure) for text, spoken, intent, sure in rows]
        told = Counter(one.intent for one in newest if one.intent in intents)
        for refused in REFUSED:
            del told[refused]
        likely = max(told, key=lambda one: (told[one], str(one)), default=None)
        return GroupTold(group.id, label_of(group, language), group.size, likely, confirmed, newest)

    def _newest(self, group_id: int, most: int) -> Select[str, str, str, float]:
        query = (
            select(Question.text, Question.language, Contact.intent, Contact.confidence)
            .outerjoin(Contact, Contact.id == Question.contact_id)
            .where(Question.group_id == group_id)
            .order_by(Question.asked_at.desc())
            .limit(most)
        )
        return query if self._demo else query.where(Question.simulated.is_(False))

    async def confirm(
        self, group_id: int, intent: str, by: str, intents: Collection[str]
    ) -> ConfirmedGroup:
        """Note that the group asks `intent`, also where it was another; `NoGroup`, `NoIntent`."""
        if intent not in intents:
            raise NoIntent(intent)
        async with self._database.write() as session:
            group = await resolved(session, group_id)
            row = ConfirmedGroup(group_id=group.id, intent=intent, by=by, at=now())
            return await session.merge(row)

    async def take_back(self, group_id: int) -> None:
        """Forget that it was confirmed; proposals that were made of it stay."""
        async with self._database.write() as session:
            await session.execute(delete(ConfirmedGroup).where(ConfirmedGroup.group_id == group_id))

    async def confirmed(self) -> dict[int, str]:
        """The intent of every confirmed group, by the id that it has now."""
        async with self._database.read() as session:
            found = await self._confirmed(session, "")
            return {(await resolved(session, one)).id: intent for one, intent in found.items()}


async def resolved(session: AsyncSession, group_id: int) -> QuestionGroup:
    """The group, or the one that has its questions after merging; `NoGroup`."""
    wanted: int | None = group_id
    for _ in range(HOPS):
        group = await session.get(QuestionGroup, wanted)
        if group is None:
            break
        if group.merged_into is None:
            return group
        wanted = group.merged_into
    raise NoGroup(group_id)


def label_of(group: QuestionGroup, language: str) -> str:
    """What it is called: an editor's name, else its most central question; another language's
    before none."""
    spoken = ("es", "en") if language == "es" else ("en", "es")
    names = [getattr(group, f"{kind}_{one}") for kind in ("name", "label") for one in spoken]
    ordered = [names[0], names[2], names[1], names[3]]
    return next((one for one in ordered if one), f"#{group.id}")
