"""A brief over real rows, a real shop and a played assistant: who, what, covered or not."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.backoffice import Backoffice, ShopUnavailable, SqlBackoffice
from bot.brief import Brief, Briefs
from bot.contacts import ContactEntry, Contacts
from bot.conversations import MessageDraft, States, Transcript
from bot.database import Database
from bot.identity import Identity, Limits
from bot.nlu.products import Product, ProductNames
from bot.policies import Policies
from bot.rasa_client import RasaClient
from bot.settings import Settings
from tests.backoffice.conftest import furnish
from tests.backoffice.rows import EMAIL, NOW, wish

NAMES = ProductNames(
    [
        Product("levante", "LV3", [["levante"], ["cafetera"], ["espresso", "machine"]]),
        Product("cierzo", "CZ2", [["cierzo"], ["robot"]]),
    ]
)
NOTICES = {"bot": MessageDraft("system", "...", data={"notice": "waiting"})}
Slots = dict[str, Any]


def assistant(slots: Slots, form: str | None = None) -> httpx.AsyncClient:
    """Rasa, as far as a tracker is asked for."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"slots": slots, "active_loop": {"name": form}})

    return httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://rasa")


def dead() -> httpx.AsyncClient:
    """Rasa when it is down."""

    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("nobody listens")

    return httpx.AsyncClient(transport=httpx.MockTransport(refuse), base_url="http://rasa")


class Closed(SqlBackoffice):
    """A shop whose system does not answer."""

    async def record_of(self, customer_id: str) -> Any:
        raise ShopUnavailable("timeout")

    async def products(self) -> Any:
        raise ShopUnavailable("timeout")

    async def warranty(self, serial_number: str) -> Any:
        raise ShopUnavailable("timeout")


@pytest.fixture
async def shop(database: Database) -> SqlBackoffice:
    """The small shop on its fixed day."""
    return SqlBackoffice(await furnish(database), clock=lambda: NOW)


Make = Callable[..., Briefs]


@pytest.fixture
def briefs(database: Database, shop: SqlBackoffice) -> Make:
    """Briefs with an assistant that remembers some slots."""

    def make(http: httpx.AsyncClient, backoffice: Backoffice = shop) -> Briefs:
        policies = Policies.read(Settings(_env_file=None).policies_dir)
        return Briefs(database, backoffice, policies, RasaClient(http, 20.0), NAMES, 20.0)

    return make


async def talk(database: Database, language: str, *texts: str) -> str:
    """A conversation in which the customer wrote that, and waits for a person."""
    transcript, states = Transcript(database), States(database)
    row = await transcript.start(language)
    for number, text in enumerate(texts):
        draft = MessageDraft("customer", text, f"m{number}", asks=False)
        await transcript.append(row.id, draft)
    await states.ask_for_person(row.id, MessageDraft("customer", "persona", asks=False), NOTICES)
    return row.id


async def identified(database: Database, shop: SqlBackoffice, conversation_id: str) -> None:
    """Lucía showed that it is her."""
    identity = Identity(shop, database, Limits(slowest_s=0))
    await identity.by_order(conversation_id, "104512", EMAIL)


async def test_who_it_is_and_whether_it_is_covered(
    database: Database, shop: SqlBackoffice, briefs: Make
) -> None:
    said = await talk(database, "es", "Mi cafetera gotea y la compré hace nada")
    await identified(database, shop, said)
    brief = await briefs(assistant({"product": "levante", "order_number": "TR-104512"})).of(said)
    assert (brief.who.known, brief.who.name, brief.who.email) == (
        "identified",
        "Lucía",
        "Lucia.Ferrer@Example.com",
    )
    first = brief.subjects[0]
    assert first.product_id == "levante"
    assert first.guarantee
    covered = {one.order_number: one.guarantee.code for one in brief.subjects if one.guarantee}
    assert covered["TR-104512"] == "covered"
    assert {one.serial_number for one in brief.subjects} >= {"LV3-2605-000001"}
    assert brief.gathered == {"order_number": "TR-104512", "product": "levante"}
    assert brief.reason == "asked_for_person"


