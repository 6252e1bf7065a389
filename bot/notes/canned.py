"""Canned replies: written once in both languages, typed as "/shortcut", filled with who and what.

Depends on `bot.database`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database, now
from bot.errors import BotError
from bot.notes.tables import CannedReply

VARIABLES = ("customer", "product", "order", "agent")
LONGEST = 4000
SHORTCUT = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")
BRACES = re.compile(r"\{([^{}\n]*)\}")
ADDRESSED = re.compile(
    r"(?:,|\b(?P<hello>hola|buen[oa]s (?:días|tardes|noches)|hello|hi|good (?:morning|evening)))"
    r"\s*\{customer\}(?=[.,;:!?]|\s*$)",
    re.IGNORECASE,
)
"""A name by which the customer is only addressed: the sentence is whole without it."""


class CannedRejected(BotError):
    """The reply cannot be kept as it is. `problem` is a key of the console's words, `value` what
    is wrong."""

    def __init__(self, problem: str, value: str, message: str) -> None:
        super().__init__(message, 422)
        self.problem = problem
        self.value = value


@dataclass(frozen=True, slots=True)
class Canned:
    """A reply as it is edited: the texts in Spanish and English."""

    shortcut: str
    es: str
    en: str

    def checked(self) -> "Canned":
        """Trimmed; `CannedRejected` where something in it is wrong."""
        kept = Canned(self.shortcut.strip().lower().removeprefix("/"), *map(str.strip, self.texts))
        if not SHORTCUT.fullmatch(kept.shortcut):
            words = "a shortcut has letters a-z, digits and hyphens, 32 at most."
            raise CannedRejected("bad_shortcut", self.shortcut, f"{self.shortcut!r}: {words}")
        for language, text in zip(("es", "en"), kept.texts, strict=True):
            if not 0 < len(text) <= LONGEST:
                words = f"The text in {language!r} has {len(text)} characters: write 1 to 4000."
                raise CannedRejected("bad_text", language, words)
            for name in BRACES.findall(text):
                if name not in VARIABLES:
                    words = f"{{{name}}} is no variable. Use one of {', '.join(VARIABLES)}."
                    raise CannedRejected("bad_variable", f"{{{name}}}", words)
        return kept

    @property
    def texts(self) -> tuple[str, str]:
        """Spanish, English."""
        return self.es, self.en

    def text(self, language: str) -> str:
        """The reply in `language`."""
        return self.en if language == "en" else self.es


Blanks = Mapping[str, str | None]
"""What stands for each of `VARIABLES`, where it is known."""


def fill(text: str, blanks: Blanks) -> str:
    """`text` with what is known in its variables; the others stay as they are, but for the name of
    somebody unknown where it only addresses them."""
    if not blanks.get("customer"):
        text = ADDRESSED.sub(lambda found: found["hello"] or "", text)
    return BRACES.sub(lambda found: blanks.get(found[1]) or found[0], text)


def gaps(text: str) -> list[str]:
    """The variables that nobody filled, in order: ["{order}"]."""
    return [f"{{{name}}}" for name in BRACES.findall(text) if name in VARIABLES]


class Replies:
    """The replies over one database."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now) -> None:
        self._database = database
        self._clock = clock

    async def all(self) -> list[Canned]:
        """Every reply by shortcut."""
        async with self._database.read() as session:
            rows = await session.scalars(select(CannedReply).order_by(CannedReply.shortcut))
            return [Canned(row.shortcut, row.es, row.en) for row in rows]

    async def starting(self, typed: str, limit: int = 6) -> list[Canned]:
        """The replies whose shortcut starts with, then those that contain, `typed`."""
        typed = typed.lower()
        fit = [one for one in await self.all() if typed in one.shortcut]
        return sorted(fit, key=lambda one: not one.shortcut.startswith(typed))[:limit]

    async def keep(self, reply: Canned, agent_id: str, instead_of: str = "") -> Canned:
        """Write a reply, in the place of the one with the shortcut `instead_of` if given.

        `CannedRejected`; also where another reply has the shortcut.
        """
        kept = reply.checked()
        async with self._database.write() as session:
            known = await session.get(CannedReply, kept.shortcut)
            if known and kept.shortcut != instead_of:
                words = f"/{kept.shortcut} is there already. Choose another shortcut."
                raise CannedRejected("taken_shortcut", f"/{kept.shortcut}", words)
            if instead_of and instead_of != kept.shortcut:
                await _drop(session, instead_of)
            row = known or CannedReply(shortcut=kept.shortcut)
            row.es, row.en = kept.es, kept.en
            row.updated_by, row.updated_at = agent_id, self._clock()
            session.add(row)
        return kept

    async def drop(self, shortcut: str) -> None:
        """Take a reply away."""
        async with self._database.write() as session:
            await _drop(session, shortcut)

    async def seed(self, replies: list[Canned]) -> int:
        """Write `replies` where there is none at all; how many were written."""
        async with self._database.read() as session:
            if (await session.scalars(select(func.count()).select_from(CannedReply))).one():
                return 0
        for one in replies:
            await self.keep(one, "system")
        return len(replies)


async def _drop(session: AsyncSession, shortcut: str) -> None:
    await session.execute(delete(CannedReply).where(CannedReply.shortcut == shortcut))
