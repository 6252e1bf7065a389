"""The doors over one service, and the process that serves them.

`python -m bot.app` serves. Nobody imports this module but the process that runs it (and
tests that want the whole service).
"""

import asyncio
from functools import partial
from pathlib import Path

import uvicorn
from fastapi import Depends, FastAPI
from prometheus_fastapi_instrumentator import Instrumentator
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

import actions
import actions.webhook
from bot import (
    chat,
    console,
    content,
    errors,
    health,
    logs,
    manuals,
    privacy,
    shop,
    web,
    webhooks,
)
from bot.backoffice import HttpBackoffice
from bot.backoffice.files import read_products
from bot.invoice_links import router as invoices_router
from bot.keys import holders, managers_of
from bot.knowledge.figures import Pictures
from bot.language import LanguageDetector
from bot.pages import STATIC_DIR, PublicFiles, install_not_found, make_templates
from bot.policies.overrides import Overrides
from bot.policies.overrides_http import overrides_router
from bot.policies.page import router as policies_router
from bot.service import Service, build
from bot.settings import Settings
from bot.timeline import Timeline, timeline_router
from bot.tokens import Tokens
from bot.tracker_cache import TrackerCache
from bot.upkeep import Upkeep, Work, regularly

CHORES_EVERY_S = 600.0


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
        partial(service.signed_in.sign_in, service.identity),
        is_danger=lambda text: service.leads(text) is not None,
    )
    templates = make_templates(settings.company)
    app.include_router(chat.router(desk, tokens))
    app.include_router(chat.socket_router(desk, tokens, settings.allowed_origins))
    pictures = Pictures(settings.index_dir / "figures")
    app.include_router(manuals.router(service.knowledge, templates, pictures))
    app.include_router(policies_router(service.policies, templates, service.backoffice.today))
    app.include_router(invoices_router(service.invoices, service.identity, service.backoffice))
    products = read_products(settings.products_file)
    app.include_router(privacy.router(templates, settings))
    app.include_router(shop.router(templates, products, service.knowledge.documents))
    app.mount("/static", PublicFiles(directory=STATIC_DIR))
    install_not_found(app, templates)


def add_inner_doors(app: FastAPI, service: Service) -> None:
    """Rasa's actions, the agents' console, health and metrics."""
    settings = service.settings
    desk = actions.Desk(
        backoffice=service.backoffice,
        identity=service.identity,
        policies=service.policies,
        invoices=service.invoices,
        erasure=service.erasure,
        lookup=service.lookup,
        contacts=service.contacts,
        answers=service.answers,
        settings=settings,
        transcript=service.transcript,
        surveys=service.surveys,
        tracker=TrackerCache(settings.var_dir / "tracker.db"),
    )
    app.include_router(actions.webhook.router(desk))
    app.include_router(health.router(checks(service)))
    templates = make_templates(settings.company)
    app.include_router(console.login_router(service.agents, templates, settings))
    stands = service.knowledge.has
    app.include_router(console.answers_router(service.answers, service.agents, stands, templates))
    app.include_router(overrides_router(Overrides(service.database), service.agents))
    app.include_router(console.surveys_router(service.surveys, service.agents))
    content.install(app, service.agents, settings)
    told = Timeline(service.backoffice, service.database)
    app.include_router(timeline_router(told, holders(service.agents)))
    managers = managers_of(service.agents)
    app.include_router(webhooks.log_router(service.database, managers))
    add_metrics(app, settings)
    agent_desk = console.AgentDesk(
        service.transcript, service.states, service.live, service.asking, told
    )
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
        others(service),
    )


def others(service: Service) -> tuple[Work, ...]:
    """What else goes on for as long as the service serves."""
    sender, backoffice = service.sender, service.backoffice
    chores = (service.identity.sweep, service.erasure.sweep)
    found: list[Work] = [partial(regularly, CHORES_EVERY_S, *chores)]
    if sender:
        found.append(partial(sender.run, service.settings.recovery_every_s))
    if isinstance(backoffice, HttpBackoffice):
        found.append(backoffice.kept_open)
    return tuple(found)


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
