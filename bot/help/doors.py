"""The help pages of one service: built here, with all their routes.

Depends on all of this package and on what it is built over.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi.templating import Jinja2Templates

from bot.faq_shelf import FaqShelf
from bot.help.catalogue import Catalogue
from bot.help.desk import Desk
from bot.help.finding import Finder
from bot.help.http import pages_router
from bot.help.machines import machines_router
from bot.help.markdown import Markdown
from bot.help.pdf_http import pdf_router
from bot.help.search_http import search_router
from bot.help.searches import Searches
from bot.help.votes import Votes
from bot.help.votes_http import votes_router
from bot.hours import Hours
from bot.knowledge.search import Knowledge
from bot.language import LanguageDetector
from bot.lookup import Lookup
from bot.pages import make_templates
from bot.policies import Policies
from bot.settings import Settings
from bot.upkeep import Work, regularly

if TYPE_CHECKING:
    from bot.service import Service

SWEEP_EVERY_S = 6 * 3600.0


@dataclass(frozen=True)
class Over:
    """What the help pages are built over."""

    settings: Settings
    catalogue: Catalogue
    knowledge: Knowledge
    shelf: FaqShelf
    lookup: Lookup
    policies: Policies
    hours: Hours
    today: Callable[[], date]
    votes: Votes
    searches: Searches


def help_routers(over: Over, templates: Jinja2Templates) -> list[APIRouter]:
    """All routes, in the order in which they must be added: a product may have any name."""
    markdown = Markdown()
    finder = Finder(over.lookup, over.knowledge, over.shelf, LanguageDetector(), markdown)
    desk = Desk(
        over.settings,
        templates,
        over.catalogue,
        finder,
        over.votes,
        over.searches,
        over.policies,
        over.hours,
        over.today,
    )
    routers = [
        search_router(desk),
        votes_router(desk),
        pdf_router(desk, markdown),
        pages_router(desk),
        machines_router(desk),
    ]
    return [with_head(one) for one in routers]


def with_head(routes: APIRouter) -> APIRouter:
    """The same pages for HEAD, with which link checkers and search engines ask."""
    for route in routes.routes:
        if isinstance(route, APIRoute) and route.methods and "GET" in route.methods:
            route.methods.add("HEAD")
    return routes


def add_help(app: FastAPI, service: "Service") -> None:
    """Put the help pages of `service` before the public."""
    settings = service.settings
    over = Over(
        settings,
        service.loop.catalogue,
        service.knowledge,
        service.shelf,
        service.lookup,
        service.policies,
        service.hours,
        service.backoffice.today,
        service.loop.votes,
        service.loop.searches,
    )
    for routes in help_routers(over, make_templates(settings.company)):
        app.include_router(routes)


def help_work(service: "Service") -> Work:
    """What goes on beside: words of visitors are let go of in time."""
    kept = service.settings.help_kept_days
    votes, searches = service.loop.votes, service.loop.searches
    return partial(
        regularly, SWEEP_EVERY_S, partial(votes.sweep, kept), partial(searches.sweep, kept)
    )
