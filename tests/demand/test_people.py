"""Questions of a group that is for people alone are left to people from the next one on."""

from dataclasses import replace

import pytest

from bot.database import Database
from bot.demand.people import ForPeople
from bot.editorial.tables import FaqDraft
from bot.groups import Groups
from tests.action_calls import Conversation, client, contacts, desk
from tests.groups.conftest import Counter, Dictionary

INVOICE = ("¿me cambian el nombre en la factura?", "can you change the name on my invoice?")


@pytest.fixture
async def counter(database: Database) -> Counter:
    """A counter where two things were asked, in both languages."""
    made = Counter(database, Groups(database, Dictionary()))
    for language, text in zip(("es", "en"), INVOICE, strict=True):
        await made.ask(text, language)
        await made.ask(text.replace("?", " hoy?"), language)
    for text in ("how do i descale it?", "descale with vinegar?"):
        await made.ask(text)
    await made.groups.catch_up()
    return made


async def test_a_mark_holds_from_the_next_question_in_every_process(counter: Counter) -> None:
    people = ForPeople(counter.database, counter.groups)
    elsewhere = ForPeople(counter.database, Groups(counter.database, Dictionary()))
    asked = "please change the name on the invoice?"
    assert not await people.asked(asked, "en")
    edit = await counter.groups.mark(await counter.group_of(INVOICE[1]), "person_only", "eva")
    for one in (people, elsewhere):
        assert await one.asked(asked, "en")
        assert not await one.asked("can i descale it?", "en"), "another group"
        assert not await one.asked("what of the moon?", "en"), "no group"
        assert not await one.asked(" ", "en")
    await counter.groups.undo(edit, "eva")
    assert not await people.asked(asked, "en")


async def test_a_published_entry_goes_before_the_mark(counter: Counter) -> None:
    people = ForPeople(counter.database, counter.groups)
    group = await counter.group_of(INVOICE[1])
    await counter.groups.mark(group, "person_only", "eva")
    async with counter.database.write() as session:
        draft = FaqDraft(faq_id="name", group_id=group, topic="invoices", updated_by="eva")
        session.add(draft)
    assert await people.asked(INVOICE[1], "en"), "a draft answers nobody"
    async with counter.database.write() as session:
        (await session.get_one(FaqDraft, draft.id)).live_version = 1
    assert not await people.asked(INVOICE[1], "en")


class These:
    """Leaves to people what has a word."""

    def __init__(self, word: str) -> None:
        self.word = word

    async def asked(self, text: str, language: str) -> bool:
        return self.word in text


@pytest.mark.parametrize(
    ("asked", "intent", "action", "topic"),
    [
        ("why does it drip?", "manual_question", "action_answer", "Leaks"),
        ("how many days to drip?", "faq_question", "action_answer", "How many days to return?"),
        ("drip??", "nlu_fallback", "action_fallback", "Leaks"),
        ("drip??", "out_of_scope", "action_fallback", "Leaks"),
    ],
)
async def test_the_assistant_says_so_and_offers_a_person_beside_what_is_written(
    shop: Database, asked: str, intent: str, action: str, topic: str
) -> None:
    at = replace(desk(shop), people=These("drip"))
    async with client(at) as http:
        talk = Conversation(http)
        talk.hears(asked, intent, 0.9)
        (told,) = await talk.runs(action)
        assert told["response"] == "utter_needs_person"
        assert [one["title"] for one in told["buttons"]] == [topic, "Talk to a person"]
        (contact,) = await contacts(shop)
        assert (contact.outcome, contact.cause) == ("unanswered", "person_only")
        talk.hears("how many days to return?", "faq_question")
        assert (await talk.runs("action_answer"))[0]["text"] == "**30 days**."
