"""The objects of one service, built here from the settings and handed in by constructor.

Depends on all that they are; `bot.app` puts the doors before them.
"""

from dataclasses import dataclass
from datetime import timedelta

import httpx

from bot import (
    llm,
    webhooks,
)
from bot.agents import Agents
from bot.answers import Answers
from bot.backoffice import Backoffice, HttpBackoffice, SqlBackoffice
from bot.beside import both
from bot.contacts import Contacts
from bot.conversations import States, Transcript
from bot.database import Database
from bot.erasure import Erasure
from bot.evaluate.calibration import KeptThresholds
from bot.faq_shelf import FaqShelf
from bot.faqs import Faqs
from bot.identity import Identity, Limits, SignedIn
from bot.invoice_links import InvoiceLinks
from bot.knowledge.embedding import Embedder
from bot.knowledge.faq_index import FaqIndex
from bot.knowledge.search import Knowledge
from bot.knowledge.vectors import vector_store
from bot.leads import Leads
from bot.live import Live
from bot.lookup import Lookup
from bot.matters import Matters
from bot.nlu.products import ProductNames
from bot.nlu.products import read_products as listed_products
from bot.policies import Policies
from bot.rasa_client import RasaClient
from bot.settings import Settings
from bot.surveys import Asking, Surveys
from bot.turns import Turns


@dataclass(frozen=True)
class Service:
    """The objects of one service."""

    settings: Settings
    database: Database
    http: httpx.AsyncClient
    rasa: RasaClient
    embedder: Embedder
    knowledge: Knowledge
    shelf: FaqShelf
    lookup: Lookup
    live: Live
    transcript: Transcript
    states: States
    turns: Turns
    contacts: Contacts
    answers: Answers
    agents: Agents
    policies: Policies
    backoffice: Backoffice
    identity: Identity
    signed_in: SignedIn
    invoices: InvoiceLinks
    erasure: Erasure
    sender: webhooks.Sender | None
    surveys: Surveys
    asking: Asking
    leads: Leads


def build(settings: Settings, http: httpx.AsyncClient | None = None) -> Service:
    """Everything, unconnected. `http` speaks to Rasa; tests hand in one that plays it."""
    database = Database(settings.database)
    http = http or httpx.AsyncClient(base_url=settings.rasa)
    rasa = RasaClient(http, settings.turn_timeout_s)
    embedder = Embedder(settings.model, settings.index_dir / "vectors.sqlite")
    store = vector_store(settings.vector_store)
    knowledge = Knowledge(settings.index_dir, embedder, store=store)
    shelf = FaqShelf(Faqs(database), FaqIndex(embedder))
    names = ProductNames(listed_products(settings.products_file))
    words_with = llm.writer(
        settings.llm_url,
        settings.llm_model,
        settings.llm_key,
        # The copy must still be said in time.
        min(settings.llm_timeout_s, settings.action_timeout_s / 2),
    )
    thresholds = KeptThresholds(settings.index_dir).of
    lookup = Lookup(knowledge, shelf, names, words_with, thresholds)
    live, transcript, states = Live(), Transcript(database), States(database)
    contacts, answers = Contacts(database), Answers(database)
    policies = Policies.read(settings.policies_dir)
    backoffice = backoffice_of(settings, database, policies)
    surveys, leads = Surveys(database), Leads(names)
    asking = Asking(surveys, rasa.understand)
    return Service(
        settings=settings,
        database=database,
        http=http,
        rasa=rasa,
        embedder=embedder,
        knowledge=knowledge,
        shelf=shelf,
        lookup=lookup,
        live=live,
        transcript=transcript,
        states=states,
        turns=Turns(
            transcript,
            states,
            rasa,
            live,
            settings.turn_timeout_s,
            ahead=lambda message, language: lookup.ahead(
                message.conversation_id, message.client_id, message.text, language
            ),
            settle=both(contacts.logged, answers.logged),
            lead=leads,
            cut=Matters(rasa.understand, rasa.asked_for).of,
            asking=asking,
        ),
        contacts=contacts,
        answers=answers,
        agents=Agents(database, settings.session_hours),
        policies=policies,
        backoffice=backoffice,
        identity=Identity(backoffice, database, limits_of(settings)),
        signed_in=SignedIn(backoffice, settings.customer_secret, settings.customer_audience),
        invoices=InvoiceLinks(settings.secret),
        erasure=Erasure(backoffice, database),
        sender=sender_of(settings, database),
        surveys=surveys,
        asking=asking,
        leads=leads,
    )


def backoffice_of(settings: Settings, database: Database, policies: Policies) -> Backoffice:
    """The shop's own system where its address is set, else ours."""
    if settings.backoffice_url:
        key = {"Authorization": f"Bearer {settings.backoffice_token}"}
        http = httpx.AsyncClient(base_url=settings.backoffice_url, headers=key)
        return HttpBackoffice(http, settings.backoffice_timeout_s)
    outbox = webhooks.Outbox(bool(settings.events_url))
    return SqlBackoffice(database, policies=policies, outbox=outbox)


def limits_of(settings: Settings) -> Limits:
    """How often customers may be wrong about whose an order is."""
    return Limits(settings.identity_attempts, timedelta(minutes=settings.identity_window_min))


def sender_of(settings: Settings, database: Database) -> webhooks.Sender | None:
    """What sends news of changes, where somebody wants them."""
    if not settings.events_url:
        return None
    secret = settings.events_secret or settings.secret
    return webhooks.Sender(database, httpx.AsyncClient(), settings.events_url, secret)
