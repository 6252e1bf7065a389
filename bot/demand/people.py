"""Questions that editors left to people: those that would join a group marked so.

The marks are looked at with every question, so that one holds from the next question on, in every
process. A group about which an entry is published is answered again. Depends on the groups and the
editorial office's table.
"""

from sqlalchemy import exists, select

from bot.database import Database
from bot.editorial.tables import FaqDraft
from bot.groups import Groups
from bot.groups.groups import LINK
from bot.groups.tables import QuestionGroup


class ForPeople:
    """The marks of one database."""

    def __init__(self, database: Database, groups: Groups) -> None:
        self._database = database
        self._groups = groups

    async def asked(self, text: str, language: str) -> bool:
        """Whether `text` asks what the questions of such a group ask."""
        marked = await self._marked()
        near = await self._groups.near(text, language, 1) if marked and text.strip() else []
        return any(one.group.id in marked and one.score >= LINK.threshold for one in near)

    async def _marked(self) -> set[int]:
        live = exists().where(
            FaqDraft.group_id == QuestionGroup.id, FaqDraft.live_version.is_not(None)
        )
        query = select(QuestionGroup.id).where(QuestionGroup.mark == "person_only", ~live)
        async with self._database.read() as session:
            return {*await session.scalars(query)}
