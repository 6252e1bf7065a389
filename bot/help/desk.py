"""What the doors of the help pages share: their objects, and how a page is made and kept.

Depends on the other files of this package and on `bot.pages`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from bot.database import now
from bot.help.addresses import Address, in_language, path_of, same
from bot.help.catalogue import Catalogue, Help
from bot.help.finding import Finder
from bot.help.keeping import Keeper, kept_answer
from bot.help.searches import Searches
from bot.help.standing import Standing, standing_at
from bot.help.structured import Thing, as_json, breadcrumbs
from bot.help.topics import name_of
from bot.help.visitors import Visitors
from bot.help.votes import Votes
from bot.hours import Hours
from bot.pages import Language, chosen, security_headers
from bot.policies import Policies
from bot.policies.days import in_words
from bot.settings import Settings

MOST_PAGES = 600
MOST_FILES = 40
VOTED = ("yes", "no", "words")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its template, address, words for search engines, and what it shows. `votes` is
    its name for votes, empty where none are asked for."""

    template: str
    address: Address
    title: str
    description: str
    trail: tuple[tuple[str, str], ...]
    context: dict[str, Any]
    things: tuple[Thing, ...] = ()
    votes: str = ""


Draw = Callable[[Help, Language, Standing], Sheet]


class Allowance:
    """How often one address may ask for something."""

    def __init__(self, rate: str) -> None:
        self._rate = parse(rate)
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def left(self, request: Request) -> bool:
        """Count one more from the address of `request`; False when there are too many."""
        address = request.client.host if request.client else "unknown"
        return await self._limiter.hit(self._rate, address)

    @property
    def wait_s(self) -> int:
        """Seconds after which it is surely allowed again."""
        return int(self._rate.get_expiry())


class Desk:
    """The objects of the help pages; `answer` makes a page of a `Draw`."""

    def __init__(
        self,
        settings: Settings,
        templates: Jinja2Templates,
        catalogue: Catalogue,
        finder: Finder,
        votes: Votes,
        searches: Searches,
        policies: Policies,
        hours: Hours,
        today: Callable[[], date],
    ) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self.finder = finder
        self.votes = votes
        self.searches = searches
        self.policies = policies
        self.today = today
        self.visitors = Visitors(settings.secret)
        self.may_search = Allowance(settings.help_rate)
        self.may_vote = Allowance(settings.help_vote_rate)
        self.files = Keeper(MOST_FILES)
        self._pages = Keeper(MOST_PAGES)
        self._hours = hours
        self._templates = templates

    @property
    def own_url(self) -> str:
        """Where customers reach us, without a trailing slash."""
        return self.settings.own_url

    @property
    def own_host(self) -> str:
        """The host of that address."""
        return urlsplit(self.own_url).netloc

    def trail(self, language: Language, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
        """The way to a page from the help's start: (name, page below /help) of each step."""
        start = {"es": "Ayuda", "en": "Help"}[language]
        return ((start, ""), *more)

    def at(self, page: str, language: Language) -> Address:
        """The address of a page that has the same name in both languages."""
        return same(self.own_url, page, language)

    async def answer(
        self, request: Request, name: str, language: Language, known: Help, draw: Draw
    ) -> Response:
        """The page `name` as it stands: made anew only where anything that it shows changed."""
        standing = standing_at(self._hours, now(), language)
        voted = request.query_params.get("voted", "")
        voted = voted if voted in VOTED else ""
        key = (name, language, known.key, standing, self.today(), voted)

        def make() -> bytes:
            return self.render(draw(known, language, standing), language, standing, voted)

        kept = await self._pages.get(key, make)
        headers = {**security_headers(request), "Content-Language": language}
        headers["Vary"] = "Accept-Language"
        return kept_answer(request, kept, "text/html; charset=utf-8", headers)

    def fresh(
        self,
        request: Request,
        sheet: Sheet,
        language: Language,
        status_code: int = 200,
        headers: dict[str, str] | None = None,
    ) -> Response:
        """A page that is made for this request alone."""
        body = self.render(sheet, language, standing_at(self._hours, now(), language), "")
        shown = {**security_headers(request), "Content-Language": language}
        shown |= {"Cache-Control": "no-store", **(headers or {})}
        return Response(body, status_code, shown, "text/html; charset=utf-8")

    def render(self, sheet: Sheet, language: Language, standing: Standing, voted: str) -> bytes:
        """The HTML of a page."""
        urls = [(name, self.own_url + in_language(page, language)) for name, page in sheet.trail]
        things = [*sheet.things, *([breadcrumbs(urls)] if len(urls) > 1 else [])]
        context = {
            "language": language,
            "say": chosen(language),
            "sheet": sheet,
            "standing": standing,
            "voted": voted,
            "mail": self.settings.mail_from,
            "demo": self.settings.demo,
            "data": as_json(things),
            "to": lambda page, **more: in_language(page, language, **more),
            "path_of": path_of,
            "topic_name": lambda topic: name_of(topic, language),
            "in_words": in_words,
            **sheet.context,
        }
        return self._templates.env.get_template(sheet.template).render(context).encode()
