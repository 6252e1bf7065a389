"""Simulated readers of the help pages: what they look for, and whether a page helped.

Depends on the help of the service and the library.
"""

import random

from simulator.library import Library
from simulator.place import Place

VOTES, SEARCHES = 5, 4
"""On a day."""
POOR = ("refunds-when", "orders-status", "repairs-time", "shipping-times")
"""Entries that help less often than others."""


async def read(place: Place, library: Library, dice: random.Random) -> None:
    """What they did on a day."""
    loop = place.service.loop
    entries = sorted({one.id for one in place.service.shelf.entries})
    for _ in range(VOTES):
        entry, language = dice.choice(entries), dice.choice(("es", "en"))
        helped = dice.random() < (0.35 if entry in POOR else 0.85)
        words = "" if helped else dice.choice(library.words["comment_bad"][language])
        visitor = f"simulated-{dice.getrandbits(48):012x}"
        await loop.votes.vote(f"faq/{entry}", visitor, helped, language, words)
    for _ in range(SEARCHES):
        matter = dice.choice([one for one in library.matters if one.kind != "odd"])
        language = dice.choice(("es", "en"))
        found = matter.kind == "question"
        await loop.searches.note(dice.choice(matter.wordings[language]), language, found)
