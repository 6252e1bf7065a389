"""Groups confirmed, proposals made of them, thinned out, decided, shown, and forgotten."""

import csv
import io

import pytest
import yaml

from bot.proposals import forget
from bot.proposals.confirming import PAGE, NoGroup, NoIntent
from bot.proposals.proposals import Decided, NoProposal, NoReason, NothingToPropose, Told
from bot.proposals.rendering import Rendered, as_csv, as_yaml, render
from bot.proposals.tables import ProposedExample
from tests.proposals.shop import Shop

INTENTS = ["cancel_order", "order_status", "out_of_scope"]


def rendered(shop: Shop, told: Told) -> Rendered:
    return render(told, shop.proposals.sources, shop.folder)


async def made(shop: Shop) -> Told:
    await shop.confirmed()
    return await shop.proposals.make("ana")


async def test_a_group_tells_its_likely_intent_and_who_differs(shop: Shop) -> None:
    group = await shop.group()
    for number in range(3):
        await shop.ask(group, f"dónde está {number}", confidence=0.8)
    await shop.ask(group, "anúlenlo", intent="cancel_order", confidence=0.7)
    await shop.ask(group, "eh", intent="nlu_fallback", confidence=0.1)
    await shop.ask(group, "a una persona", intent=None)
    [told] = await shop.confirming.page("open", "", "es", INTENTS)
    assert (told.id, told.likely, told.confirmed, told.size) == (group, "order_status", None, 6)
    assert told.share == pytest.approx(3 / 5)
    assert told.confidence == pytest.approx(0.8)
    assert {one.text for one in told.differing} == {"anúlenlo", "eh"}
    assert told.counted()[0] == ("order_status", 3)


async def test_groups_are_listed_by_size_state_and_intent(shop: Shop) -> None:
    small, large = await shop.group(), await shop.group(topic="cancel_order")
    for group, times in ((small, 1), (large, 2)):
        for number in range(times):
            await shop.ask(group, f"pregunta {number}")
    await shop.group("leer", mark="no_question", size=9)
    page = shop.confirming.page
    assert [one.id for one in await page("open", "", "es", INTENTS)] == [large, small]
    assert [one.id for one in await page("open", "cancel_order", "es", INTENTS)] == [large]
    assert [one.id for one in await page("open", "", "es", INTENTS, 1)] == [small]
    await shop.confirming.confirm(large, "order_status", "ana", INTENTS)
    assert [one.id for one in await page("open", "", "es", INTENTS)] == [small]
    assert [one.confirmed for one in await page("confirmed", "", "es", INTENTS)] == ["order_status"]
    await shop.confirming.take_back(large)
    assert await page("confirmed", "", "es", INTENTS) == []


async def test_a_page_has_one_more_where_there_is_another(shop: Shop) -> None:
    for number in range(PAGE + 2):
        await shop.ask(await shop.group(), f"pregunta {number}")
    assert len(await shop.confirming.page("open", "", "es", INTENTS)) == PAGE + 1


async def test_only_known_groups_and_intents_are_confirmed(shop: Shop) -> None:
    with pytest.raises(NoIntent, match="praise"):
        await shop.confirming.confirm(await shop.group(), "praise", "ana", INTENTS)
    with pytest.raises(NoGroup, match="77"):
        await shop.confirming.confirm(77, "order_status", "ana", INTENTS)


async def test_a_group_that_was_merged_away_stands_for_the_one_that_has_its_questions(
    shop: Shop,
) -> None:
    new = await shop.group()
    old = await shop.group(merged_into=new)
    await shop.confirming.confirm(old, "order_status", "ana", INTENTS)
    assert await shop.confirming.confirmed() == {new: "order_status"}
    assert (await shop.confirming.group(old, "es", INTENTS)).id == new


async def test_a_group_merged_after_it_was_confirmed_is_still_found(shop: Shop) -> None:
    from bot.groups.tables import QuestionGroup

    old, new = await shop.confirmed(), await shop.group()
    async with shop.database.write() as session:
        row = await session.get(QuestionGroup, old)
        assert row
        row.merged_into = new
    assert await shop.confirming.confirmed() == {new: "order_status"}


async def test_what_a_simulator_asked_counts_in_a_demonstration_alone(shop: Shop) -> None:
    group = await shop.group()
    await shop.ask(group, "la furgoneta no viene", simulated=True)
    await shop.confirming.confirm(group, "order_status", "ana", INTENTS)
    assert await shop.confirming.page("confirmed", "", "es", INTENTS) == []
    with pytest.raises(NothingToPropose):
        await shop.proposals.make("ana")
    demo = Shop(shop.folder, shop.database, demo=True)
    assert len(await demo.confirming.page("confirmed", "", "es", INTENTS)) == 1
    told = await demo.proposals.make("ana")
    assert told.row.simulated


