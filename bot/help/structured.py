"""What search engines read of a help page: schema.org as JSON-LD. Pure.

A data block in the page, which no browser runs. Depends on the entries and tutorials.
"""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from bot.backoffice.files import ProductRecord
from bot.help.entries import Entry
from bot.help.tutorials import Tutorial
from bot.pages import Language

Thing = dict[str, Any]
# Inside <script> only these could end it, or begin a comment; all are letters to JSON.
ESCAPES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def as_json(things: Sequence[Thing]) -> Markup:
    """One graph of all things, for the inside of a <script>."""
    graph = {"@context": "https://schema.org", "@graph": list(things)}
    return Markup(json.dumps(graph, ensure_ascii=False).translate(ESCAPES))


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> Thing:
    """The way to the page: names with full addresses, the page itself last."""
    listed = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": listed}


def faq_page(entries: Sequence[Entry], url: str, language: str) -> Thing:
    """Questions with their answers."""
    questions = [
        {
            "@type": "Question",
            "name": one.question,
            "acceptedAnswer": {"@type": "Answer", "text": with_full_links(one.html, url)},
        }
        for one in entries
    ]
    return {"@type": "FAQPage", "url": url, "inLanguage": language, "mainEntity": questions}


def with_full_links(html: str, url: str) -> str:
    """The HTML of an answer on the page `url`, whose links lead there from elsewhere too."""
    return str(html).strip().replace('href="/', f'href="{urljoin(url, "/")}')


def how_to(tutorial: Tutorial, url: str) -> Thing:
    """A procedure with its steps in order."""
    steps = [
        {"@type": "HowToStep", "position": place, "text": step.text, "url": f"{url}#step-{place}"}
        for place, step in enumerate(tutorial.steps, 1)
    ]
    told = " ".join(block.text for block in tutorial.before if block.kind == "paragraph")
    named: Thing = {"@type": "HowTo", "name": tutorial.title, "url": url}
    named |= {"description": told} if told else {}
    return named | {"inLanguage": tutorial.language, "step": steps}


def product(record: ProductRecord, company: str, url: str, language: Language) -> Thing:
    """A product as it is sold."""
    return {
        "@type": "Product",
        "name": f"{record.name} {record.model}",
        "model": record.model,
        "category": record.category_es if language == "es" else record.category_en,
        "brand": {"@type": "Brand", "name": company},
        "url": url,
        "offers": {
            "@type": "Offer",
            "price": f"{record.price_eur:.2f}",
            "priceCurrency": "EUR",
        },
    }


def website(company: str, url: str, search: str, language: Language) -> Thing:
    """The help pages as a site that can be searched; `search` has {search_term} in it."""
    return {
        "@type": "WebSite",
        "name": company,
        "url": url,
        "inLanguage": language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term",
        },
    }
