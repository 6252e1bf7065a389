"""What each help page shows: the catalogue put into sheets. No I/O.

Depends on the catalogue, the policies' terms and structured data.
"""

from collections.abc import Sequence
from itertools import groupby

from bot.backoffice.files import ProductRecord
from bot.help.addresses import Address, in_language
from bot.help.catalogue import Help
from bot.help.desk import Desk, Draw, Sheet
from bot.help.entries import Entry, by_topic, of_topics
from bot.help.standing import Standing
from bot.help.structured import faq_page, how_to, product, website
from bot.help.terms import terms_for
from bot.help.topics import name_of
from bot.help.tutorials import Tutorial
from bot.pages import Language

DESCRIPTION = 155
"""Letters of a description that search engines show."""
FIRST = 4
"""Questions of each topic on the start page."""
OF_TERMS = {"returns": ("returns",), "refunds": ("refunds",), "warranty": ("warranty", "repairs")}


def say(language: Language, es: str, en: str) -> str:
    """One of two texts."""
    return es if language == "es" else en


def short(text: str) -> str:
    """`text` as a description: whole words, with an ellipsis where it was cut."""
    return text if len(text) <= DESCRIPTION else text[:DESCRIPTION].rsplit(" ", 1)[0] + "…"


def category(record: ProductRecord, language: Language) -> str:
    """What kind of product it is."""
    return record.category_es if language == "es" else record.category_en


def start(desk: Desk) -> Draw:
    """The start page: search, products, topics, contact."""

    def draw(known: Help, language: Language, standing: Standing) -> Sheet:
        company = desk.settings.company
        address = desk.at("", language)
        search = desk.own_url + in_language("search", language) + "&q={search_term}"
        return Sheet(
            "help/start.html",
            address,
            say(language, f"Ayuda de {company}", f"{company} help"),
            say(
                language,
                f"Preguntas frecuentes, manuales, tutoriales por pasos, devoluciones y garantía de "
                f"los aparatos {company}, y cómo hablar con una persona.",
                f"Frequent questions, manuals, step-by-step guides, returns and guarantee of "
                f"{company} appliances, and how to talk to a person.",
            ),
            desk.trail(language),
            {
                "products": known.products,
                "topics": by_topic(known.entries[language].values()),
                "first": FIRST,
                "steps": {one.id: len(known.steps(one.id, language)) for one in known.products},
                "has_faq": bool(known.entries[language]),
            },
            (website(company, address.canonical, search, language),),
        )

    return draw


def of_product(desk: Desk, record: ProductRecord) -> Draw:
    """All about one product."""

    def draw(known: Help, language: Language, standing: Standing) -> Sheet:
        own = known.about(record.id, language)
        address = desk.at(record.id, language)
        things = [product(record, desk.settings.company, address.canonical, language)]
        things += [faq_page(own, address.canonical, language)] if own else []
        terms = terms_for(desk.policies, record.id, desk.today(), language)
        name, kind = f"{record.name} {record.model}", category(record, language)
        return Sheet(
            "help/product.html",
            address,
            f"{say(language, 'Ayuda', 'Help')}: {name}",
            say(
                language,
                f"{name}, {kind.lower()}: preguntas frecuentes, manual, tutoriales por pasos, "
                "devoluciones, garantía y contacto.",
                f"{name}, {kind.lower()}: frequent questions, manual, step-by-step guides, "
                "returns, guarantee and contact.",
            ),
            desk.trail(language, (record.name, record.id)),
            {
                "product": record,
                "category": kind,
                "own": own,
                "chapters": chapters(known.steps(record.id, language)),
                "manuals": known.manuals(record.id, language),
                "returns": [one for one in terms if one.policy != "warranty"],
                "warranty": next(one for one in terms if one.policy == "warranty"),
                "more": {name: general(known, language, of) for name, of in OF_TERMS.items()},
            },
            tuple(things),
            votes=record.id,
        )

    return draw


def general(known: Help, language: Language, topics: Sequence[str]) -> list[Entry]:
    """The entries of some topics that are about every product."""
    found = of_topics(known.entries[language].values(), topics)
    return [one for one in found if not one.products]


def chapters(tutorials: Sequence[Tutorial]) -> list[tuple[str, list[Tutorial]]]:
    """Tutorials in a row under the heading that stands above them."""
    return [(name, list(run)) for name, run in groupby(tutorials, lambda one: one.chapter)]


