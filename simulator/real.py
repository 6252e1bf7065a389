"""A database with a real customer in it is never simulated on.

Depends on the conversations' table.
"""

from sqlalchemy import func, select

from bot.conversations import Conversation
from bot.database import Database
from bot.errors import Spoken
from bot.settings import Settings


class RealCustomers(Spoken):
    """Somebody real was there."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"This database has {count} conversations of real customers; nothing is simulated on "
            "it. Give another folder with --var-dir.",
            f"Esta base de datos tiene {count} conversaciones de clientes reales; no se simula "
            "nada en ella. Dé otra carpeta con --var-dir.",
            409,
        )


async def check_nobody_is_real(settings: Settings) -> None:
    """Raise `RealCustomers` where the database of the settings has a conversation of one."""
    database = Database(settings.database)
    try:
        await database.upgrade()
        async with database.read() as session:
            real = select(func.count()).select_from(Conversation)
            count = await session.scalar(real.where(Conversation.simulated.is_(False)))
    finally:
        await database.close()
    if count:
        raise RealCustomers(count)
