"""Causes in customers' own words."""

import pytest

from bot.fault_causes import CAUSES, cause_in
from bot.policies.warranty import CAUSES as KNOWN


def test_they_are_those_of_the_policies() -> None:
    assert set(CAUSES) == set(KNOWN)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("está llena de cal", "limescale"),
        ("I never descaled it", "limescale"),
        ("la tengo en mi bar", "commercial_use"),
        ("we use it in our hotel", "commercial_use"),
        ("le puse un filtro compatible", "other_parts"),
        ("with a third-party filter", "other_parts"),
        ("se me cayó al suelo", "accident"),
        ("my kid dropped it", "accident"),
        ("lo abrí para mirarlo", "misuse"),
        ("la goma está gastada", "wear"),
        ("gotea por debajo", None),
        ("it does not heat, only warm", None),
        ("calienta poco", None),
    ],
)
def test_causes(text: str, cause: str | None) -> None:
    assert cause_in(text) == cause
