"""Rasa as the webhook sees it: a conversation that posts action calls and applies the answers.

The real router, the real executor and the real actions run over a real database; only the
knowledge is a stand-in with one passage, for it needs no model then.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import httpx
from fastapi import FastAPI

from actions import Desk
from actions.webhook import router
from bot.answers import Answers
from bot.backoffice import SqlBackoffice
from bot.backoffice.policy import standing_policies
from bot.contacts import Contact, Contacts
from bot.conversations import Transcript
from bot.database import Database
from bot.erasure import Erasure
from bot.faq_shelf import FaqShelf
from bot.identity import Identity, Limits
from bot.invoice_links import InvoiceLinks
from bot.knowledge.documents import Block, Document, Figure, Passage, Unit
from bot.knowledge.faq_index import FaqEntry, FaqHit
from bot.knowledge.results import Hit, SearchResult
from bot.knowledge.search import Knowledge
from bot.lookup import Lookup
from bot.nlu.products import ProductNames
from bot.settings import Settings
from bot.surveys import Surveys
from bot.tracker_cache import TrackerCache

TOKEN = "the token of these tests"
Event = dict[str, Any]
LEAK = "Drips underneath: empty the drip tray and push it in until it clicks."
ENTRY = FaqEntry("returns-deadline", "en", "How many days to return?", (), "**30 days**.")


PASSAGE = Passage(
    "00ff", "levante.en", "Levante", "en", "levante", ("Faults", "Leaks"),
    12, 0, 0, LEAK, (Unit(0, len(LEAK), "sentence"),),
)  # fmt: skip
MANUAL = Document(
    "levante.en", "Levante", "en", "levante", "manual", "1", "", "levante.en.pdf", "ab12cd34ef56",
    "application/pdf", 20, (Block("paragraph", LEAK, page=12),),
    figures=(Figure(0, 300, 200, "The drip tray", 12, (10.0, 10.0, 310.0, 210.0)),),
)  # fmt: skip


class OnePassage:
    """Knows how to stop a drip, in English and for the Levante, and nothing else."""

    def search(self, question: str, *, language: str, product: str | None) -> SearchResult:
        sure = 0.99 if "drip" in question.lower() else 0.1
        return SearchResult("v1", question, [Hit(PASSAGE, sure, sure, sure, [sure])])

    def passage(self, passage_id: str) -> Passage:
        return PASSAGE

    def document(self, document_id: str) -> Document:
        return MANUAL


class OneEntry:
    """Knows how many days there are to return something."""

    entries = (ENTRY,)
    revision = 7

    async def refresh(self) -> None:
        """Nothing changes."""

    def find(self, question: str, language: str) -> list[FaqHit]:
        sure = 0.99 if "days" in question else 0.1
        return [FaqHit(ENTRY.id, sure, sure)]

    async def search(self, question: str, language: str) -> list[FaqHit]:
        """The same."""
        return self.find(question, language)


def desk(database: Database, knowledge: OnePassage | None = None, **settings: Any) -> Desk:
    """A desk over `database` with a stand-in for the knowledge."""
    manuals, shelf = cast(Knowledge, knowledge or OnePassage()), cast(FaqShelf, OneEntry())
    chosen = {"webhook_token": TOKEN, "public_url": "https://shop.example", **settings}
    backoffice = SqlBackoffice(database)
    return Desk(
        backoffice=backoffice,
        identity=Identity(backoffice, database, Limits(slowest_s=0)),
        policies=standing_policies(),
        invoices=InvoiceLinks(TOKEN),
        lookup=Lookup(manuals, shelf, ProductNames([])),
        contacts=Contacts(database),
        answers=Answers(database),
        settings=Settings(**chosen),
        transcript=Transcript(database),
        surveys=Surveys(database),
        erasure=Erasure(backoffice, database),
        tracker=TrackerCache(Path("no such file")),
    )


def client(at: Desk, token: str = TOKEN) -> httpx.AsyncClient:
    """An HTTP client of the webhook over `at`, which waits for the contacts as a turn does."""

    async def settle(response: httpx.Response) -> None:
        await at.contacts.logged("conversation-1")
        await at.answers.logged("conversation-1")
        await at.contacts.explained()

    app = FastAPI()
    app.include_router(router(at))
    headers = {"Authorization": f"Bearer {token}"}
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(
        transport=transport,
        base_url="http://service",
        headers=headers,
        event_hooks={"response": [settle]},
    )


@dataclass
class Conversation:
    """What Rasa keeps of a conversation, as far as the actions look at it."""

    http: httpx.AsyncClient
    language: str = "en"
    slots: dict[str, Any] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    message: Event = field(default_factory=dict)
    form: str | None = None

    def hears(
        self, text: str, intent: str, confidence: float = 0.9, words: str = "", **entities: str
    ) -> None:
        """A customer's message, understood, and the slots that its entities fill.

        `words` of the text are where its product stands.
        """
        named: list[Event] = [{"entity": name, "value": it} for name, it in entities.items()]
        if words:
            place = {"start": text.index(words), "end": text.index(words) + len(words)}
            named = [one | place if one["entity"] == "product" else one for one in named]
        number = sum(event["event"] == "user" for event in self.events) + 1
        understood = {"name": intent, "confidence": confidence}
        self.message = {
            "text": text,
            "intent": understood,
            "intent_ranking": [understood, {"name": "order_status", "confidence": 0.2}],
            "entities": named,
        }
        metadata = {"client_message": f"message-{number}", "language": self.language}
        heard = {"event": "user", "text": text, "parse_data": self.message, "metadata": metadata}
        self.events += [{"event": "action", "name": "action_listen"}, heard]
        for name, value in {"language": self.language, **entities}.items():
            self._apply({"event": "slot", "name": name, "value": value})

    def starts_over(self) -> None:
        """Rasa forgets the conversation; its events stay in the tracker."""
        self.events.append({"event": "restart"})
        self.slots, self.form = {}, None

    async def fills(self, form: str) -> list[Event]:
        """Run the form once, as Rasa would for the newest message; what it says. That it has
        begun is told to the service alone."""
        if self.form != form:
            self._apply({"event": "active_loop", "name": form})
            self._apply({"event": "slot", "name": "requested_slot", "value": None})
        else:
            self.events.append({"event": "action", "name": form})
        told = await self.runs(f"validate_{form}", quietly=True)
        return [one for one in told if one["custom"] != {"begun": True}]

    async def runs(self, action: str, *, quietly: bool = False) -> list[Event]:
        """Run an action, apply its events, and give what it says."""
        answer = await self.http.post("/webhook", json=self.call(action))
        assert answer.status_code == 200, answer.text
        if not quietly:
            self.events.append({"event": "action", "name": action})
        for told in answer.json()["responses"]:
            self.events.append({"event": "bot", "metadata": {"utter_action": told["response"]}})
        for event in answer.json()["events"]:
            self._apply(event)
        return cast(list[Event], answer.json()["responses"])

    def call(self, action: str) -> Event:
        """The action call that Rasa would post."""
        tracker = {
            "sender_id": "conversation-1",
            "slots": self.slots,
            "latest_message": self.message,
            "events": self.events,
            "active_loop": {"name": self.form},
        }
        return {"next_action": action, "sender_id": "conversation-1", "tracker": tracker}

    @property
    def asked(self) -> str | None:
        """The slot that the open form asks for; None when it has ended."""
        return self.slots.get("requested_slot")

    def _apply(self, event: Event) -> None:
        self.events.append(event)
        if event["event"] == "slot":
            self.slots[event["name"]] = event["value"]
        if event["event"] == "active_loop":
            self.form = event["name"]


def said(responses: list[Event]) -> list[str]:
    """The names of the responses uttered."""
    return [response["response"] for response in responses]


async def contacts(database: Database) -> list[Contact]:
    """What was logged of the conversation that `Conversation` plays."""
    return await Contacts(database).of_conversation("conversation-1")
