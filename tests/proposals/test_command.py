"""`python -m bot.proposals`, without its process."""

import json

import pytest

from bot.errors import BotError
from bot.proposals.__main__ import arguments, make, measure, show
from bot.proposals.building import Training
from tests.proposals.shop import Shop


@pytest.fixture
def training(shop: Shop) -> Training:
    """What the command works on."""
    return Training(shop.confirming, shop.proposals, shop.scores, shop.measuring)


async def test_a_group_is_confirmed_proposed_measured_and_shown(
    shop: Shop, training: Training
) -> None:
    group = await shop.confirmed()
    await shop.confirming.take_back(group)
    said = await make(training, [f"{group}=order_status"])
    assert said.startswith("proposal 1: open, 4 lines, 4 new\nleft out: known 1\n")
    assert "not measured" in said
    measured = await measure(training, 1)
    assert "accuracy     0.6667 > 1.0000  +0.3333" in measured
    assert "fixed: 2" in measured
    assert "1  " in await show(training, None, None)
    assert "+    - por dónde va el envío" in await show(training, 1, "patch")
    assert (await show(training, 1, "csv")).startswith("text,language,intent")
    assert (await show(training, 1, "yaml")).startswith('version: "3.1"')
    told = json.loads(await show(training, 1, "json"))
    assert (told["proposal"], told["stale"], len(told["lines"])) == (1, False, 4)
    assert told["score"]["messages"] == 6
    assert "answers" not in told["score"]


async def test_a_confirmation_that_cannot_be_read_is_named(training: Training) -> None:
    with pytest.raises(BotError, match="write GROUP=INTENT"):
        await make(training, ["order_status"])


def test_the_words_of_the_command_line() -> None:
    assert arguments(["make", "--confirm", "1=a", "--confirm", "2=b"]).confirm == ["1=a", "2=b"]
    assert arguments(["show", "3", "--patch"]).kind == "patch"
    assert arguments(["show"]).number is None
    with pytest.raises(SystemExit):
        arguments(["show", "3", "--patch", "--csv"])
