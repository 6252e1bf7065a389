"""The composition root: every object is built here and handed in by constructor.

`python -m bot.app` serves. Nobody imports this module but the process that runs it (and
tests that want the whole service).
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import httpx
import uvicorn
from fastapi import Depends, FastAPI
from prometheus_fastapi_instrumentator import Instrumentator
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

import actions
import actions.webhook
from bot import chat, console, content, errors, health, llm, logs, manuals, shop, web
from bot.agents import Agents
from bot.answers import Answers
from bot.backoffice import Backoffice
from bot.backoffice.files import read_products
from bot.beside import both
from bot.contacts import Contacts
from bot.conversations import States, Transcript
from bot.database import Database
from bot.evaluate.calibration import KeptThresholds
from bot.faq_shelf import FaqShelf
from bot.faqs import Faqs
from bot.knowledge.embedding import Embedder
from bot.knowledge.faq_index import FaqIndex
from bot.knowledge.figures import Pictures
from bot.knowledge.search import Knowledge
from bot.knowledge.vectors import vector_store
from bot.language import LanguageDetector
from bot.live import Live
from bot.lookup import Lookup
from bot.nlu.products import ProductNames
from bot.nlu.products import read_products as listed_products
from bot.pages import STATIC_DIR, PublicFiles, install_not_found, make_templates
from bot.rasa_client import RasaClient
from bot.settings import Settings
from bot.tokens import Tokens
from bot.turns import Turns
from bot.upkeep import Upkeep


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
        ),
        contacts=contacts,
        answers=answers,
        agents=Agents(database, settings.session_hours),
    )


def create_app(service: Service) -> FastAPI:
    """The doors over `service`."""
    settings = service.settings
    # The pages of documentation load scripts from elsewhere; the description itself stays.
    app = FastAPI(
        title="Mostrador", lifespan=upkeep(service).lifespan, docs_url=None, redoc_url=None
    )
    errors.install(app)
    # Rasa sends the whole conversation with each action; manuals are large.
    app.add_middleware(web.BodyLimit, skip=("/webhook", content.UPLOADS))
    app.add_middleware(web.SecurityHeaders)
    app.add_middleware(GZipMiddleware, minimum_size=4000, compresslevel=5)
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
        )
    add_customer_doors(app, service)
    add_inner_doors(app, service)
    return app


def add_customer_doors(app: FastAPI, service: Service) -> None:
    """The demo shop, the manuals, and the conversation."""
    settings, tokens = service.settings, Tokens(service.settings.secret)
    desk = chat.ChatDesk(
        service.transcript,
        service.states,
        service.turns,
        service.live,
        service.contacts,
        LanguageDetector(),
        settings,
    )
    templates = make_templates(settings.company)
    app.include_router(chat.router(desk, tokens))
    app.include_router(chat.socket_router(desk, tokens, settings.allowed_origins))
    pictures = Pictures(settings.index_dir / "figures")
    app.include_router(manuals.router(service.knowledge, templates, pictures))
    products = read_products(settings.products_file)
    app.include_router(shop.router(templates, products, service.knowledge.documents))
    app.mount("/static", PublicFiles(directory=STATIC_DIR))
    install_not_found(app, templates)


def add_inner_doors(app: FastAPI, service: Service) -> None:
    """Rasa's actions, the agents' console, health and metrics."""
    settings = service.settings
    backoffice = Backoffice(service.database)
    desk = actions.Desk(
        backoffice=backoffice,
        lookup=service.lookup,
        contacts=service.contacts,
        answers=service.answers,
        settings=settings,
    )
    app.include_router(actions.webhook.router(desk))
    app.include_router(health.router(checks(service)))
    templates = make_templates(settings.company)
    app.include_router(console.login_router(service.agents, templates, settings))
    stands = service.knowledge.has
    app.include_router(console.answers_router(service.answers, service.agents, stands, templates))
    content.install(app, service.agents, settings)
    add_metrics(app, settings)
    agent_desk = console.AgentDesk(service.transcript, service.states, service.live)
    console.mount(app, agent_desk, service.agents, settings.company)


def add_metrics(app: FastAPI, settings: Settings) -> None:
    """Counts and times of requests, for Prometheus."""
    measures = Instrumentator(excluded_handlers=["/console/.*", "/static/.*"]).instrument(app)
    guard = Depends(health.operators_only(settings.metrics_token))
    measures.expose(app, include_in_schema=False, dependencies=[guard])


def checks(service: Service) -> list[health.Check]:
    """What `/health` asks."""

    async def rasa() -> str:
        return Path(await service.rasa.check()).name

    async def database() -> str:
        await service.database.check()
        return service.database.engine.dialect.name

    async def model() -> str:
        await asyncio.to_thread(service.embedder.embed_queries, ["health"])
        return service.embedder.model_id

    async def index() -> str:
        status = await asyncio.to_thread(service.knowledge.status)
        if not status["ok"]:
            raise errors.BotError(status["problem"], 503)
        return f"{status['id']}: {status['counts']['passages']} passages"

    asked = {"rasa": rasa, "database": database, "model": model, "index": index}
    return [health.Check(name, ask, health.ADVICE[name]) for name, ask in asked.items()]


def upkeep(service: Service) -> Upkeep:
    """What runs beside the doors."""
    return Upkeep(
        service.database,
        service.http,
        service.embedder,
        service.knowledge,
        service.shelf,
        service.lookup,
        service.turns,
        service.contacts,
        service.settings.recovery_every_s,
    )


def main() -> None:
    """Serve until told to stop."""
    settings = Settings().with_secrets()
    logs.configure(settings.log_level)
    try:
        app = create_app(build(settings))
    except errors.BotError as error:
        raise SystemExit(error.message) from error
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=5,
        ws_ping_interval=20,
        ws_max_size=web.MAX_BODY_BYTES,
    )


if __name__ == "__main__":
    main()
