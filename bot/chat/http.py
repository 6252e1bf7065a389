"""The customer's door over HTTP, with long polling where sockets are blocked."""

import asyncio
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from pydantic import AfterValidator, BaseModel, Field

from bot.chat.bearer import conversation_of as conversation_in
from bot.chat.bearer import gone_is_bad_token as gone_is_bad_token
from bot.chat.desk import ChatDesk, Sent, shown, standing
from bot.conversations import Conversation, Message
from bot.demo import HEADER as DEMO_HEADER
from bot.tokens import Tokens


def storable(text: str) -> str:
    """`text` without what a database cannot keep: NUL, and halves of characters (as "?")."""
    return text.replace("\0", "").encode(errors="replace").decode()


Words = Annotated[str, AfterValidator(storable)]
ClientId = Annotated[Words, Field(min_length=8, max_length=64)]
MOST_SEQ = 2**31 - 1


LONGEST_TOKEN = 4000


class StartBody(BaseModel):
    """How a conversation starts: the page's or browser's language, and the shop's token of the
    customer who is signed in there."""

    language: str | None = Field(None, max_length=20)
    customer: str | None = Field(None, max_length=LONGEST_TOKEN)


class CustomerBody(BaseModel):
    """The shop's token of the customer who has signed in there meanwhile."""

    customer: str = Field(max_length=LONGEST_TOKEN)


class MessageBody(BaseModel):
    """A customer's message. `client_id` is the client's own: a retry repeats it. `files` are ids
    of files taken before; with them `text` may be empty."""

    client_id: ClientId
    text: Words
    payload: Words | None = Field(None, max_length=2000)
    files: list[Annotated[str, Field(max_length=36)]] = Field(default_factory=list, max_length=20)


class MarksBody(BaseModel):
    """The newest numbers that reached the customer's screen, and that were looked at."""

    got: int = Field(0, ge=0, le=MOST_SEQ)
    read: int = Field(0, ge=0, le=MOST_SEQ)


class PersonBody(BaseModel):
    """Asking for a person."""

    client_id: ClientId


def router(
    desk: ChatDesk, tokens: Tokens, is_simulated: Callable[[str], bool] = lambda token: False
) -> APIRouter:
    """The routes below `/api/conversations`; `is_simulated` tells a simulator's customers by the
    token that they show."""
    routes = APIRouter(prefix="/api/conversations", tags=["customers"])

    def conversation_of(authorization: str) -> str:
        return conversation_in(tokens, authorization)

    @routes.post("", status_code=201)
    async def start(
        body: StartBody, request: Request, demo: Annotated[str, Header(alias=DEMO_HEADER)] = ""
    ) -> dict[str, Any]:
        address = request.client.host if request.client else "unknown"
        conversation = await desk.start(body.language, address, is_simulated(demo))
        signed_in = bool(body.customer) and await desk.sign_in(conversation.id, body.customer or "")
        messages = await desk.transcript.after(conversation.id, 0)
        return {
            "signed_in": signed_in,
            "conversation_id": conversation.id,
            "token": tokens.issue(conversation.id),
            "language": conversation.language,
            "last_seq": conversation.last_seq,
            "messages": [shown(one) for one in messages],
            **standing(conversation, None),
            "max_file_mb": desk.max_file_mb,
        }

    @routes.get("/current")
    async def news(
        authorization: Annotated[str, Header()] = "",
        after: Annotated[int, Query(ge=0, le=MOST_SEQ)] = 0,
        wait: Annotated[float, Query(ge=0, le=25)] = 0,
    ) -> dict[str, Any]:
        conversation_id = conversation_of(authorization)
        with gone_is_bad_token():
            await desk.transcript.get(conversation_id)
        messages, typing = await wait_for_news(desk, conversation_id, after, wait)
        conversation = await desk.transcript.get(conversation_id)
        return {
            **standing(conversation, await desk.face_of(conversation)),
            "max_file_mb": desk.max_file_mb,
            "language": conversation.language,
            "last_seq": conversation.last_seq,
            "typing": typing,
            "messages": [shown(one) for one in messages],
        }

    @routes.post("/current/messages", status_code=201)
    async def send(
        body: MessageBody, response: Response, authorization: Annotated[str, Header()] = ""
    ) -> dict[str, Any]:
        conversation_id = conversation_of(authorization)
        with gone_is_bad_token():
            sent = await desk.send(
                conversation_id, body.client_id, body.text, body.payload, body.files
            )
        return await answered(desk, sent, response)

    @routes.post("/current/marks")
    async def marks(
        body: MarksBody, authorization: Annotated[str, Header()] = ""
    ) -> dict[str, Any]:
        conversation_id = conversation_of(authorization)
        with gone_is_bad_token():
            await desk.mark(conversation_id, body.got, body.read)
        return {}

    @routes.post("/current/customer")
    async def customer(
        body: CustomerBody, authorization: Annotated[str, Header()] = ""
    ) -> dict[str, bool]:
        conversation_id = conversation_of(authorization)
        with gone_is_bad_token():
            await desk.transcript.get(conversation_id)
        return {"signed_in": await desk.sign_in(conversation_id, body.customer)}

    @routes.post("/current/person", status_code=201)
    async def person(
        body: PersonBody, response: Response, authorization: Annotated[str, Header()] = ""
    ) -> dict[str, Any]:
        conversation_id = conversation_of(authorization)
        with gone_is_bad_token():
            sent = await desk.ask_for_person(conversation_id, body.client_id)
        return await answered(desk, sent, response)

    return routes


async def opened(desk: ChatDesk, tokens: Tokens, token: str) -> Conversation:
    """The conversation of `token`; `BadToken` otherwise."""
    with gone_is_bad_token():
        return await desk.transcript.get(tokens.conversation_id(token))


async def answered(desk: ChatDesk, sent: Sent, response: Response) -> dict[str, Any]:
    """The message and what came after it. The turn goes on if the client leaves."""
    response.status_code = 201 if sent.new else 200
    if sent.new and sent.turn:
        later = await asyncio.shield(sent.turn)
    else:
        if sent.turn:
            await asyncio.shield(sent.turn)
        later = await desk.transcript.after(sent.message.conversation_id, sent.message.seq)
    replies = [shown(one) for one in later if one.author != "customer"]
    return {"message": shown(sent.message), "replies": replies}


async def wait_for_news(
    desk: ChatDesk, conversation_id: str, after: int, wait: float
) -> tuple[list[Message], bool]:
    """Messages after `after`, waiting up to `wait` seconds for the first; and who types.

    The subscription comes before the first look: what is written in between is heard of.
    """
    async with desk.live.subscribe(conversation_id) as queue:
        messages = await desk.transcript.after(conversation_id, after)
        typing = False
        try:
            async with asyncio.timeout(wait):
                while not messages:
                    news = await queue.get()
                    if news.kind == "typing":
                        typing = news.on and news.author != "customer"
                        if typing:
                            break
                    else:
                        messages = await desk.transcript.after(conversation_id, after)
        except TimeoutError:
            pass
        return messages, typing
