"""The learning loop of one service: its objects, its doors, its pages of the console, its chores.

Questions are grouped, what is repeated becomes FAQ, and the standards of the service are counted.
Depends on all that they are; `bot.service` builds it and `bot.app` puts it before the public.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from fastapi import FastAPI

from bot.answering import Thresholds
from bot.backoffice.files import read_products
from bot.brief import Passages
from bot.console.demand_rooms import demand_rooms
from bot.console.faq import FaqRoom
from bot.console.faq_files import faq_router
from bot.console.faq_parts import FaqDesk
from bot.console.questions import questions_router
from bot.console.questions_desk import QuestionsDesk
from bot.console.readers import ReadersRoom
from bot.console.rooms import Room
from bot.console.standards import standards_router
from bot.console.training import TrainingDesk, TrainingRoom, training_router
from bot.database import Database
from bot.demand import Demand, ProductTerms, demand_of
from bot.editorial import Editorial
from bot.editorial.building import editorial_of, editorial_works
from bot.evaluate.intents_runs import ROOT
from bot.faq_shelf import FaqShelf
from bot.faqs import Faqs
from bot.groups import Groups
from bot.help import Searches, Votes
from bot.help.catalogue import Catalogue
from bot.help.doors import add_help, help_work
from bot.help.markdown import Markdown
from bot.hours import Hours
from bot.knowledge.embedding import Embedder
from bot.knowledge.search import Knowledge
from bot.nlu.products import ProductNames
from bot.oversight import (
    Oversight,
    add_oversight_doors,
    build_oversight,
    oversight_rooms,
    oversight_works,
)
from bot.product_words import ProductWords
from bot.proposals.building import Training, training_of
from bot.settings import Settings
from bot.standards import Standards
from bot.standards.definitions import definitions
from bot.standards.gauges import Gauges
from bot.upkeep import Work, regularly

if TYPE_CHECKING:
    from bot.service import Service

COLLECTING_EVERY_S = 5.0
COUNTING_EVERY_S = 10.0
TALLYING_EVERY_S = 60.0
GAUGES_EVERY_S = 300.0


@dataclass(frozen=True)
class Loop:
    """The objects of the learning loop."""

    database: Database
    groups: Groups
    editorial: Editorial
    catalogue: Catalogue
    votes: Votes
    searches: Searches
    training: Training
    standards: Standards
    demand: Demand
    oversight: Oversight


def build_loop(
    settings: Settings,
    database: Database,
    *,
    embedder: Embedder,
    knowledge: Knowledge,
    thresholds: Callable[[str], Thresholds],
    names: ProductNames,
    hours: Hours,
    passages: Passages,
    shelf: FaqShelf,
    terms: ProductTerms,
) -> Loop:
    """Everything, unconnected."""
    products = read_products(settings.products_file)
    groups = Groups(database, embedder, ProductWords(names))
    editorial = editorial_of(settings, database, embedder, knowledge, thresholds)
    training = training_of(settings, database)
    standards = Standards(database, hours, simulated=settings.demo)
    demand = demand_of(
        database,
        groups,
        editorial,
        passages,
        shelf,
        terms,
        definitions().get("simple_share"),
        products={one.id: one.name for one in products},
        simulated=settings.demo,
    )
    return Loop(
        database,
        groups,
        editorial,
        Catalogue(Faqs(database), knowledge, products, names, Markdown()),
        Votes(database),
        Searches(database),
        training,
        standards,
        demand,
        build_oversight(settings, database, standards, demand),
    )


def add_loop_doors(app: FastAPI, service: "Service") -> None:
    """The public pages, the files and the interfaces of the loop."""
    add_help(app, service)
    add_oversight_doors(app, service)
    app.include_router(faq_router(service.loop.editorial, service.agents))
    app.include_router(training_router(training_desk(service), service.agents))
    app.include_router(standards_router(service.loop.standards, service.agents))
    questions = QuestionsDesk(service.loop.demand, service.audit)
    app.include_router(questions_router(questions, service.agents))


def loop_rooms(service: "Service") -> list[Room]:
    """The loop's pages of the console, in the order of the bar."""
    training = TrainingRoom(training_desk(service), service.settings.demo)
    faq = FaqRoom(FaqDesk(service.loop.editorial, service.agents, service.settings.demo))
    loop = service.loop
    kept_days = service.settings.help_kept_days
    readers = ReadersRoom(loop.votes, loop.searches, loop.catalogue, kept_days)
    return [
        *oversight_rooms(service),
        *demand_rooms(service.loop.demand, service.audit),
        Room("/faq", "faq", "content", faq.build),
        Room("/readers", "readers", "content", readers.build),
        Room("/training", "training", "content", training.build),
    ]


def loop_works(service: "Service") -> tuple[Work, ...]:
    """What goes on for as long as the service serves."""
    collecting = partial(regularly, COLLECTING_EVERY_S, service.loop.groups.tend)
    measuring = service.loop.training.measuring.run
    standards = service.loop.standards
    counting = partial(regularly, COUNTING_EVERY_S, standards.facts.refresh)
    showing = partial(regularly, GAUGES_EVERY_S, Gauges(standards).set)
    tallying = partial(regularly, TALLYING_EVERY_S, service.loop.demand.tallies.refresh)
    others: tuple[Work, ...] = (
        collecting,
        measuring,
        counting,
        showing,
        tallying,
        *oversight_works(service),
    )
    return (help_work(service), *editorial_works(service.loop.editorial), *others)


def training_desk(service: "Service") -> TrainingDesk:
    """What editors do about training examples."""
    ours = service.loop.training
    return TrainingDesk(
        ours.confirming,
        ours.proposals,
        ours.scores,
        ours.measuring,
        service.agents,
        service.audit,
        ROOT,
    )
