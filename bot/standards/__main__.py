"""`python -m bot.standards recompute`: make every fact from what is recorded, from scratch.

Needed after the company's hours were changed. The service may go on meanwhile. `document` writes
the definitions into the pages of documentation.
"""

import argparse
import asyncio
import time
from pathlib import Path

from bot import tables  # noqa: F401
from bot.database import Database
from bot.service import hours_of
from bot.settings import Settings
from bot.standards import Standards, definitions
from bot.standards.document import renew

PAGES = {"es": "docs/estandares-de-servicio.md", "en": "docs/service-standards.md"}


async def recompute(settings: Settings) -> int:
    """How many conversations there are."""
    database = Database(settings.database)
    try:
        await database.upgrade()
        return await Standards(database, hours_of(settings)).facts.recompute()
    finally:
        await database.close()


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bot.standards", description=__doc__)
    parser.add_argument("command", choices=["recompute", "document"])
    if parser.parse_args().command == "document":
        for language, page in PAGES.items():
            renew(Path(page), definitions(), language)
        return
    started = time.perf_counter()
    count = asyncio.run(recompute(Settings()))
    print(f"{count} conversations in {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