def of_tutorial(desk: Desk, record: ProductRecord, tutorial: Tutorial) -> Draw:
    """One procedure, step by step."""

    def draw(known: Help, language: Language, standing: Standing) -> Sheet:
        other = known.same_in(tutorial, say(language, "en", "es"))
        pages: dict[str, str] = {language: tutorial.address}
        pages |= {other.language: other.address} if other else {}
        address = Address(desk.own_url, language, pages)
        own = known.steps(record.id, language)
        place = own.index(tutorial)
        told = " ".join(step.text for step in tutorial.steps)
        return Sheet(
            "help/tutorial.html",
            address,
            f"{tutorial.title} · {record.name} {record.model}",
            short(f"{record.name} {record.model}. {tutorial.title}: {told}"),
            desk.trail(language, (record.name, record.id), (tutorial.title, tutorial.address)),
            {
                "product": record,
                "tutorial": tutorial,
                "before_it": own[place - 1] if place else None,
                "after_it": own[place + 1] if place + 1 < len(own) else None,
            },
            (how_to(tutorial, address.canonical),),
            votes=tutorial.address,
        )

    return draw


def faq_index(desk: Desk) -> Draw:
    """All questions by topic."""

    def draw(known: Help, language: Language, standing: Standing) -> Sheet:
        title = say(language, "Preguntas frecuentes", "Frequent questions")
        entries = list(known.entries[language].values())
        return Sheet(
            "help/faq.html",
            desk.at("faq", language),
            title,
            say(
                language,
                f"Las {len(entries)} preguntas que más nos hacen, con su respuesta, por temas.",
                f"The {len(entries)} questions that we are asked most, with answers, by topic.",
            ),
            desk.trail(language, (title, "faq")),
            {"topics": by_topic(entries)},
        )

    return draw


def of_topic(desk: Desk, topic: str) -> Draw:
    """The questions and answers of one topic."""

    def draw(known: Help, language: Language, standing: Standing) -> Sheet:
        entries = of_topics(known.entries[language].values(), (topic,))
        page, name = f"faq/topics/{topic}", name_of(topic, language)
        address = desk.at(page, language)
        title = say(language, "Preguntas frecuentes", "Frequent questions")
        return Sheet(
            "help/topic.html",
            address,
            f"{name} · {title}",
            short(" ".join(one.question for one in entries)),
            desk.trail(language, (title, "faq"), (name, page)),
            {"topic": topic, "entries": entries},
            (faq_page(entries, address.canonical, language),),
        )

    return draw


def of_entry(desk: Desk, entry: Entry) -> Draw:
    """One question with its answer; `entry` may be in the other language where this has none."""

    def draw(known: Help, language: Language, standing: Standing) -> Sheet:
        pages = {one: entry.page for one in known.entries if entry.id in known.entries[one]}
        address = Address(desk.own_url, language, pages)
        title = say(language, "Preguntas frecuentes", "Frequent questions")
        topic = (name_of(entry.topic, language), f"faq/topics/{entry.topic}")
        near = of_topics(known.entries[language].values(), (entry.topic,))
        about = [one for one in known.products if one.id in entry.products]
        return Sheet(
            "help/entry.html",
            address,
            entry.question,
            short(entry.plain),
            desk.trail(language, (title, "faq"), topic, (entry.question, entry.page)),
            {
                "entry": entry,
                "near": [one for one in near if one.id != entry.id],
                "about": about if len(about) < len(known.products) else [],
            },
            (faq_page([entry], address.canonical, entry.language),),
            votes=entry.page,
        )

    return draw


def contact(desk: Desk) -> Draw:
    """How to reach a person."""

    def draw(known: Help, language: Language, standing: Standing) -> Sheet:
        title = say(language, "Contacto", "Contact")
        return Sheet(
            "help/contact.html",
            desk.at("contact", language),
            title,
            say(
                language,
                f"Horario de atención de {desk.settings.company}, correo y chat con una persona.",
                f"Opening hours of {desk.settings.company}, e-mail and chat with a person.",
            ),
            desk.trail(language, (title, "contact")),
            {"entries": of_topics(known.entries[language].values(), ("contact",))},
        )

    return draw