async def test_a_proposal_has_the_lines_that_teach_something(shop: Shop) -> None:
    told = await made(shop)
    assert [(one.text, one.why, one.language) for one in told.examples] == [
        ("por dónde va el envío", "wrong", "es"),
        ("is my delivery on its way", "refused", "en"),
        ("cuándo llegará el envío", "unsure", "es"),
        ("any news of the delivery", "unasked", "en"),
    ]
    assert told.row.left_out == {"known": 1}
    assert not told.row.simulated
    shown = rendered(shop, told)
    assert shown.patch.count("\n+    - ") == 4
    assert (shown.there, shown.lost, shown.over, shown.remains) == (0, [], None, [])


async def test_making_a_proposal_changes_no_file(shop: Shop) -> None:
    before = {path: path.read_bytes() for path in shop.flows.iterdir()}
    rendered(shop, await made(shop))
    assert {path: path.read_bytes() for path in shop.flows.iterdir()} == before


async def test_no_question_is_proposed_twice_unless_it_was_rejected(shop: Shop) -> None:
    first = await made(shop)
    with pytest.raises(NothingToPropose):
        await shop.proposals.make("ana")
    await shop.proposals.remove(first.row.id, first.examples[0].id)
    await shop.proposals.decide(first.row.id, False, "too few", "ana")
    second = await shop.proposals.make("ana")
    assert {one.text for one in second.examples} == {one.text for one in first.examples[1:]}


async def test_lines_that_were_applied_leave_the_patch(shop: Shop) -> None:
    told = await made(shop)
    path = shop.flows / "orders.yml"
    path.write_text(
        path.read_text().replace("- el paquete", "- por dónde va el envío\n    - el paquete")
    )
    shown = rendered(shop, told)
    assert shown.there == 1
    assert "+    - por dónde va el envío" not in shown.patch
    assert shown.patch.count("\n+    - ") == 3


async def test_a_proposal_is_decided_once_and_rejected_with_a_reason(shop: Shop) -> None:
    told = await made(shop)
    with pytest.raises(NoReason):
        await shop.proposals.decide(told.row.id, False, "  ", "ana")
    await shop.proposals.decide(told.row.id, True, "", "ana")
    row = (await shop.proposals.get(told.row.id)).row
    assert (row.state, row.decided_by) == ("taken", "ana")
    for act in (
        shop.proposals.decide(told.row.id, False, "no", "ana"),
        shop.proposals.remove(told.row.id, told.examples[0].id),
    ):
        with pytest.raises(Decided):
            await act
    with pytest.raises(NoProposal):
        await shop.proposals.decide(99, True, "", "ana")


async def test_a_proposal_without_lines_is_withdrawn(shop: Shop) -> None:
    told = await made(shop)
    for one in told.examples:
        await shop.proposals.remove(told.row.id, one.id)
    assert (await shop.proposals.get(told.row.id)).row.state == "withdrawn"
    assert [count for _, count in await shop.proposals.latest()] == [0]


async def test_files_have_the_lines(shop: Shop) -> None:
    told = await made(shop)
    rows = list(csv.DictReader(io.StringIO(as_csv(told.examples))))
    assert [row["text"] for row in rows] == [one.text for one in told.examples]
    assert rows[0] == {
        "text": "por dónde va el envío", "language": "es", "intent": "order_status",
        "why": "wrong", "taken_for": "cancel_order", "confidence": "0.900", "group": "1",
    }  # fmt: skip
    parsed = yaml.safe_load(as_yaml(rendered(shop, told).lines))
    assert {(one["intent"], one["metadata"]["language"]) for one in parsed["nlu"]} == {
        ("order_status", "es"),
        ("order_status", "en"),
    }
    lines = [line for one in parsed["nlu"] for line in one["examples"].splitlines()]
    assert sorted(lines) == sorted(f"- {one.text}" for one in told.examples)


async def test_a_forgotten_customers_lines_leave_every_proposal_and_patch(shop: Shop) -> None:
    told = await made(shop)
    async with shop.database.write() as session:
        await forget(session, ["other"])
    fewer = await shop.proposals.get(told.row.id)
    assert {one.text for one in fewer.examples} == {
        one.text for one in told.examples if one.conversation_id != "other"
    }
    assert "cuándo llegará" not in rendered(shop, fewer).patch
    rows = await shop.rows(ProposedExample)
    assert [one for one in rows if "cuándo" in one.text] == []  # type: ignore[attr-defined]
    async with shop.database.write() as session:
        await forget(session, ["talk"])
    assert (await shop.proposals.get(told.row.id)).row.state == "withdrawn"


async def test_forgotten_lines_that_were_taken_are_found_in_the_files(shop: Shop) -> None:
    told = await made(shop)
    path = shop.flows / "orders.yml"
    path.write_text(
        path.read_text().replace("- el paquete", "- Cuándo llegará el envío\n    - el paquete")
    )
    await shop.proposals.decide(told.row.id, True, "", "ana")
    async with shop.database.write() as session:
        await forget(session, ["other"])
    after = await shop.proposals.get(told.row.id)
    assert after.row.state == "taken"
    assert rendered(shop, after).remains == [f"{path}:9"]
