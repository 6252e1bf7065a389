"""`python -m bot.seed`: the tables, and in an empty database the sample shop and FAQ.

It may be run again at any time: tables are brought up to date, rows that are there are
never touched. Depends on the nouns that it fills.
"""

import asyncio

from bot.agents import Agents
from bot.backoffice.filling import fill
from bot.database import Database
from bot.errors import BotError
from bot.faqs import Faqs
from bot.notes import Replies, read_replies
from bot.settings import Settings


async def seed(database: Database, settings: Settings) -> dict[str, int]:
    """Rows written by table; a `BadFile` undoes the part that its file belongs to.

    `settings` have their secrets filled in.
    """
    await database.upgrade()
    written = await fill(database, settings.products_file, settings.shop_file)
    written["faq"] = await Faqs(database).seed(settings.faq_file)
    written["canned_reply"] = await Replies(database).seed(read_replies(settings.replies_file))
    name = settings.agent_email.partition("@")[0].capitalize()
    await Agents(database).ensure(settings.agent_email, name, settings.agent_password, "admin")
    return written


async def run(settings: Settings) -> str:
    """Seed the database of `settings` and say what was written."""
    database = Database(settings.database)
    try:
        written = await seed(database, settings)
    finally:
        await database.close()
    counts = ", ".join(f"{table} {rows}" for table, rows in written.items() if rows)
    return f"Rows written: {counts or 'none, the database had them'}."


def main() -> None:
    """Seed the database of the environment; a problem is one line and status 1."""
    try:
        print(asyncio.run(run(Settings().with_secrets())))
    except BotError as error:
        raise SystemExit(error.message) from error


if __name__ == "__main__":
    main()
