"""`/help/search?q=`: looking something up in FAQ and manuals, without a conversation.

Depends on the desk, the finder and the counts of searches.
"""

from urllib.parse import urlsplit

from fastapi import APIRouter, BackgroundTasks, Request, Response

from bot.help.addresses import in_language
from bot.help.catalogue import Help
from bot.help.desk import Desk, Sheet
from bot.help.found import Found
from bot.pages import Language, page_language

SHORTEST, LONGEST = 2, 300
"""Letters of what may be looked for."""
STATUS = {"empty": 200, "short": 422, "long": 422, "fast": 429}


def search_router(desk: Desk) -> APIRouter:
    """The route."""
    routes = APIRouter(prefix="/help", include_in_schema=False)

    @routes.get("/search")
    async def search(
        request: Request, tasks: BackgroundTasks, q: str = "", product: str = ""
    ) -> Response:
        language, question = page_language(request), clean(q)
        known = await desk.catalogue.current()
        record = known.product(product)
        about = record.id if record else ""
        problem = problem_of(question)
        if not problem and not await desk.may_search.left(request):
            problem = "fast"
        if problem:
            asked = "" if problem == "long" else question
            sheet = _sheet(desk, language, asked, about, known, problem=problem)
            wait = {"Retry-After": str(desk.may_search.wait_s)} if problem == "fast" else None
            return desk.fresh(request, sheet, language, STATUS[problem], wait)
        found = await desk.finder.find(question, language, about or None, known)
        sheet = _sheet(desk, language, question, about, known, found=found)
        answer = desk.fresh(request, sheet, language)
        if not by_an_editor(request, desk.own_host):
            tasks.add_task(note, desk, question, found)
            answer.background = tasks
        return answer

    return routes


async def note(desk: Desk, question: str, found: Found) -> None:
    """Count what was looked for; what only wants to know which product counts as found."""
    await desk.searches.note(question, found.language, found.kind != "nothing")


def by_an_editor(request: Request, own_host: str) -> bool:
    """Whether somebody tries a search again from the console: readers alone are counted."""
    came_from = urlsplit(request.headers.get("referer", ""))
    ours = came_from.netloc in (request.headers.get("host"), own_host)
    return ours and came_from.path.startswith("/console")


def clean(text: str) -> str:
    """One line of what can be kept: no NUL, no halves of characters."""
    return " ".join(text.replace("\0", " ").encode(errors="replace").decode().split())


def problem_of(question: str) -> str:
    """Why `question` is not looked up: empty, short or long; empty where it is."""
    if not question:
        return "empty"
    if sum(map(str.isalnum, question)) < SHORTEST:
        return "short"
    return "long" if len(question) > LONGEST else ""


def _sheet(
    desk: Desk,
    language: Language,
    asked: str,
    product: str,
    known: Help,
    problem: str = "",
    found: Found | None = None,
) -> Sheet:
    """The page of results; search engines are to leave it alone."""
    title = {"es": "Buscar en la ayuda", "en": "Search help"}[language]
    other: Language = "en" if language == "es" else "es"
    return Sheet(
        "help/search.html",
        desk.at("search", language),
        f"{asked} · {title}" if asked else title,
        "",
        desk.trail(language, (title, "search")),
        {
            "asked": asked,
            "product": known.product(product),
            "products": known.products,
            "problem": problem,
            "found": found,
            "about": known.product(found.about) if found and found.about else None,
            "longest": LONGEST,
            "switch": in_language("search", other, q=asked, product=product),
        },
    )
