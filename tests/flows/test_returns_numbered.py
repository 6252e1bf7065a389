"""Returns that are found by their own number: whose they are is asked, and told to nobody else."""

import pytest
from sqlalchemy import select

from bot.database import Database
from bot.identity import IdentityAttempt
from tests.action_calls import Conversation, desk, said

LUCIA = "lucia.ferrer@example.com"


@pytest.mark.parametrize("form", ["return_status", "cancel_return"])
async def test_a_return_is_found_by_its_own_number(talk: Conversation, form: str) -> None:
    talk.hears("RMA-20029?", form)
    await talk.fills(f"{form}_form")
    assert talk.asked == "email"
    talk.hears("grace.oconnor@example.org", "inform", email="grace.oconnor@example.org")
    await talk.fills(f"{form}_form")
    assert talk.slots["order_number"] == "TR-104526"
    if form == "return_status":
        (told,) = await talk.runs("action_return_status")
        assert (told["response"], told["return_number"]) == (
            "utter_return_is_requested",
            "RMA-20029",
        )
    else:
        assert (talk.slots["return_number"], talk.asked) == ("RMA-20029", "confirmed")


async def test_a_return_that_is_over_is_found_by_its_number_too(talk: Conversation) -> None:
    talk.hears("what became of rma 19990?", "return_status", postcode="19990")
    await talk.fills("return_status_form")
    assert (talk.asked, talk.slots["postcode"]) == ("email", None)
    talk.hears("28015", "inform", postcode="28015")
    await talk.fills("return_status_form")
    assert said(await talk.runs("action_return_status")) == ["utter_return_is_rejected"]


@pytest.mark.parametrize("number", ["RMA-20029", "RMA-99999"])
async def test_somebody_elses_return_is_not_told_and_attempts_are_counted(
    talk: Conversation, shop: Database, number: str
) -> None:
    talk.hears(f"how is {number}?", "return_status")
    await talk.fills("return_status_form")
    talk.hears(LUCIA, "inform", email=LUCIA)
    (told,) = await talk.fills("return_status_form")
    assert (told["response"], told["number"]) == ("utter_return_not_found", number)
    assert (talk.slots["email"], talk.slots.get("order_number")) == (None, None)
    async with shop.read() as session:
        rows = list(await session.scalars(select(IdentityAttempt).order_by("subject")))
    counted = {one.subject: one.failures for one in rows}
    assert counted == {
        "conversation:conversation-1": 1,
        f"return:{number.removeprefix('RMA-')}": 1,
    }


async def test_who_is_known_names_a_return_and_proves_nothing_more(
    talk: Conversation, shop: Database
) -> None:
    await desk(shop).identity.remember("conversation-1", "c007")
    talk.hears("RMA-19990?", "return_status")
    await talk.fills("return_status_form")
    assert talk.asked is None
    assert said(await talk.runs("action_return_status")) == ["utter_return_is_rejected"]
    talk.form = None
    talk.hears("and RMA-20029?", "return_status")
    await talk.fills("return_status_form")
    assert talk.asked == "email", "it is not theirs"
