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
    mail,
    manuals,
    privacy,
    shop,
    web,
    webhooks,
)
from bot.agents import pictures_router
from bot.backoffice import HttpBackoffice
from bot.backoffice.files import read_products
from bot.demo import Demo
from bot.demo import router as demo_router
from bot.files.receiving import NAME_HEADER
from bot.invoice_links import router as invoices_router
from bot.keys import holders, managers_of
from bot.knowledge.figures import Pictures
from bot.language import LanguageDetector
from bot.loop import add_loop_doors, loop_rooms, loop_works
from bot.notes import Labels, Notebook
from bot.oversight import oversight_strip
from bot.pages import STATIC_DIR, PublicFiles, install_not_found, make_templates
from bot.policies.overrides import Overrides
from bot.policies.overrides_http import overrides_router
from bot.policies.page import router as policies_router
from bot.presence import Presence
from bot.routing import Loads
from bot.service import Service, build
from bot.service_levels import Targets
from bot.settings import Settings
from bot.sites import HEADER, SiteGuard, sites_router
from bot.timeline import Timeline, timeline_router
from bot.tokens import Tokens
from bot.tracker_cache import TrackerCache
from bot.upkeep import Upkeep, Work, regularly

CHORES_EVERY_S = 600.0
WORDS_EVERY_S = 60.0
WAITING_EVERY_S = 5.0
SCORING_EVERY_S = 30.0


def create_app(service: Service) -> FastAPI:
    """The doors over `service`."""
    # The pages of documentation load scripts from elsewhere; the description itself stays.
    app = FastAPI(
        title="Mostrador", lifespan=upkeep(service).lifespan, docs_url=None, redoc_url=None
    )
    errors.install(app)
    # Rasa sends the whole conversation with each action; manuals are large.
    uploads = (content.UPLOADS, console.UPLOADS, chat.UPLOADS, mail.INBOUND)
    app.add_middleware(web.BodyLimit, skip=("/webhook", *uploads))
    app.add_middleware(web.SecurityHeaders)
    app.add_middleware(GZipMiddleware, minimum_size=4000, compresslevel=5)
    app.add_middleware(SiteGuard, sites=service.sites)
    if service.sites.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=service.sites.origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", HEADER, NAME_HEADER],
            max_age=3600,
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
        hands=service.hands,
        files=service.files,
        faces=chat.Faces(service.agents),
        telling=service.telling,
    )
    templates = make_templates(settings.company)
    app.include_router(chat.router(desk, tokens, Demo(settings).knows))
    app.include_router(chat.socket_router(desk, tokens, service.sites))
    door = chat.FileDoor(service.files, service.transcript, settings.file_rate)
    app.include_router(chat.files_router(door, service.files, tokens))
    ending = chat.Ending(service.transcript, service.states, service.live, service.surveys)
    app.include_router(chat.ending_router(ending, tokens))
    app.include_router(chat.waiting_router(service.waiting, service.choices, tokens))
    mails = service.office.mails
    transcripts = mail.transcript_router(mails, service.transcript, tokens, settings.mail_rate)
    app.include_router(transcripts)
    app.include_router(sites_router(service.sites))
    app.include_router(pictures_router(service.faces))
    pictures = Pictures(settings.index_dir / "figures")
    app.include_router(manuals.router(service.knowledge, templates, pictures))
    app.include_router(policies_router(service.policies, templates, service.backoffice.today))
    app.include_router(invoices_router(service.invoices, service.identity, service.backoffice))
    products = read_products(settings.products_file)
    app.include_router(privacy.router(templates, settings))
    app.include_router(shop.router(templates, products, service.knowledge.documents))
    add_loop_doors(app, service)
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
        people=service.loop.demand.people,
    )
    app.include_router(actions.webhook.router(desk))
    app.include_router(health.router(checks(service)))
    templates = make_templates(settings.company)
    doorkeeper = console.Entrance(service.presence, service.audit)
    app.include_router(console.login_router(service.agents, templates, settings, doorkeeper))
    stands = service.knowledge.has
    app.include_router(console.answers_router(service.answers, service.agents, stands, templates))
    app.include_router(console.files_router(service.files, service.agents))
    audit = console.AuditDesk(service.audit, service.agents)
    app.include_router(console.audit_router(audit, service.agents))
    app.include_router(overrides_router(Overrides(service.database), service.agents))
    app.include_router(console.surveys_router(service.surveys, service.agents))
    content.install(app, service.agents, settings)
    told = Timeline(service.backoffice, service.database)
    app.include_router(timeline_router(told, holders(service.agents)))
    managers = managers_of(service.agents)
    app.include_router(webhooks.log_router(service.database, managers))
    app.include_router(mail.inbound_router(service.office.inbound, settings.inbound_token))
    admins = holders(service.agents, ("admin",))
    app.include_router(mail.kept_router(service.database, admins))
    app.include_router(demo_router(Demo(settings), service.presence))
    add_metrics(app, settings)
    agent_desk = console.AgentDesk(
        service.transcript,
        service.states,
        service.hands,
        service.live,
        service.asking,
        told,
        service.turns.start,
        service.audit,
    )
    queue = console.Queue(
        console.Lines(service.database), service.live, targets(settings), service.hours.open_seconds
    )
    presence = service.presence
    queue_desk = console.QueueDesk(agent_desk, queue, service.agents, presence)
    tools = tools_of(service, presence)
    replies = console.RepliesRoom(tools.notebook.replies, agent_desk.audit)
    rooms = rooms_of(service, agent_desk, replies)
    above = oversight_strip(service).build
    console.mount(
        app, agent_desk, service.agents, settings.company, queue_desk, tools, rooms, above
    )


