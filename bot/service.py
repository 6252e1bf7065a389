"""The objects of one service, built here from the settings and handed in by constructor.

Depends on all that they are; `bot.app` puts the doors before them.
"""

from dataclasses import dataclass
from datetime import timedelta

import httpx

from bot import (
    llm,
    mail,
    webhooks,
)
from bot.agents import Agents, Pictures
from bot.answers import Answers
from bot.audit import AuditLog
from bot.backoffice import Backoffice, HttpBackoffice, SqlBackoffice
from bot.beside import both
from bot.brief import Briefs, Passages
from bot.contacts import Contacts, matter_of
from bot.conversations import Hands, States, Transcript
from bot.courtesies import without_greeting
from bot.database import Database
from bot.demand import ProductTerms
from bot.erasure import Erasure
from bot.evaluate.calibration import KeptThresholds
from bot.faq_shelf import FaqShelf
from bot.faqs import Faqs
from bot.files import Files
from bot.files.shelf import Shelf
from bot.hours import Hours, read_hours
from bot.identity import Identity, Limits, SignedIn
from bot.invoice_links import InvoiceLinks
from bot.knowledge.embedding import Embedder
from bot.knowledge.faq_index import FaqIndex
from bot.knowledge.search import Knowledge
from bot.knowledge.vectors import vector_store
from bot.leads import Leads, Topics
from bot.live import Live
from bot.lookup import Lookup
from bot.loop import Loop, build_loop
from bot.matters import Matters
from bot.nlu.products import ProductNames
from bot.nlu.products import read_products as listed_products
from bot.policies import Policies
from bot.presence import Presence
from bot.rasa_client import RasaClient
from bot.routing import Loads, Patience, Routing
from bot.search import ConversationIndex
from bot.settings import Settings
from bot.sites import Sites
from bot.solved import Learning, Solved
from bot.surveys import Asking, Surveys
from bot.turns import Turns
from bot.waiting import Callbacks, Choices, Expected, Past, Promises, Telling, Waiting
from bot.waiting.waiting import Anyone


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
    hands: Hands
    turns: Turns
    contacts: Contacts
    answers: Answers
    agents: Agents
    faces: Pictures
    audit: AuditLog
    presence: Presence
    office: mail.Office
    routing: Routing
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
    words: ConversationIndex
    briefs: Briefs
    passages: Passages
    solved: Solved
    learning: Learning
    files: Files
    sites: Sites
    hours: Hours
    waiting: Waiting
    telling: Telling
    choices: Choices
    promises: Promises
    loop: Loop


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
    terms = ProductTerms(database)
    lookup = Lookup(knowledge, shelf, names, words_with, thresholds, terms)
    passages = Passages(lookup, names, settings.own_url)
    live, transcript = Live(), Transcript(database)
    states = States(database, matter_of=matter_of)
    mails = mail.mails_of(settings, database)
    hands = Hands(database, matter_of=matter_of, said=mails.said)
    audit = AuditLog(database)
    agents = Agents(database, settings.session_hours)
    away_after = timedelta(minutes=settings.away_after_min)
    presence = Presence(database, live, away_after=away_after)
    contacts, answers = Contacts(database), Answers(database)
    policies = Policies.read(settings.policies_dir)
    backoffice = backoffice_of(settings, database, policies)
    surveys, leads = Surveys(database), Leads(names)
    asking = Asking(surveys, rasa.understand)
    hours = hours_of(settings)
    waiting = waiting_of(settings, database, hours, live, presence.anyone)
    telling, files = Telling(waiting), files_of(settings, database)
    desk = mail.Counter(database, transcript, states, hands, live)
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
        hands=hands,
        turns=Turns(
            transcript,
            states,
            rasa,
            live,
            settings.turn_timeout_s,
            ahead=lambda message, language: lookup.ahead(
                message.conversation_id,
                message.client_id,
                without_greeting(message.text),
                language,
            ),
            settle=both(contacts.logged, answers.logged),
            lead=leads,
            chosen=Topics(transcript.topic_offered, names),
            cut=Matters(rasa.understand, rasa.asked_for).of,
            asking=asking,
            tell=telling.tell,
        ),
        contacts=contacts,
        answers=answers,
        agents=agents,
        faces=Pictures(database),
        audit=audit,
        presence=presence,
        routing=Routing(
            agents, presence, states, hands, Loads(database), live, audit, patience_of(settings)
        ),
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
        words=ConversationIndex(database),
        briefs=Briefs(database, backoffice, policies, rasa, names),
        passages=passages,
        solved=Solved(database, embedder),
        learning=Learning(database, backoffice, embedder),
        files=files,
        sites=Sites.read(settings.sites_file, settings.allowed_origins, settings.own_url),
        office=mail.office_of(settings, mails, desk, files, lambda text: leads(text) is not None),
        hours=hours,
        waiting=waiting,
        telling=telling,
        choices=Choices(waiting, settings.mail_promise_h, mails.callback),
        promises=Promises(database),
        loop=build_loop(
            settings,
            database,
            embedder=embedder,
            knowledge=knowledge,
            thresholds=thresholds,
            names=names,
            hours=hours,
            passages=passages,
            shelf=shelf,
            terms=terms,
        ),
    )


def backoffice_of(settings: Settings, database: Database, policies: Policies) -> Backoffice:
    """The shop's own system where its address is set, else ours."""
    if settings.backoffice_url:
        key = {"Authorization": f"Bearer {settings.backoffice_token}"}
        http = httpx.AsyncClient(base_url=settings.backoffice_url, headers=key)
        return HttpBackoffice(http, settings.backoffice_timeout_s)
    outbox = webhooks.Outbox(bool(settings.events_url))
    return SqlBackoffice(database, policies=policies, outbox=outbox)


def files_of(settings: Settings, database: Database) -> Files:
    """The files that are sent in conversations, in a folder that nothing serves."""
    shelf = Shelf(settings.var_dir / "files", settings.files_reserve_mb * 1_000_000)
    return Files(database, shelf, settings.max_file_mb, settings.conversation_files_mb)


def patience_of(settings: Settings) -> Patience:
    """How long conversations are kept for somebody, and left with somebody."""
    return Patience(
        timedelta(seconds=settings.keep_for_s),
        timedelta(seconds=settings.keep_until_s),
        timedelta(minutes=settings.reassign_gone_min),
        timedelta(minutes=settings.reassign_silent_min),
    )


def hours_of(settings: Settings) -> Hours:
    """When people answer: as the company's file says, or always."""
    return Hours.always() if settings.always_open else read_hours(settings.hours_file)


def waiting_of(
    settings: Settings, database: Database, hours: Hours, live: Live, anyone: Anyone
) -> Waiting:
    """What customers who wait for a person are told."""
    usual, longest = 60 * settings.usual_wait_min, 60 * settings.longest_wait_min
    past = Past(database, hours, Expected(usual, longest, "assumed"))
    length = timedelta(minutes=settings.callback_min)
    callbacks = Callbacks(database, hours, settings.callback_places, length)
    return Waiting(database, hours, past, callbacks, live, anyone)


def limits_of(settings: Settings) -> Limits:
    """How often customers may be wrong about whose an order is."""
    return Limits(settings.identity_attempts, timedelta(minutes=settings.identity_window_min))


def sender_of(settings: Settings, database: Database) -> webhooks.Sender | None:
    """What sends news of changes, where somebody wants them."""
    if not settings.events_url:
        return None
    secret = settings.events_secret or settings.secret
    return webhooks.Sender(database, httpx.AsyncClient(), settings.events_url, secret)
