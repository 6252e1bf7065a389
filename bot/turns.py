"""A turn: a customer's message that is already written, the assistant asked, its replies kept.

One turn at a time in a conversation. A turn that fails tells the customer so and stays
pending; `recover` asks again once the assistant is back, also after a crash of this
process. Depends on conversations, `rasa_client`, `live`, `words`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from bot.conversations import Conversation, Message, MessageDraft, States, Transcript
from bot.database import now
from bot.live import Live, News
from bot.rasa_client import RasaClient, RasaReply, RasaUnavailable
from bot.words import ASSISTANT, PERSON, say

log = structlog.get_logger()
GIVE_UP_AFTER = timedelta(hours=24)
MOST_TRIES = 6
QUOTE_CHARS = 80

Turn = asyncio.Task[list[Message]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the assistant's replies amount to: messages to write, and perhaps an escalation."""

    drafts: list[MessageDraft]
    escalate: str | None


class Turns:
    """Runs turns over one transcript and one assistant."""

    def __init__(
        self,
        transcript: Transcript,
        states: States,
        rasa: RasaClient,
        live: Live,
        timeout_s: float,
        *,
        ahead: Callable[[Message, str], object] | None = None,
        settle: Callable[[str], Awaitable[object]] | None = None,
    ) -> None:
        """`ahead` is told of a message and its language when Rasa is asked, to start on what
        an action will want to know; `settle` is awaited, with the conversation's id, before
        the turn ends: what the actions began to write (contacts) is written by then."""
        self._transcript = transcript
        self._states = states
        self._rasa = rasa
        self._live = live
        self._ahead = ahead
        self._settle = settle
        self._patience = timedelta(seconds=timeout_s + 5)
        self._running: dict[int, Turn] = {}
        self._newest: dict[str, Turn] = {}

    def start(
        self, message: Message, conversation: Conversation | None = None, *, late: bool = False
    ) -> Turn:
        """Run the turn of `message` whether or not anybody waits for it.

        `conversation` is its row as `message` was written, where that is only just.
        """
        earlier = self._newest.get(message.conversation_id)
        unmoved = conversation is not None and conversation.epoch == message.epoch
        fresh = conversation if unmoved and not earlier else None
        turn = asyncio.create_task(self._in_order(message, fresh, late, earlier))
        self._running[message.id] = self._newest[message.conversation_id] = turn
        turn.add_done_callback(lambda _: self._ended(message, turn))
        return turn

    def of(self, message: Message) -> Turn | None:
        """The turn of `message`, if it is under way here."""
        return self._running.get(message.id)

    async def drain(self, seconds: float) -> None:
        """Wait for the turns under way, at most `seconds`: what is left stays pending."""
        if self._running:
            await asyncio.wait(self._running.values(), timeout=seconds)

    async def recover(self) -> int:
        """Ask again what was lost, if the assistant is there; the number of turns started."""
        lost = await self._transcript.lost(self._patience, now() - GIVE_UP_AFTER)
        lost = [one for one in lost if one.id not in self._running]
        if not lost or not await self._assistant_is_there():
            return 0
        started = 0
        for message in lost:
            if await self._transcript.ask_again(message.id, self._patience):
                self.start(message, late=True)
                started += 1
        return started

    async def _assistant_is_there(self) -> bool:
        try:
            await self._rasa.check()
        except RasaUnavailable:
            return False
        return True

    def _ended(self, message: Message, turn: Turn) -> None:
        """Forget a turn. One that broke even the excuse is logged; it stays pending."""
        del self._running[message.id]
        if self._newest.get(message.conversation_id) is turn:
            del self._newest[message.conversation_id]
        if not turn.cancelled() and turn.exception():
            why = type(turn.exception()).__name__
            log.error("turn_lost", conversation=message.conversation_id, why=why)

    async def _in_order(
        self, message: Message, fresh: Conversation | None, late: bool, earlier: Turn | None
    ) -> list[Message]:
        """The turn, after the one of the same conversation that came before it."""
        if earlier:
            await asyncio.wait([earlier])
        conversation_id = message.conversation_id
        self._live.publish(News(conversation_id, "typing", "bot", True))
        try:
            return await self._answer(message, fresh, late)
        except RasaUnavailable as error:
            log.warning("assistant_unavailable", conversation=conversation_id, why=error.message)
            return await self._excuse(message, late)
        except Exception:
            log.exception("turn_failed", conversation=conversation_id)
            return await self._excuse(message, late)
        finally:
            self._live.publish(News(conversation_id, "typing", "bot", False))
            self._live.publish(News(conversation_id))

    async def _answer(
        self, message: Message, fresh: Conversation | None, late: bool
    ) -> list[Message]:
        conversation = fresh or await self._transcript.get(message.conversation_id)
        if conversation.epoch != message.epoch or conversation.state != "bot":
            await self._states.drop(message)
            return []
        if self._ahead and not message.payload:
            self._ahead(message, conversation.language)
        replies = await self._rasa.say(
            message.conversation_id,
            message.text,
            language=conversation.language,
            client_message=message.client_id,
            payload=message.payload,
        )
        outcome = outcome_of(replies, conversation.language)
        if not outcome.drafts:
            raise RasaUnavailable("its replies have no words")
        if self._settle:
            await self._settle(message.conversation_id)
        drafts = [back_notice(message, conversation.language)] if late else []
        return await self._states.answer(message, [*drafts, *outcome.drafts], outcome.escalate)

    async def _excuse(self, message: Message, late: bool) -> list[Message]:
        """Never silence: say that the message is kept, and offer a person.

        What failed again and again while the assistant was there is handed to people.
        """
        language = (await self._transcript.get(message.conversation_id)).language
        if message.tries + 1 >= MOST_TRIES:
            return await self._states.answer(message, [waiting_notice(language)], "system_failure")
        notice = None if late else unavailable_notice(message, language)
        again_at = now() - self._patience + again_after(message.tries)
        return await self._states.postpone(message, again_at, notice)