def rooms_of(
    service: Service, desk: console.AgentDesk, replies: console.RepliesRoom
) -> list[console.Room]:
    """The console's pages beside conversations, in the order of the bar."""
    agents, presence, routing = service.agents, service.presence, service.routing
    loads, lines = Loads(service.database), console.Lines(service.database)
    team = console.TeamDesk(desk, agents, presence, service.states, routing, loads, lines)
    people = console.PeopleDesk(agents, service.faces, presence, routing, service.audit)
    audit = console.AuditDesk(service.audit, agents)
    search = console.Search(service.database, service.words)
    calls = console.CallsDesk(
        service.waiting.callbacks,
        service.promises,
        service.audit,
        service.live,
        lines=lines,
    )
    found = console.SearchRoom(search, agents, Labels(service.database).known)
    return [
        console.Room("/search", "search", "read", found.build),
        console.Room("/calls", "calls", "answer", console.CallsRoom(calls).build),
        console.Room("/team", "team", "supervise", console.TeamRoom(team).build),
        console.Room("/people", "people", "people", console.PeopleRoom(people).build),
        console.Room("/replies", "replies", "replies", replies.build),
        *loop_rooms(service),
        console.Room("/audit", "audit", "audit", console.AuditRoom(audit).build),
    ]


def tools_of(service: Service, presence: Presence) -> console.Tools:
    """What agents have beside a conversation."""
    return console.Tools(
        Notebook.over(service.database),
        presence.agents,
        surveys=service.surveys,
        answers=service.answers,
        panels=panels_of(service),
        take_file=service.files.take,
        demo=service.settings.demo,
        most_bytes=service.files.most_bytes,
    )


def panels_of(service: Service) -> list[console.MakePanel]:
    """What stands beside a conversation: what it is about, and what can be done in the shop."""
    brief = console.BriefDesk(service.briefs, service.passages, service.solved)
    matters = console.MatterDesk(
        service.backoffice,
        service.policies,
        service.identity,
        Overrides(service.database),
        service.audit,
        service.live,
    )
    return [console.brief_panel(brief), console.matter_panel(matters)]


def targets(settings: Settings) -> Targets:
    """How soon customers of people are to be answered."""
    return Targets(
        first_reply=settings.first_reply_min * 60,
        next_reply=settings.next_reply_min * 60,
        resolution=settings.resolution_min * 60,
        mail=settings.mail_reply_min * 60,
        warn=settings.warn_at,
    )


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
    sweeps = (service.identity.sweep, service.erasure.sweep, service.files.sweep)
    chores = (*sweeps, service.office.keeping.sweep)
    found: list[Work] = [partial(regularly, CHORES_EVERY_S, *chores, service.learning.learn)]
    found.append(partial(regularly, WAITING_EVERY_S, service.telling.catch_up))
    found.append(partial(regularly, SCORING_EVERY_S, service.promises.score))
    found.append(partial(regularly, service.settings.recovery_every_s, service.routing.tend))
    found.append(partial(regularly, WORDS_EVERY_S, service.words.refresh))
    found.extend(service.office.works(service.settings))
    found.extend(loop_works(service))
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