async def test_the_serial_number_that_was_given_is_the_one_it_is_about(
    database: Database, shop: SqlBackoffice, briefs: Make
) -> None:
    said = await talk(database, "en", "my robot stopped")
    await identified(database, shop, said)
    slots = {"serial_number": "CZ2-2205-000004", "product": "cierzo"}
    [subject] = (await briefs(assistant(slots)).of(said)).subjects
    assert (subject.serial_number, subject.order_number) == ("CZ2-2205-000004", "TR-090000")
    assert subject.guarantee
    assert subject.guarantee.code == "expired"
    assert subject.guarantee.findings


async def test_a_stranger_with_a_serial_number_is_told_the_dates_alone(
    database: Database, briefs: Make
) -> None:
    said = await talk(database, "en", "Is my espresso machine still covered?")
    slots = {"serial_number": "LV3-2605-000001", "email": "x@example.org", "postcode": None}
    brief = await briefs(assistant(slots, "warranty_form")).of(said)
    assert (brief.who.known, brief.who.claimed) == ("nobody", (("email", "x@example.org"),))
    [subject] = brief.subjects
    assert subject.guarantee
    assert (subject.guarantee.code, subject.guarantee.findings) == ("covered", ())
    assert subject.order_number is None
    assert brief.unread == ()


async def test_two_products_the_one_named_last_first(
    database: Database, shop: SqlBackoffice, briefs: Make
) -> None:
    said = await talk(database, "en", "My espresso machine leaks.", "And the robot won't charge")
    brief = await briefs(assistant({})).of(said)
    assert [one.product_id for one in brief.subjects] == ["cierzo", "levante"]
    assert brief.unanswered
    assert brief.unanswered.sentence == "And the robot won't charge"


async def test_open_matters_of_the_product_are_named(
    database: Database, shop: SqlBackoffice, briefs: Make
) -> None:
    opened = await shop.open_return("104512", EMAIL, wish("levante", "faulty"), "k1")
    said = await talk(database, "es", "¿Cuándo recogen mi Levante?")
    await identified(database, shop, said)
    brief = await briefs(assistant({})).of(said)
    matters = {one.order_number: one.open for one in brief.subjects}
    assert matters["TR-104512"] == (opened.number,)
    assert brief.who.open == (opened.number,)


async def test_without_the_shop_there_is_a_brief_that_says_so(
    database: Database, shop: SqlBackoffice, briefs: Make
) -> None:
    said = await talk(database, "es", "Mi robot no vuelve a la base")
    await identified(database, shop, said)
    closed = Closed(database, clock=lambda: NOW)
    brief = await briefs(assistant({"serial_number": "CZ2-2605-000002"}), closed).of(said)
    assert (brief.who.known, brief.unread) == ("shop_down", ("shop",))
    assert [one.guarantee for one in brief.subjects] == [None]
    assert brief.unanswered
    assert brief.unanswered.sentence == "Mi robot no vuelve a la base"


async def test_without_the_assistant_what_it_handed_over_is_known(
    database: Database, briefs: Make
) -> None:
    said = await talk(database, "en", "I want to return it")
    told = {"order_number": "TR-104512", "return_items": [["levante", 1]]}
    draft = MessageDraft("bot", "I pass you on.", data={"gathered": told})
    await Transcript(database).append(said, draft)
    brief = await briefs(dead()).of(said)
    assert brief.gathered == told
    assert brief.unread == ("assistant",)
    assert [one.product_id for one in brief.subjects] == ["levante"]


async def test_what_was_logged_is_what_was_asked(
    database: Database, shop: SqlBackoffice, briefs: Make
) -> None:
    said = await talk(database, "es", "¿Por qué parpadea la luz del Levante?")
    entry = ContactEntry(
        said, "m0", "¿Por qué parpadea la luz del Levante?", "es", "manual_question", 0.9,
        "unanswered", product="levante",
    )  # fmt: skip
    await Contacts(database).log(entry)
    brief = await briefs(assistant({})).of(said)
    assert [(one.text, one.outcome) for one in brief.asked] == [(entry.text, "unanswered")]
    assert [one.how for one in brief.tried] == ["unanswered"]
    assert brief.signs == ()


async def test_a_broken_answer_of_the_assistant_is_no_answer(
    database: Database, briefs: Make
) -> None:
    def nonsense(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=[])

    http = httpx.AsyncClient(transport=httpx.MockTransport(nonsense), base_url="http://rasa")
    said = await talk(database, "en", "It leaks")
    brief: Brief = await briefs(http).of(said)
    assert brief.unread == ("assistant",)
