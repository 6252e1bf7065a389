"""The share of simple questions, against a count by hand."""

import random
from collections import Counter
from dataclasses import replace

import pytest

from bot.database import Database
from bot.demand import Demand
from bot.demand.share import Shares, share_of
from bot.demand.view import Simple
from tests.demand.conftest import SIMPLE, VIEW
from tests.demand.rows import ANSWERED, TO_AGENT, Rows


async def test_a_worked_example(database: Database, rows: Rows, demand: Demand) -> None:
    """Four of five questions are of a group that was asked four times."""
    often, once = await rows.group("a"), await rows.group("b")
    for outcome in (ANSWERED, ANSWERED, ANSWERED, TO_AGENT):
        await rows.ask(often, outcome=outcome, language="en")
    await rows.ask(once)
    await demand.tallies.recount_all()
    share = await Shares(database, SIMPLE).of(VIEW)
    assert (share.all.asked, share.all.simple, share.all.share) == (5, 4, 0.8)
    assert share.all.alone == 0.75
    assert share.all.each_s == 60.0
    assert share.by["language"]["en"].share == 1.0
    assert share.by["language"]["es"].share == 0.0


@pytest.mark.parametrize("seed", range(4))
async def test_the_share_is_that_of_a_count_by_hand(
    database: Database, rows: Rows, demand: Demand, seed: int
) -> None:
    rng = random.Random(seed)
    marks = ["open", "open", "person_only", "no_question", "open", "open"]
    groups = [await rows.group(f"g{n}", mark=mark) for n, mark in enumerate(marks)]
    asked = []
    for _ in range(70):
        group = rng.choice(groups[: rng.randint(1, 6)])
        days, language = rng.randrange(60), rng.choice(["es", "en"])
        product = rng.choice([None, "levante", "cierzo"])
        made_up = rng.random() < 0.2
        await rows.ask(group, days_ago=days, language=language, product=product, simulated=made_up)
        asked.append((group, days, language, product or "", made_up))
    await demand.tallies.recount_all()
    for view in (VIEW, replace(VIEW, days=7, language="es"), replace(VIEW, simulated=True)):
        simple = Simple(4, 28)
        real = [one for one in asked if view.simulated or not one[4]]
        often = Counter(one[0] for one in real if one[1] < max(view.days, 28))
        counted = [
            one
            for one in real
            if one[1] < view.days
            and marks[groups.index(one[0])] != "no_question"
            and view.language in ("", one[2])
        ]
        by_hand = [one for one in counted if often[one[0]] >= 4]
        share = await Shares(database, simple).of(view)
        assert (share.all.asked, share.all.simple) == (len(counted), len(by_hand))
        products = Counter(one[3] for one in counted)
        assert {key: part.asked for key, part in share.by["product"].items()} == products
        weeks = Counter(str(one[1] // 7) for one in by_hand)
        found = {key: part.simple for key, part in share.by["week"].items() if part.simple}
        assert found == weeks
        assert share.simulated == sum(one[4] for one in counted)


def test_of_nothing_there_is_no_share() -> None:
    share = share_of([])
    assert (share.all.share, share.all.alone, share.all.each_s) == (None, None, None)
