"""With the real model: what means the same is found in either language, and nothing else is."""

from datetime import timedelta

import pytest

from bot.backoffice import SqlBackoffice
from bot.database import Database, now
from bot.knowledge.embedding import Embedder
from bot.settings import Settings
from bot.solved import Learning, Solved
from tests.solved.test_finding import shop, solve

__all__ = ["shop"]
MODEL = Settings().model
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        not (MODEL / "mostrador.json").is_file(), reason=f"no packaged model in {MODEL}"
    ),
]


async def test_the_like_is_found_across_languages(database: Database, shop: SqlBackoffice) -> None:
    spanish = "Saque la bandeja, séquela y vuelva a meterla hasta oír el clic."
    english = "Clean the contacts of the base and of the robot with a dry cloth."
    await solve(database, "Mi cafetera gotea por debajo y deja un charco", spanish)
    await solve(database, "The robot does not charge and its light blinks", english, language="en")
    embedder = Embedder(MODEL)
    await Learning(database, shop, embedder, lambda: now() + timedelta(minutes=9)).learn()
    solved = Solved(database, embedder)
    asked = {
        "la cafetera pierde agua por la parte de abajo": spanish,
        "my coffee machine is leaking from the bottom": spanish,
        "the robot won't charge, it just blinks": english,
        "el robot aspirador no carga en la base": english,
    }
    for question, reply in asked.items():
        found = await solved.nearest(question, "es")
        assert found[0].reply == reply, question
    assert await solved.nearest("¿Qué horario tiene la tienda de Girona?", "es") == []
