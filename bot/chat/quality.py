"""The short survey at the customers' door, after the end of a conversation.

`POST /api/conversations/current/quality/asked` says whether this customer is asked, and what;
`POST /current/quality {"scores": {"reliability": 4, ...}}` notes the answer: what is left out stays
unanswered, and without any score the survey is passed over. Depends on conversations and surveys.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Header
from pydantic import BaseModel, ConfigDict, Field

from bot.chat.bearer import conversation_of, gone_is_bad_token
from bot.chat.ending import PATH
from bot.conversations import Transcript
from bot.surveys.dimensions import LEAST, MOST, statements
from bot.surveys.quality import QualitySurveys
from bot.tokens import Tokens

Score = Annotated[int, Field(ge=LEAST, le=MOST)]


class Scores(BaseModel):
    """From 1 (do not agree at all) to 5 (agree fully), for each statement."""

    model_config = ConfigDict(extra="forbid")
    tangibles: Score | None = None
    reliability: Score | None = None
    responsiveness: Score | None = None
    assurance: Score | None = None
    empathy: Score | None = None


class QualityBody(BaseModel):
    """What the customer answered."""

    scores: Scores = Scores()


def quality_router(transcript: Transcript, quality: QualitySurveys, tokens: Tokens) -> APIRouter:
    """Both routes."""
    routes = APIRouter(prefix=PATH, tags=["customers"])

    @routes.post("/quality/asked")
    async def asked(authorization: Annotated[str, Header()] = "") -> dict[str, Any]:
        with gone_is_bad_token():
            row = await transcript.get(conversation_of(tokens, authorization))
        told = statements(row.language) if await quality.ask(row) else []
        return {"asked": bool(told), "statements": told}

    @routes.post("/quality")
    async def answer(
        body: QualityBody, authorization: Annotated[str, Header()] = ""
    ) -> dict[str, Any]:
        conversation_id = conversation_of(tokens, authorization)
        scores = body.scores.model_dump(exclude_none=True)
        return {"noted": await quality.answer(conversation_id, scores)}

    return routes
