"""An answer as it was given: a page for agents, and the same as JSON.

`/console/answers/{id}` opens with the console's cookie; `/api/answers/{id}` with a session key
in the Authorization header too, for programs. Depends on the answers given, agents, pages and
the knowledge, which says whether a cited passage still stands.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, cast

from fastapi import APIRouter, Cookie, Header, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from bot.agents import Agent, Agents
from bot.answers import AnswerNotFound, Answers, CitedPassage, GivenAnswer
from bot.console.login import COOKIE
from bot.database import iso
from bot.errors import BotError
from bot.pages import Language, not_found, page

Stands = Callable[[str], bool]
"""Whether the passage of an id is in the version in use."""
Key = Annotated[str, Cookie(alias=COOKIE)]


class LoginNeeded(BotError):
    """Answers are read by agents alone."""

    def __init__(self) -> None:
        super().__init__(
            "Answers are for agents: send a session key as “Authorization: Bearer KEY”.", 401
        )


def answers_router(
    answers: Answers, agents: Agents, stands: Stands, templates: Jinja2Templates
) -> APIRouter:
    """Both routes."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/console/answers/{answer_id}")
    async def show(request: Request, answer_id: str, key: Key = "") -> Response:
        agent = await agents.of_session(key)
        if agent is None:
            return RedirectResponse("/console/login")
        try:
            found = shown(*await answers.get(answer_id), stands)
        except AnswerNotFound:
            return not_found(request, templates)
        return page(templates, request, "answer.html", spoken(agent), {"answer": found})

    @routes.get("/api/answers/{answer_id}")
    async def read(
        answer_id: str, key: Key = "", authorization: Annotated[str, Header()] = ""
    ) -> dict[str, Any]:
        scheme, _, sent = authorization.partition(" ")
        if await agents.of_session(sent.strip() if scheme.lower() == "bearer" else key) is None:
            raise LoginNeeded
        return shown(*await answers.get(answer_id), stands)

    return routes


def spoken(agent: Agent) -> Language:
    """The language in which the agent reads."""
    return cast(Language, agent.language)


def shown(answer: GivenAnswer, passages: list[CitedPassage], stands: Stands) -> dict[str, Any]:
    """The answer with all that is known of where it came from."""
    return {
        "id": answer.id,
        "conversation_id": answer.conversation_id,
        "message_id": answer.message_id,
        "question": answer.question,
        "language": answer.language,
        "source_language": answer.source_language,
        "kind": answer.kind,
        "text": answer.text,
        "pieces": answer.pieces,
        "generated": answer.generated,
        "confidence": answer.confidence,
        "product": answer.product,
        "faq_id": answer.faq_id,
        "faq_revision": answer.faq_revision,
        "index_version": answer.index_version,
        "created_at": iso(answer.created_at),
        "passages": [passage_of(one, answer.pieces, stands(one.id)) for one in passages],
    }


def passage_of(passage: CitedPassage, pieces: Iterable[str], stands: bool) -> dict[str, Any]:
    """A passage as it was, cut where the answer quotes it, and whether it still stands."""
    return {
        "id": passage.id,
        "document_id": passage.document_id,
        "title": passage.title,
        "heading_path": passage.heading_path,
        "page": passage.page,
        "text": passage.text,
        "stretches": [{"text": text, "quoted": is_in} for text, is_in in cut(passage.text, pieces)],
        "stands": stands,
        "url": f"/manuals/{passage.document_id}?passage={passage.id}#cited",
    }


def cut(text: str, pieces: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """`text` in order, cut into what `pieces` quote and what they do not."""
    at = 0
    for piece in pieces:
        start = text.find(piece, at)
        if start < 0:
            continue
        if start > at:
            yield text[at:start], False
        at = start + len(piece)
        yield piece, True
    if at < len(text):
        yield text[at:], False