def again_after(tries: int) -> timedelta:
    """How long to leave a message alone after it failed `tries` times before: 0, 2, 4, 8 ... s."""
    return timedelta(seconds=2**tries if tries else 0)


def unavailable_notice(message: Message, language: str) -> MessageDraft:
    """Says that `message` is kept while the assistant is away; once for each message."""
    data = {"notice": "assistant_unavailable", "buttons": [person_button(language)]}
    client_id = f"unavailable-{message.id}"
    return MessageDraft("system", say("unavailable", language), client_id, data=data)


def waiting_notice(language: str) -> MessageDraft:
    """Tells the customer that they wait for a person, with the way back."""
    button = {"title": say("back_to_assistant", language), "payload": ASSISTANT}
    data: dict[str, Any] = {"notice": "waiting", "buttons": [button]}
    return MessageDraft("system", say("waiting", language), data=data)


def person_button(language: str) -> dict[str, str]:
    """The button that asks for a person without asking the assistant."""
    return {"title": say("talk_to_person", language), "payload": PERSON}


def back_notice(message: Message, language: str) -> MessageDraft:
    """Says which message a late answer belongs to."""
    quote = message.text[:QUOTE_CHARS] + ("…" if len(message.text) > QUOTE_CHARS else "")
    data = {"notice": "assistant_back"}
    return MessageDraft("system", say("back", language, quote=quote), data=data)


def outcome_of(replies: list[RasaReply], language: str) -> Outcome:
    """Rasa's replies as messages. What an action attaches rides on the words before it."""
    drafts: list[MessageDraft] = []
    escalate: str | None = None
    for reply in replies:
        if reply.text:
            data: dict[str, Any] = {"buttons": reply.buttons} if reply.buttons else {}
            name = say("assistant", language)
            drafts.append(MessageDraft("bot", reply.text, author_name=name, data=data))
        escalate = (reply.custom.get("handoff") or {}).get("reason", escalate)
        attached = {key: value for key, value in reply.custom.items() if key != "handoff"}
        if attached and drafts:
            drafts[-1].data.update(attached)
    if escalate and not drafts:
        drafts.append(waiting_notice(language))
    return Outcome(drafts, escalate)
