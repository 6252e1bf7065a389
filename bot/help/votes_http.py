"""`POST /help/votes`: whether a page helped, from a plain form of that page.

Answers with the page again (303), which then says thanks and asks for words. Depends on the desk.
"""

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, Field, ValidationError

from bot.errors import Spoken
from bot.help.addresses import in_language
from bot.help.desk import Desk
from bot.help.lost import refused
from bot.help.visitors import from_our_pages
from bot.help.votes import LONGEST_WORDS
from bot.pages import page_language

LONGEST_PAGE = 200


class VoteRefused(Spoken):
    """A vote that cannot be taken: no vote at all, from elsewhere, on no page, one too many."""


class Ballot(BaseModel):
    """What a form sends."""

    page: Annotated[str, Field(max_length=LONGEST_PAGE)]
    helpful: Literal["yes", "no"]
    lang: Literal["es", "en"]
    words: Annotated[str, Field(max_length=4 * LONGEST_WORDS)] = ""


def votes_router(desk: Desk) -> APIRouter:
    """The route."""
    routes = APIRouter(prefix="/help", include_in_schema=False)

    @routes.post("/votes")
    async def vote(request: Request) -> Response:
        language = page_language(request)
        try:
            ballot = await read(request)
            language = ballot.lang
            await check(desk, request, ballot)
        except VoteRefused as error:
            return await refused(desk, request, error, language)
        return await taken(desk, request, ballot)

    return routes


async def read(request: Request) -> Ballot:
    """What was sent; `VoteRefused` where it is no vote."""
    try:
        return Ballot.model_validate(dict(await request.form()))
    except ValidationError:
        raise VoteRefused(
            "What was sent is no vote. Open the page and vote there, in 1,000 letters at most.",
            "Lo que ha llegado no es un voto. Abra la página y vote allí, en 1000 letras como "
            "mucho.",
            422,
        ) from None


async def check(desk: Desk, request: Request, ballot: Ballot) -> None:
    """`VoteRefused` unless the vote may be taken."""
    if not from_our_pages(request, desk.own_host):
        raise VoteRefused(
            "This vote did not come from our own page. Open the page and vote there.",
            "Este voto no viene de nuestra página. Abra la página y vote allí.",
            403,
        )
    if not (await desk.catalogue.current()).has(ballot.page):
        raise VoteRefused(
            "There is no such page of help any more.",
            "Esa página de ayuda ya no existe.",
            404,
        )
    if not await desk.may_vote.left(request):
        raise VoteRefused(
            "Too many votes in a short time. Try again later.",
            "Demasiados votos en poco tiempo. Inténtelo más tarde.",
            429,
        )


async def taken(desk: Desk, request: Request, ballot: Ballot) -> Response:
    """Note the vote, and lead back to the page."""
    visitor = desk.visitors.of(request)
    told = ballot.words.replace("\0", "").encode(errors="replace").decode()
    hashed = desk.visitors.hashed(visitor, ballot.page)
    await desk.votes.vote(ballot.page, hashed, ballot.helpful == "yes", ballot.lang, told)
    said = "words" if told.strip() else ballot.helpful
    back = in_language(ballot.page, ballot.lang, voted=said) + "#helpful"
    answer = RedirectResponse(back, 303, {"Cache-Control": "no-store"})
    desk.visitors.remember(answer, request, visitor)
    return answer
