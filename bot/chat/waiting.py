"""The customer's door while they wait for a person: what to expect, and what to do instead.

All of it is below `/api/conversations/current` with the conversation's token as bearer.

`GET /waiting` gives what is true now (times in ISO 8601 UTC; `null` where it is not known):

    {"state": "waiting",            # bot | waiting | agent | closed: as in GET /current
     "position": 2,                 # 1 is next; null unless the customer waits in the widget
     "people": 3,                   # agents online for the conversation's language
     "median_s": 240, "p90_s": 780, # usual wait at this hour; null outside hours, nobody there
     "basis": "hour_of_week",       # or hour_of_day | recent | assumed: what that rests on
     "open": true,                  # business hours now
     "opens_at": null,              # when they begin again; null while open
     "closes_at": "2026-11-23T17:00:00.000Z",  # null while closed, and where it never closes
     "offline": false,              # true: the answer goes by e-mail or by telephone
     "email": null,                 # the address that the customer left
     "options": ["wait", "email", "callback"],  # what may be chosen now, in this order
     "promise": {"kind": "wait",    # wait | email | callback: what was promised last
                 "said_at": "...", "due_at": "...",
                 "kept": null},     # true, false, or null while it is open
     "callback": {"slot": "2026-11-24T09:00:00.000Z", "ends_at": "...", "phone": "+34 6•• ••• •12",
                  "title": "martes 24, 10:00-10:30"},       # or null
     "text": "Es el número 2 ..."}  # the same in a sentence of the customer's language

`POST /email {"email"}` leaves an address: `{"waiting": <as above>, "message": <message>}`.
`GET /callback` gives `{"slots": [{"slot": "2026-11-24T09:00:00.000Z", "ends_at": "...",
"day": "2026-11-24", "title": "martes 24, 10:00-10:30"}], "callback": null}`: free slots alone, and
the call that is booked (as in `/waiting`).
`POST /callback {"phone", "slot"}` books one (or moves the booking) and `DELETE /callback` takes it
back; both answer as `POST /email`. A number without a country code is read as a Spanish one.

Errors: 401 `BadToken`; 409 `NobodyWaits` (no person was asked for) and `SlotTaken`; 422
`BadAddress`, `BadPhone`, `NoSuchSlot`; 429 `TooOften`. `message` is in the customer's language.

The messages written on the way have `author` "system" and these `data`:

    {"notice": "waiting", "waiting": <GET /waiting without text>, "buttons": [...]}
    {"notice": "offline", "waiting": <the same>, "buttons": [...]}   # closed, or nobody there
    {"notice": "email", "waiting": <the same>}                       # an address was left
    {"notice": "callback", "waiting": <the same>}                    # booked or moved
    {"notice": "callback_off", "waiting": <the same>}                # taken back
    {"notice": "callback_missed"}                                    # nobody picked up
    {"notice": "still_waiting", "waiting": <the same>, "buttons": [...]}  # asked for again

What a message carries was true as it was written; what is true now is at the door. Depends on
`bot.waiting`.
"""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Header
from limits import parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from pydantic import BaseModel, Field

from bot.chat.bearer import conversation_of, gone_is_bad_token
from bot.chat.desk import shown
from bot.chat.http import Words
from bot.conversations import Message
from bot.database import iso
from bot.tokens import Tokens
from bot.waiting import Choices, Slot, TooOften, Waiting, WaitTold, title
from bot.waiting.told import shown_callback

CHANGES = parse("20/10 minutes")
"""How often one conversation may change what it waits for."""


class EmailBody(BaseModel):
    """Where to answer."""

    email: Words = Field(max_length=1000)


class CallbackBody(BaseModel):
    """Whom to call, and when: the beginning of one of the slots that were given."""

    phone: Words = Field(max_length=200)
    slot: datetime

    @property
    def begins_at(self) -> datetime:
        """The beginning in naive UTC; without a zone it is UTC already."""
        aware = self.slot if self.slot.tzinfo else self.slot.replace(tzinfo=UTC)
        return aware.astimezone(UTC).replace(tzinfo=None)


def waiting_router(waiting: Waiting, choices: Choices, tokens: Tokens) -> APIRouter:
    """The routes of one service."""
    routes = APIRouter(prefix="/api/conversations/current", tags=["customers"])
    limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def told_of(authorization: str) -> tuple[str, WaitTold]:
        """Whose token it is, and what is true for them."""
        conversation_id = conversation_of(tokens, authorization)
        with gone_is_bad_token():
            return conversation_id, await waiting.of(conversation_id)

    async def changing(authorization: str) -> str:
        conversation_id, told = await told_of(authorization)
        if not await limiter.hit(CHANGES, conversation_id):
            raise TooOften(told.language)
        return conversation_id

    def answer(told: WaitTold, message: Message | None) -> dict[str, Any]:
        found = shown(message) if message else None
        return {"waiting": waiting.shown(told), "message": found}

    @routes.get("/waiting")
    async def now(authorization: Annotated[str, Header()] = "") -> dict[str, Any]:
        return waiting.shown((await told_of(authorization))[1])

    @routes.post("/email")
    async def email(
        body: EmailBody, authorization: Annotated[str, Header()] = ""
    ) -> dict[str, Any]:
        conversation_id = await changing(authorization)
        return answer(*await choices.leave_email(conversation_id, body.email))

    @routes.get("/callback")
    async def slots(authorization: Annotated[str, Header()] = "") -> dict[str, Any]:
        _, told = await told_of(authorization)
        free = [slot_shown(one, told.language) for one in await choices.free()]
        callback = shown_callback(told.callback, waiting.hours, told.language)
        return {"slots": free, "callback": callback}

    def slot_shown(slot: Slot, language: str) -> dict[str, Any]:
        return {
            "slot": iso(slot.begins_at),
            "ends_at": iso(slot.ends_at),
            "day": waiting.hours.local(slot.begins_at).date().isoformat(),
            "title": title(slot.begins_at, slot.ends_at, waiting.hours, language),
        }

    @routes.post("/callback")
    async def book(
        body: CallbackBody, authorization: Annotated[str, Header()] = ""
    ) -> dict[str, Any]:
        conversation_id = await changing(authorization)
        return answer(*await choices.book(conversation_id, body.phone, body.begins_at))

    @routes.delete("/callback")
    async def unbook(authorization: Annotated[str, Header()] = "") -> dict[str, Any]:
        conversation_id = await changing(authorization)
        return answer(*await choices.unbook(conversation_id))

    return routes
