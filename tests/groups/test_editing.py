"""What editors do to groups: remembered by what comes later, and taken back."""

import pytest

from bot.groups import (
    EditNotFound,
    GroupNotFound,
    NoSuchMark,
    NothingToMerge,
    NothingToMove,
)
from tests.groups.conftest import Counter

ORDERS = ("where is my order", "¿dónde está mi pedido?")
INVOICES = ("I need an invoice", "invoice")
BY = "ana"


@pytest.fixture
async def two(counter: Counter) -> tuple[int, int]:
    """A group about orders and one about invoices: their ids."""
    for text in ORDERS + INVOICES:
        await counter.ask(text, "es" if "¿" in text else "en")
    await counter.groups.collect()
    return await counter.group_of(ORDERS[0]), await counter.group_of(INVOICES[0])


async def test_merging_puts_all_into_one_and_old_links_lead_there(
    counter: Counter, two: tuple[int, int]
) -> None:
    orders, invoices = two
    await counter.groups.merge([invoices], orders, BY)
    [group] = await counter.open_groups()
    assert (group.id, group.size, group.size_es) == (orders, 4, 1)
    assert (await counter.groups.resolve(invoices)).id == orders


async def test_undoing_a_merge_brings_the_group_back(
    counter: Counter, two: tuple[int, int]
) -> None:
    orders, invoices = two
    edit = await counter.groups.merge([invoices], orders, BY)
    await counter.ask("where is my order now")
    await counter.groups.collect()
    await counter.groups.undo(edit, BY)
    assert {group.id: group.size for group in await counter.open_groups()} == {
        orders: 3,
        invoices: 2,
    }
    assert (await counter.groups.resolve(invoices)).label_en in INVOICES
    assert not any(one.pinned for one in await counter.questions())


async def test_what_is_asked_later_goes_where_the_editor_put_it(
    counter: Counter, two: tuple[int, int]
) -> None:
    orders, invoices = two
    await counter.groups.merge([invoices], orders, BY)
    await counter.ask("I need an invoice please")
    await counter.groups.collect()
    assert await counter.group_of("I need an invoice please") == orders


async def test_regrouping_keeps_what_was_merged_and_what_came_to_it_later(
    counter: Counter, two: tuple[int, int]
) -> None:
    orders, invoices = two
    await counter.groups.merge([invoices], orders, BY)
    for _ in range(6):
        await counter.ask("I need an invoice please")
    await counter.groups.collect()
    told = await counter.groups.regroup()
    assert (told.groups_after, told.moved) == (1, 0)
    [group] = await counter.open_groups()
    assert (group.id, group.size) == (orders, 10)


async def test_splitting_makes_a_group_of_its_own_that_stays_apart(
    counter: Counter, two: tuple[int, int]
) -> None:
    orders, _ = two
    [first, *_] = [one for one in await counter.questions() if one.group_id == orders]
    new = await counter.groups.split(orders, [first.id], BY)
    await counter.ask(first.text, first.language)
    await counter.groups.collect()
    assert await counter.group_of(first.text) == new
    told = await counter.groups.regroup()
    assert told.groups_after == 3
    assert await counter.group_of(first.text) == new
    assert await counter.group_of(ORDERS[1]) == orders


async def test_undoing_a_split_puts_them_back(counter: Counter, two: tuple[int, int]) -> None:
    orders, _ = two
    [first, *_] = [one for one in await counter.questions() if one.group_id == orders]
    new = await counter.groups.split(orders, [first.id], BY)
    [edit] = [one for one in await counter.groups.edits() if one.kind == "split"]
    await counter.groups.undo(edit.id, BY)
    assert (await counter.groups.resolve(new)).id == orders
    assert (await counter.groups.resolve(orders)).size == 2


async def test_moving_takes_questions_of_any_group(counter: Counter, two: tuple[int, int]) -> None:
    orders, invoices = two
    own = [one.id for one in await counter.questions() if one.group_id == invoices]
    [edit] = await counter.groups.move(own, orders, BY)
    assert (await counter.groups.resolve(invoices)).id == orders
    await counter.groups.regroup()
    assert (await counter.groups.resolve(orders)).size == 4
    await counter.groups.undo(edit, BY)
    assert (await counter.groups.resolve(invoices)).size == 2


async def test_names_and_marks_are_kept_and_undone(counter: Counter, two: tuple[int, int]) -> None:
    orders, _ = two
    await counter.groups.name(orders, " Dónde está  el pedido ", "Where an order is", BY)
    named = await counter.groups.name(orders, "Pedidos", None, BY)
    marked = await counter.groups.mark(orders, "person_only", BY)
    group = await counter.groups.resolve(orders)
    assert (group.name_es, group.name_en, group.mark) == ("Pedidos", None, "person_only")
    await counter.groups.undo(named, BY)
    await counter.groups.undo(marked, BY)
    group = await counter.groups.resolve(orders)
    assert (group.name_es, group.name_en) == ("Dónde está el pedido", "Where an order is")
    assert group.mark == "open"


async def test_a_group_with_a_name_is_never_put_into_another(
    counter: Counter, two: tuple[int, int]
) -> None:
    orders, invoices = two
    await counter.groups.name(orders, "Pedidos", "Orders", BY)
    await counter.groups.name(invoices, "Facturas", "Invoices", BY)
    for _ in range(3):
        await counter.ask("where is my order invoice")
    await counter.groups.collect()
    await counter.groups.regroup()
    assert (await counter.groups.resolve(orders)).name_en == "Orders"
    assert (await counter.groups.resolve(invoices)).name_en == "Invoices"


async def test_what_makes_no_sense_is_refused_in_both_languages(
    counter: Counter, two: tuple[int, int]
) -> None:
    orders, invoices = two
    with pytest.raises(NothingToMerge) as refused:
        await counter.groups.merge([orders], orders, BY)
    assert set(refused.value.said) == {"es", "en"}
    every = [one.id for one in await counter.questions() if one.group_id == orders]
    for chosen in ([], every):
        with pytest.raises(NothingToMove):
            await counter.groups.split(orders, chosen, BY)
    with pytest.raises(NothingToMove):
        await counter.groups.move(every, orders, BY)
    with pytest.raises(NoSuchMark):
        await counter.groups.mark(orders, "silly", BY)
    with pytest.raises(GroupNotFound):
        await counter.groups.resolve(999)
    edit = await counter.groups.merge([invoices], orders, BY)
    await counter.groups.undo(edit, BY)
    with pytest.raises(EditNotFound):
        await counter.groups.undo(edit, BY)
