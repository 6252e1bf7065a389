"""What a customer has told already, in words, for the person who takes over.

Depends on the brief's words, the wording and the turn.
"""

from typing import Any

from actions import wording
from actions.desk import Desk
from actions.turn import Turn
from bot.brief.gathered import LABELS, lines, worth_telling


async def gathered(desk: Desk, turn: Turn) -> str:
    """A list in Markdown of what is known, one line each; empty where nothing is."""
    told = known(turn)
    any_product = "product" in told or "return_items" in told
    names = {one.id: one.name for one in await desk.backoffice.products()} if any_product else {}
    said = lines(told, names, turn.language, wording.plain)
    return "\n".join(f"- {label}: {value}" for label, value in said)


def handed(turn: Turn, reason: str) -> dict[str, Any]:
    """What rides on the words that hand over: why, and what forms have gathered, which they
    forget."""
    told = known(turn)
    return {"handoff": {"reason": reason}} | ({"gathered": told} if told else {})


def known(turn: Turn) -> dict[str, Any]:
    """The slots that are worth telling."""
    return worth_telling({slot: turn.slot(slot) for slot in LABELS})
