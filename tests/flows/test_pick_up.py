"""Where something is collected: read back before it is confirmed, and changed there."""

from typing import Any

import pytest

from bot.backoffice import Address
from bot.database import Database
from tests.action_calls import Conversation, desk

LUCIA = "lucia.ferrer@example.com"
OLIVER = "oliver.hughes@example.org"
MADRID = Address("Calle Mayor 5", "28013", "Madrid", "ES")


async def answers(talk: Conversation, form: str, *texts: str, intent: str = "inform") -> None:
    for text in texts:
        talk.hears(text, intent)
        await talk.fills(form)


async def collected(talk: Conversation) -> None:
    """Up to the summary of a return that is collected."""
    talk.slots.update(order_number="TR-104512", email=LUCIA)
    talk.hears("i want to return it, it does not work", "request_return")
    await talk.fills("return_form")
    await answers(talk, "return_form", "my money", "collect it")
    assert talk.asked == "confirmed"


async def summary(talk: Conversation) -> dict[str, Any]:
    (told,) = await talk.runs("action_ask_return_form_confirmed")
    return told


async def test_the_address_of_a_collection_is_read_back(talk: Conversation) -> None:
    await collected(talk)
    told = await summary(talk)
    assert "Carrer del Nord 14" in told["way"]
    assert [one["title"] for one in told["buttons"]] == ["Change the address"]
    talk.hears("yes", "affirm")
    await talk.fills("return_form")
    (opened,) = await talk.runs("action_open_return")
    assert "17003 Girona" in opened["address"]
    assert opened["custom"]["settled"]["about"] == "request_return"


@pytest.mark.parametrize(
    "said_so",
    [
        ("no, collect it from Calle Mayor 5, 28013 Madrid",),
        ("that is the wrong address", "Calle Mayor 5", "28013", "Madrid"),
        ("no, otra dirección", "Calle Mayor 5, 28013 Madrid"),
    ],
)
async def test_it_is_collected_elsewhere_on_request(
    talk: Conversation, shop: Database, said_so: tuple[str, ...]
) -> None:
    await collected(talk)
    await answers(talk, "return_form", *said_so, intent="change_address")
    assert talk.asked == "confirmed"
    assert "Calle Mayor 5, 28013 Madrid" in (await summary(talk))["way"]
    talk.hears("yes", "affirm")
    await talk.fills("return_form")
    told = (await talk.runs("action_open_return"))[-1]
    assert "Calle Mayor 5" in told["address"]
    number = str(told["return_number"])
    found = await desk(shop).backoffice.find_return(number, LUCIA)
    assert found.address == MADRID
    assert talk.slots["pick_up_elsewhere"] is None


async def test_the_button_asks_for_another_address_and_another_way_forgets_it(
    talk: Conversation,
) -> None:
    await collected(talk)
    talk.hears("/inform", "inform", pick_up_wish="elsewhere")
    await talk.fills("return_form")
    assert talk.asked == "address_street"
    await answers(talk, "return_form", "Calle Mayor 5, 28013 Madrid")
    await answers(talk, "return_form", "no, I'd rather take it to a shop", intent="deny")
    assert (talk.slots["return_way"], talk.slots["address_street"]) == ("shop", None)
    assert "Girona" not in (await summary(talk))["way"]


async def fetched(talk: Conversation) -> None:
    """Up to the summary of a repair that is collected."""
    talk.slots["product"] = "levante"
    await answers(talk, "repair_form", "I want a repair", intent="request_repair")
    await answers(talk, "repair_form", "it drips from below", "skip", intent="manual_question")
    talk.hears("TR-099061", "inform", order_number="TR-099061", email=OLIVER)
    await talk.fills("repair_form")
    await answers(talk, "repair_form", "collect it, please", "any")
    assert talk.asked == "confirmed"


async def test_place_and_time_of_a_repair_are_read_back_and_changed(
    talk: Conversation, shop: Database
) -> None:
    await fetched(talk)
    (told,) = await talk.runs("action_ask_repair_form_confirmed")
    assert "Carrer del Rec 31" in told["where"]
    time = talk.slots["repair_slot"]
    await answers(talk, "repair_form", "no, at another address", "Calle Mayor 5", "28013")
    assert talk.asked == "address_city"
    await answers(talk, "repair_form", "Madrid")
    (told,) = await talk.runs("action_ask_repair_form_confirmed")
    assert "Calle Mayor 5, 28013 Madrid" in told["where"]
    await answers(talk, "repair_form", "no, rather wednesday afternoon", intent="deny")
    assert (talk.asked, talk.slots["address_city"]) == ("confirmed", "Madrid")
    assert talk.slots["repair_slot"] != time
    await answers(talk, "repair_form", "yes", intent="affirm")
    (booked,) = await talk.runs("action_repair")
    assert "Calle Mayor 5" in booked["where"]
    (repair,) = (await desk(shop).backoffice.record_of("c009")).repairs
    assert repair.address == MADRID
    assert talk.slots["address_street"] is None


async def test_what_is_brought_to_a_shop_has_no_address(talk: Conversation, shop: Database) -> None:
    await fetched(talk)
    await answers(talk, "repair_form", "no, collect it from Calle Mayor 5, 28013 Madrid")
    await answers(talk, "repair_form", "sorry, I will bring it to a shop", intent="deny")
    assert talk.asked == "repair_place"
    await answers(talk, "repair_form", "girona", "the first one")
    (told,) = await talk.runs("action_ask_repair_form_confirmed")
    assert ("Girona" in told["where"], told["buttons"]) == (True, [])
    await answers(talk, "repair_form", "yes", intent="affirm")
    (repair,) = (await desk(shop).backoffice.record_of("c009")).repairs
    assert repair.address is None
