"""What is kept is told truly, and goes when its owner wants it gone."""

from bot.backoffice import SqlBackoffice
from bot.conversations import MessageDraft, Transcript
from bot.conversations.transcript import BLANK
from bot.database import Database
from tests.action_calls import Conversation, contacts, said

TOM = "tom.barker@example.org"


async def identify(talk: Conversation, number: str, email: str) -> None:
    """Open the form and answer its first two questions."""
    talk.hears("delete my data", "delete_my_data")
    assert said(await talk.fills("delete_form")) == ["utter_delete_begin"]
    talk.hears(number, "inform", order_number=number)
    await talk.fills("delete_form")
    talk.hears(email, "inform", email=email)
    await talk.fills("delete_form")


async def test_what_is_kept_is_told_with_a_link(talk: Conversation, shop: Database) -> None:
    talk.hears("what do you store about me?", "privacy")
    (told,) = await talk.runs("action_privacy")
    assert told["response"] == "utter_privacy"
    assert told["link"] == "https://shop.example/privacy?lang=en"
    assert "Nothing is sent" in told["outside"]
    (contact,) = await contacts(shop)
    assert contact.outcome == "transaction"


async def test_a_yes_from_the_owner_forgets_them_and_gives_a_reference(
    talk: Conversation, shop: Database
) -> None:
    await identify(talk, "TR-104388", TOM)
    assert talk.asked == "confirmed"
    talk.hears("yes", "affirm")
    await talk.fills("delete_form")
    assert talk.asked is None
    (told,) = await talk.runs("action_delete")
    assert told["response"] == "utter_delete_waits", "the order is still on its way"
    assert told["reference"].startswith("DEL-")
    assert "TR-104388" in told["kept"]
    assert talk.slots["order_number"] is None
    (contact,) = await contacts(shop)
    assert contact.outcome == "transaction"


async def test_a_no_forgets_nothing(talk: Conversation, shop: Database) -> None:
    await identify(talk, "TR-104388", TOM)
    talk.hears("no", "deny")
    await talk.fills("delete_form")
    assert said(await talk.runs("action_delete")) == ["utter_delete_left"]
    assert (await SqlBackoffice(shop).find_order("TR-104388", TOM)).customer_id


async def test_somebody_else_is_told_nothing(talk: Conversation) -> None:
    await identify(talk, "TR-104388", "eve@example.org")
    assert talk.asked == "order_number"
    assert talk.slots.get("confirmed") is None


async def test_the_words_of_a_conversation_go_but_for_the_proofs(database: Database) -> None:
    transcript = Transcript(database)
    row = await transcript.start("en", MessageDraft("bot", "Hello"))
    for number, text in enumerate(("my secret", "return it, please")):
        await transcript.append(row.id, MessageDraft("customer", text, f"client-{number}"))
    await transcript.append(row.id, MessageDraft("bot", "I wrote to tom.barker@example.org"))
    assert await transcript.blank(row.id, {"client-1"}) == 2
    texts = [one.text for one in await transcript.after(row.id, 0)]
    assert texts == ["Hello", BLANK, "return it, please", "I wrote to [EMAIL]"]
