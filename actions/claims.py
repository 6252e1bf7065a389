"""Writing down what went wrong, as the shop's records keep it.

Depends on the backoffice and identity.
"""

import asyncio

import structlog

from actions.desk import Desk
from actions.turn import Turn
from bot.backoffice import BadRequest, ClaimRequest, ItemNotInOrder, OrderNotFound, Proof

log = structlog.get_logger()
LONGEST = 2000
PATIENCE_S = 1.5
"""How long a warning of danger waits for the shop's records, in seconds."""


async def record(desk: Desk, turn: Turn, kind: str, text: str, form: str) -> str:
    """The number of a new claim about the order and the product that are known.

    While nobody knows whose the conversation is, it is nobody's and about the product alone.
    """
    owner = await desk.identity.customer_of(turn.conversation_id)
    proof = Proof(customer_id=owner) if owner else None
    key, said = turn.message_id(form), text[:LONGEST]
    number = turn.slot("order_number") if owner else None
    # Of a danger the product matters most: the order is what else was talked about.
    next_best = (None, turn.product) if kind == "safety" and turn.product else (number, None)
    about = [(number, turn.product), next_best, (None, turn.product)]
    for order, product in about if number else about[2:]:
        try:
            asked = ClaimRequest(kind, said, order, product)
            return (await desk.backoffice.open_claim(asked, proof, key)).number
        except (OrderNotFound, ItemNotInOrder, BadRequest):
            continue
    return (await desk.backoffice.open_claim(ClaimRequest(kind, said), proof, key)).number


async def record_danger(desk: Desk, turn: Turn) -> str | None:
    """The number of a claim about a danger, where the customer is known: a new one, or the one that
    is still open about the same product. None where nobody knows whose it is, or the records
    cannot be reached: nobody in danger waits for them, and a person is called all the same.
    """
    try:
        async with asyncio.timeout(PATIENCE_S):
            return await _danger(desk, turn)
    except Exception:
        log.exception("danger_not_recorded", conversation=turn.conversation_id)
        return None


async def _danger(desk: Desk, turn: Turn) -> str | None:
    owner = await desk.identity.customer_of(turn.conversation_id)
    if owner is None:
        return None
    known = (await desk.backoffice.record_of(owner)).claims
    same = [one for one in known if one.kind == "safety" and one.product_id == turn.product]
    waiting = [one.number for one in same if one.status == "open"]
    return waiting[-1] if waiting else await record(desk, turn, "safety", turn.text, "")
