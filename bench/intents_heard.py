"""Messages as the assistant hears them: the pipeline, and what stands before it.

Words of danger lead to `safety` whatever the classifier thinks, and a message of two matters is
cut; the first part is what is settled first (`bot.turns`). Here the same code runs over answers
that the pipeline has given before, for whole messages and for every part that might be cut off.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.matters import MOST, Matters, Understood, cuts

Answer = dict[str, Any]
SAFETY: Answer = {"intent": "safety", "confidence": 1.0, "margin": 1.0, "entities": []}


def asked_for(texts: Sequence[str]) -> list[str]:
    """`texts`, and after them each part of one that the cutting may ask the pipeline about."""
    parts = (part for text in texts for part in _parts(text, MOST))
    return list(dict.fromkeys([*texts, *parts]))


def heard(texts: Sequence[str], answers: Mapping[str, Answer], lead: Any) -> list[Answer]:
    """What each text is taken for first. `lead` gives the payload of a danger, or None."""

    async def understand(text: str) -> Understood:
        found = answers[text]
        return Understood(found["intent"] or "nlu_fallback", found["confidence"])

    matters = Matters(understand)

    async def first(text: str) -> Answer:
        if lead(text) is not None:
            return SAFETY
        return answers[(await matters.of(text))[0]]

    async def all_of_them() -> list[Answer]:
        return [await first(text) for text in texts]

    return asyncio.run(all_of_them())


def _parts(text: str, most: int) -> Iterable[str]:
    for cut in cuts(text) if most > 1 else ():
        yield from (cut.left, cut.right, *_parts(cut.right, most - 1))
