"""Random conversations with the real assistant: whatever is said, it answers, lets go and keeps
its mouth shut about others.

`FUZZ_CONVERSATIONS` is the number of conversations, a dozen by default.
"""

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tests.customer import Customer
from tests.journeys.conftest import started
from tests.product import Product

pytestmark = [pytest.mark.rasa]

CONVERSATIONS = int(os.environ.get("FUZZ_CONVERSATIONS", "12"))
SHOP = json.loads(Path("data/sample/shop.json").read_text())
PATIENCE = 4
"""How often the same words may come in a row, whatever the customer says."""
MENU = {"/order_status", "/request_return"}
BROKEN = re.compile(r"Traceback|Error\b|utter_\w+|action_\w+|\{\w+\}|\bNone\b|\bnull\b")

WISHES = {
    "es": [
        "quiero devolver un producto", "¿dónde está mi pedido?", "¿y mi dinero?", "no enciende",
        "¿sigue en garantía?", "quiero que me reparen la lavadora", "cancelar el pedido",
        "quiero cambiarlo por otro", "me falta una pieza", "ha llegado roto", "la factura",
        "registrar mi robot", "poner una queja", "echa humo", "borren mis datos", "hola",
        "¿cómo descalcifico la Levante?", "¿y cada cuánto?", "hablar con una persona", "gracias",
        "cambiar la dirección de envío", "¿dónde está mi devolución?", "¿es usted un robot?",
    ],
    "en": [
        "i want to return something", "where is my order", "where's my refund", "is it covered",
        "i need a repair", "cancel my order", "i'd like to swap it", "a part is missing",
        "it arrived damaged", "invoice please", "register my vacuum", "i want to complain",
        "there is smoke coming out", "delete my data", "hello", "how do I descale the Levante?",
        "and how often?", "talk to a person", "thanks", "change the delivery address",
        "where is my return", "are you a bot", "what do you know about me",
    ],
}  # fmt: skip
ANSWERS = [
    "sí", "no", "yes", "nope", "la otra", "the other one", "la primera", "2", "no lo sé", "ok",
    "en español", "in English please", "la cafetera", "the air fryer", "está usado", "opened it",
    "no me gusta", "it's faulty", "mañana por la tarde", "the first one", "cancelar", "stop",
    "Calle Mayor 5, 28013 Madrid", "me he equivocado", "no, el otro pedido", "reembolso", "vale",
]  # fmt: skip
NOISE = [
    "?", "...", "🙂", "/request_return", "/inform{\"email\": \"x@example.com\"}", "a" * 3000,
    "*hola* [clic](http://example.com)", "<b>hi</b>", "TR-000000", "nadie@example.com", "00000",
    "asdf qwer", "'; DROP TABLE contact; --", "{order_number}", "1234567890" * 5,
]  # fmt: skip
ORDERS = [one for one in SHOP["orders"] if one["customer_id"] == "c001"]
OWN = [
    *(one["number"] for one in ORDERS),
    *(one["number"].replace("-", " ").lower() for one in ORDERS),
    *(item["serial_number"] for one in ORDERS for item in one["items"] if item["serial_number"]),
    "lucia.ferrer@example.com",
    "17003",
]
OTHERS = {
    str(value)
    for one in SHOP["customers"]
    if one["id"] != "c001"
    for value in (one["name"], one["email"], one["phone"], one.get("street"))
    if value
} | {
    str(one["tracking_number"])
    for one in SHOP["orders"]
    if one["customer_id"] != "c001" and one.get("tracking_number")
}
OTHERS_NUMBERS = [one["number"] for one in SHOP["orders"] if one["customer_id"] != "c001"]

Turn = tuple[str, Any]
TURNS: st.SearchStrategy[Turn] = st.one_of(
    st.tuples(st.just("wish"), st.integers(0, 22)),
    st.tuples(st.just("say"), st.sampled_from([*ANSWERS, *OWN])),
    st.tuples(st.just("say"), st.sampled_from(OWN)),
    st.tuples(st.just("say"), st.sampled_from([*NOISE, *OTHERS_NUMBERS[:8]])),
    st.tuples(st.just("press"), st.integers(0, 5)),
)


@dataclass
class Talk:
    """A conversation, and what was said in it."""

    customer: Customer
    language: str
    said: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    buttons: list[dict[str, Any]] = field(default_factory=list)

    def take(self, turn: Turn) -> None:
        """Say one thing, and look at what comes back."""
        kind, value = turn
        text, payload = str(value), None
        if kind == "wish":
            text = WISHES[self.language][value]
        if kind == "press":
            button = self.buttons[value % len(self.buttons)] if self.buttons else {"title": "ok"}
            text, payload = button["title"], button.get("payload")
            if self.said[-1:] == [text]:
                self.heard.clear()  # the same button again says the same again
        self.say(text, payload)

    def say(self, text: str, payload: str | None = None) -> list[dict[str, Any]]:
        """The replies to `text`, which keep every promise."""
        replies = self.customer.say(text, payload)
        note(f"> {text[:80]} {payload or ''}")
        self.said.append(text)
        if not replies:
            assert self.is_with_people(), f"silence after {text[:80]!r}"
        for reply in replies:
            note(f"    {reply['text'][:160]}")
            self.look_at(reply)
        buttons = [button for reply in replies for button in reply["data"].get("buttons") or ()]
        self.buttons = buttons or self.buttons
        return replies

    def look_at(self, reply: dict[str, Any]) -> None:
        """Not empty, not broken, nothing of another customer's."""
        told = reply["text"]
        assert told.strip() or reply["data"], "an empty reply"
        assert not BROKEN.search(told), told
        typed = " ".join(self.said)
        leaked = [one for one in OTHERS if one in told and one not in typed]
        assert not leaked, leaked
        if {one.get("payload") for one in reply["data"].get("buttons") or ()} >= MENU:
            self.heard.clear()  # everything can be had from here
            return
        self.heard.append(told)
        if not self.is_with_people():
            last = self.heard[-PATIENCE:]
            assert len(last) < PATIENCE or len({*last}) > 1, f"stuck: {told}"

    def is_with_people(self) -> bool:
        """Whether somebody else than the assistant answers now."""
        return bool(self.customer.news(after=10**6)["state"] != "bot")


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A product of its own: what is opened and tried here is not there for other journeys."""
    with started(tmp_path_factory.mktemp("fuzz")) as found:
        yield found


def contacts(product: Product, conversation_id: str) -> int:
    """How many contacts of the conversation are logged."""
    with sqlite3.connect(product.folder / "mostrador.db") as database:
        query = "SELECT count(*) FROM contact WHERE conversation_id = ?"
        return int(database.execute(query, [conversation_id]).fetchone()[0])


QUESTION = {
    "es": ("cancelar", "¿Cómo descalcifico la Levante?", "descalcificador"),
    "en": ("cancel", "How do I descale the Levante?", "descaler"),
}


@settings(
    max_examples=CONVERSATIONS,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(language=st.sampled_from(["es", "en"]), turns=st.lists(TURNS, min_size=3, max_size=14))
def test_whatever_is_said(
    product: Product,
    customer: Callable[[str], Customer],
    language: str,
    turns: list[Turn],
) -> None:
    talk = Talk(customer(language), language)
    for turn in turns:
        talk.take(turn)
    if talk.is_with_people():
        return
    cancel, question, expected = QUESTION[language]
    talk.say(cancel)
    before = contacts(product, talk.customer.conversation_id)
    replies = talk.say(question)
    assert expected in " ".join(reply["text"] for reply in replies).lower() or talk.is_with_people()
    assert contacts(product, talk.customer.conversation_id) > before
