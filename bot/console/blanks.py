"""What stands for the variables of a canned reply. Depends on the shape of a timeline alone."""

from typing import Any

from bot.agents import Agent
from bot.notes import Blanks


def blanks(told: dict[str, Any] | None, agent: Agent, product: str | None) -> Blanks:
    """What stands for the variables, from the customer's timeline and the `product` that was
    spoken of; what is not certain (one of several products) is left out."""
    found: dict[str, str | None] = {"agent": agent.name, "product": product}
    if told:
        owned = {str(one["product_id"]) for one in told["products"]}
        orders = [str(one["number"]) for one in told["entries"] if one["kind"] == "order"]
        found["customer"] = str(told["customer"]["name"])
        found["product"] = product or (owned.pop() if len(owned) == 1 else None)
        found["order"] = orders[0] if orders else None
    if found["product"]:
        found["product"] = found["product"].capitalize()
    return found
