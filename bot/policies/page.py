"""The policies as web pages: what every finding links to.

`/policies` lists them, `/policies/returns` shows the version of today, `?on=2024-05-01` that of
an order of that day; each clause is at `#2.1`. Depends on policies and pages.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.templating import Jinja2Templates

from bot.pages import not_found, page, page_language
from bot.policies.days import in_words
from bot.policies.editions import Edition
from bot.policies.figures import Figures
from bot.policies.policies import Policies, edition_on


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a clause, or a list: then `items` are its points."""

    text: str
    items: tuple[str, ...] = ()


def blocks(text: str) -> list[Block]:
    """The text of a clause in the order in which it is read."""
    found = []
    for part in text.split("\n\n"):
        lines = part.split("\n")
        items = tuple(line.removeprefix("- ") for line in lines if line.startswith("- "))
        found.append(Block("" if items else " ".join(lines), items))
    return found


def day_in(text: str) -> date | None:
    """The day of `?on=`, None where there is none in it."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def router(policies: Policies, templates: Jinja2Templates, today: Callable[[], date]) -> APIRouter:
    """Both pages."""
    routes = APIRouter(prefix="/policies", include_in_schema=False)

    @routes.get("")
    def listing(request: Request) -> Response:
        now = [edition_on(found, today()) for found in policies.book.editions.values()]
        context = {"editions": now, "in_words": in_words}
        return page(templates, request, "policies/list.html", page_language(request), context)

    @routes.get("/{policy}")
    def show(request: Request, policy: str, on: str = "") -> Response:
        if policy not in policies.book.editions:
            return not_found(request, templates)
        asked = day_in(on)
        context = shown(policies, policy, asked, today())
        context["unreadable"] = asked is None and bool(on.strip())
        return page(templates, request, "policies/policy.html", page_language(request), context)

    return routes


def shown(policies: Policies, policy: str, on: date | None, today: date) -> dict[str, object]:
    """What the template shows. `on` is the day of the order that is asked about."""
    editions = policies.book.editions[policy]
    edition, standing = edition_on(editions, on or today), edition_on(editions, today)
    return {
        "edition": edition,
        "standing": standing,
        "others": [one for one in reversed(editions) if one is not edition],
        "on": on,
        "address": address,
        "blocks": blocks,
        "in_words": in_words,
        "before_all": on is not None and on < editions[0].since,
    }


def address(edition: Edition[Figures], standing: Edition[Figures]) -> str:
    """Where a version is read: today's under the plain address, others under their first day."""
    asked = "" if edition is standing else f"on={edition.since.isoformat()}&"
    return f"/policies/{edition.policy}?{asked}"
