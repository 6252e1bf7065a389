"""The customer ends the conversation, and says how it was.

`POST /api/conversations/current/end` closes it and gives its state; `POST /current/csat
{"score": 1-5, "comment": ""}` notes the opinion of a conversation that a person or the assistant
has ended; the last one given counts. Depends on conversations, surveys and live.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Header
from pydantic import BaseModel, Field

from bot.chat.bearer import conversation_of, gone_is_bad_token
from bot.conversations import Conversation, MessageDraft, States, Transcript
from bot.live import Live, News
from bot.surveys import Surveys
from bot.tokens import Tokens
from bot.words import say

PATH = "/api/conversations/current"


class OpinionBody(BaseModel):
    """From 1 (very badly) to 5 (very well), and why, if they like."""

    score: int = Field(ge=1, le=5)
    comment: str = Field("", max_length=2000)


class Ending:
    """What a customer can do at the end."""

    def __init__(
        self, transcript: Transcript, states: States, live: Live, surveys: Surveys
    ) -> None:
        self._transcript = transcript
        self._states = states
        self._live = live
        self._surveys = surveys

    async def end(self, conversation_id: str) -> dict[str, Any]:
        """Close it, whoever is in charge; a second time changes nothing."""
        with gone_is_bad_token():
            row = await self._transcript.get(conversation_id)
        notice = MessageDraft("system", say("ended_by_you", row.language), data={"notice": "ended"})
        await self._states.end(conversation_id, notice)
        self._live.publish(News(conversation_id))
        self._live.publish(News("", "queue"))
        row = await self._transcript.get(conversation_id)
        return {"state": row.state, "last_seq": row.last_seq}

    async def rate(self, conversation_id: str, opinion: OpinionBody) -> dict[str, Any]:
        """Note the opinion; the question counts as put, even where nobody put it in words."""
        with gone_is_bad_token():
            row = await self._transcript.get(conversation_id)
        asked = ("csat", row.id, about(row), row.language, None)
        survey = await self._surveys.ask(*asked) or await self._surveys.newest(row.id, "csat")
        if survey is None:
            return {"score": None}
        await self._surveys.score(survey, opinion.score)
        if opinion.comment.strip():
            await self._surveys.comment(survey, opinion.comment.strip())
        else:
            await self._surveys.pass_over(survey)
        self._live.publish(News(conversation_id))
        return {"score": opinion.score}


def about(row: Conversation) -> str:
    """Whom the opinion is of: a person who had it, or else the assistant."""
    return "agent" if row.last_agent else "conversation"


def ending_router(ending: Ending, tokens: Tokens) -> APIRouter:
    """Both routes."""
    routes = APIRouter(prefix=PATH, tags=["customers"])

    @routes.post("/end")
    async def end(authorization: Annotated[str, Header()] = "") -> dict[str, Any]:
        return await ending.end(conversation_of(tokens, authorization))

    @routes.post("/csat")
    async def csat(
        body: OpinionBody, authorization: Annotated[str, Header()] = ""
    ) -> dict[str, Any]:
        return await ending.rate(conversation_of(tokens, authorization), body)

    return routes
