"""Regrouping from scratch: the same groups by the same ids, whatever happened before."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.contacts import Contact
from bot.groups import Question, forget
from bot.groups.linking import NOWHERE
from bot.groups.regrouping import matched
from bot.groups.tables import Collected
from tests.groups.conftest import Counter

ASKED = (
    "where is my order",
    "¿dónde está mi pedido?",
    "how long is the warranty",
    "¿cuánto dura la garantía?",
    "I need an invoice",
    "forgot my password",
)


async def asked(counter: Counter) -> None:
    for text in ASKED * 3:
        await counter.ask(text, "es" if "¿" in text else "en")
    await counter.groups.catch_up()


async def test_regrouping_what_was_right_changes_nothing(counter: Counter) -> None:
    await asked(counter)
    before = {one.id: one.group_id for one in await counter.questions()}
    told = await counter.groups.regroup()
    assert told.agreement.adjusted_rand == 1.0
    assert (told.questions, told.moved) == (18, 0)
    assert {one.id: one.group_id for one in await counter.questions()} == before


async def test_what_was_mixed_up_is_mended_and_links_lead_on(counter: Counter) -> None:
    await asked(counter)
    right = {one.id: one.group_id for one in await counter.questions()}
    lost = await counter.group_of("I need an invoice")
    kept = await counter.group_of("where is my order")
    async with counter.database.write() as session:
        wrong = update(Question).where(Question.text == "I need an invoice")
        await session.execute(wrong.values(group_id=kept))
    told = await counter.groups.regroup()
    assert told.moved == 3
    assert told.agreement.adjusted_rand < 1
    after = {one.id: one.group_id for one in await counter.questions()}
    assert len(set(after.values())) == len(set(right.values()))
    assert await counter.group_of("where is my order") == kept
    new = await counter.groups.resolve(await counter.group_of("I need an invoice"))
    assert (new.size, new.label_en) == (3, "I need an invoice")
    assert new.id != kept
    assert (await counter.groups.resolve(lost)).id == lost


async def test_nothing_to_regroup_is_no_trouble(counter: Counter) -> None:
    assert (await counter.groups.regroup()).questions == 0


async def test_the_chore_regroups_when_there_is_much_more(counter: Counter) -> None:
    for text in ASKED * 8:
        await counter.ask(text, "es" if "¿" in text else "en")
    assert await counter.groups.tend() == 48
    kept = await counter.group_of("where is my order")
    async with counter.database.write() as session:
        wrong = update(Question).where(Question.text == "I need an invoice")
        await session.execute(wrong.values(group_id=kept))
    await counter.ask("where is my order")
    await counter.groups.tend()
    assert await counter.group_of("I need an invoice") == kept
    for _ in range(8):
        await counter.ask("where is my order")
    await counter.groups.tend()
    assert await counter.group_of("I need an invoice") != kept


async def test_the_first_question_of_a_day_regroups(counter: Counter) -> None:
    for text in ASKED * 8:
        await counter.ask(text, "es" if "¿" in text else "en")
    await counter.groups.tend()
    kept = await counter.group_of("where is my order")
    async with counter.database.write() as session:
        wrong = update(Question).where(Question.text == "I need an invoice")
        await session.execute(wrong.values(group_id=kept))
        yesterday = update(Collected).where(Collected.source == "regrouped_on")
        await session.execute(yesterday.values(upto=Collected.upto - 1))
    assert await counter.groups.tend() == 0
    assert await counter.group_of("I need an invoice") == kept
    await counter.ask("where is my order")
    await counter.groups.tend()
    assert await counter.group_of("I need an invoice") != kept


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5)), min_size=1, max_size=30))
def test_each_group_before_lives_on_in_one_cluster_at_most(pairs: list[tuple[int, int]]) -> None:
    clusters, before = (list(one) for one in zip(*pairs, strict=True))
    seeds = np.full(len(pairs), NOWHERE)
    after = matched(np.asarray(clusters), before, seeds)
    named: dict[int, int] = {}
    for cluster, group in zip(clusters, after, strict=True):
        assert named.setdefault(cluster, group) == group
    assert len(set(named.values())) == len(named)
    assert all(group < 0 or group in before for group in after)


def test_what_an_editor_put_somewhere_names_the_cluster() -> None:
    seeds = np.asarray([NOWHERE, NOWHERE, 9])
    assert matched(np.asarray([0, 0, 0]), [5, 5, 9], seeds) == [9, 9, 9]


async def test_forgetting_takes_the_words_and_keeps_the_count(counter: Counter) -> None:
    await counter.ask("where is my order, says Ana", talk="hers")
    await counter.ask("where is my order")
    await counter.ask("forgot my password of the moon", talk="hers", message="other")
    await counter.groups.collect()
    alone = await counter.group_of("forgot my password of the moon")
    both = await counter.group_of("where is my order")
    async with counter.database.write() as session:
        hers = Contact.conversation_id == "hers"
        await session.execute(update(Contact).where(hers).values(text="-"))
        await forget(session, ["hers"])
    await counter.groups.collect()
    group = await counter.groups.resolve(both)
    assert (group.size, group.label_en) == (2, "where is my order")
    group = await counter.groups.resolve(alone)
    assert (group.size, group.label_en, group.centre) == (1, None, None)
    words = [(one.text, one.vector is None) for one in await counter.questions()]
    assert words.count(("-", True)) == 2
    await counter.ask("where is my order")
    await counter.groups.collect()
    assert (await counter.groups.resolve(both)).size == 3
