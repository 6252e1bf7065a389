"""What a customer can do, whichever way they come in.

Records the message first, then has the turn run. Depends on conversations, turns, live,
language, masking, words.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from bot.contacts import ContactEntry, Contacts
from bot.conversations import (
    Conversation,
    ConversationClosed,
    Message,
    MessageDraft,
    MessageRejected,
    States,
    Transcript,
)
from bot.database import iso
from bot.errors import BotError
from bot.language import LanguageDetector, known
from bot.live import Live, News
from bot.masking import mask_secrets
from bot.outcomes import waiting_notice
from bot.settings import Settings
from bot.turns import Turn, Turns
from bot.words import ASSISTANT, PERSON, say


class TooFast(BotError):
    """More messages or conversations than the limits allow."""

    def __init__(self, message: str) -> None:
        super().__init__(message, 429)


SignIn = Callable[[str, str], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that was taken: its row, whether it is new, and the turn under way."""

    message: Message
    new: bool
    turn: Turn | None


class ChatDesk:
    """The customer's side of conversations."""

    def __init__(
        self,
        transcript: Transcript,
        states: States,
        turns: Turns,
        live: Live,
        contacts: Contacts,
        detector: LanguageDetector,
        settings: Settings,
        sign_in: SignIn | None = None,
        is_danger: Callable[[str], bool] = lambda text: False,
    ) -> None:
        """`sign_in` makes a conversation that of the customer whose token the shop signed;
        `is_danger` tells words that cannot wait for a person's turn."""
        self._sign_in = sign_in
        self.transcript = transcript
        self.states = states
        self.live = live
        self._turns = turns
        self._contacts = contacts
        self._detector = detector
        self._settings = settings
        self._is_danger = is_danger
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._message_rate = parse(settings.message_rate)
        self._conversation_rate = parse(settings.conversation_rate)

    async def start(self, language: str | None, address: str) -> Conversation:
        """A new conversation with its greeting; `TooFast` for an address that starts many."""
        spoken = known(language)
        await self._allow(self._conversation_rate, address, spoken)
        text = say("greeting", spoken, company=self._settings.company)
        greeting = MessageDraft("bot", text, author_name=say("assistant", spoken))
        return await self.transcript.start(spoken, greeting)

    async def sign_in(self, conversation_id: str, token: str) -> bool:
        """Whether `token` is a customer's of the shop; the conversation is theirs then."""
        return bool(self._sign_in and await self._sign_in(conversation_id, token))

    async def send(
        self, conversation_id: str, client_id: str, text: str, payload: str | None
    ) -> Sent:
        """Take a message and start its turn. A known `client_id` changes nothing.

        Raises `MessageRejected` (empty, too long, a button we did not offer), `TooFast`,
        `ConversationClosed`.
        """
        conversation, earlier = await self.transcript.find(conversation_id, client_id)
        if earlier:
            return Sent(earlier, False, self._turns.of(earlier))
        text = text.strip()
        await self._check(conversation, text, payload)
        clean = mask_secrets(text)
        if payload in (PERSON, ASSISTANT):
            draft = MessageDraft("customer", clean, client_id, payload=payload, asks=False)
            return await self._change_hands(conversation, draft)
        self._notice_language(conversation, text, payload)
        draft = MessageDraft("customer", clean, client_id, payload=payload)
        spoken = conversation.language
        message, new = await self.transcript.append(conversation_id, draft, spoken)
        self.live.publish(News(conversation_id))
        if new and message.turn == "pending":
            return Sent(message, True, self._turns.start(message, conversation))
        if new and message.turn == "none" and self._is_danger(text):
            notice = MessageDraft(
                "system", say("danger_waiting", spoken), data={"notice": "danger"}
            )
            await self.states.urge(conversation_id, notice)
            self.live.publish(News(conversation_id))
        return Sent(message, new, self._turns.of(message))

    async def ask_for_person(self, conversation_id: str, client_id: str) -> Sent:
        """Ask for a person without the assistant, which may be down."""
        language = (await self.transcript.get(conversation_id)).language
        return await self.send(conversation_id, client_id, say("talk_to_person", language), PERSON)

    async def _check(self, conversation: Conversation, text: str, payload: str | None) -> None:
        language, limit = conversation.language, self._settings.max_message_chars
        if conversation.state == "closed":
            raise ConversationClosed(say("is_closed", language))
        if not text:
            raise MessageRejected(say("empty", language))
        if len(text) > limit:
            words = say("too_long", language, length=len(text), limit=limit)
            raise MessageRejected(words)
        await self._allow(self._message_rate, conversation.id, language)
        ours = payload in (None, PERSON, ASSISTANT)
        if not ours and not await self.transcript.offered(conversation.id, payload or ""):
            raise MessageRejected(say("not_offered", language))

    async def _allow(self, rate: RateLimitItem, key: str, language: str) -> None:
        if not await self._limiter.hit(rate, key):
            raise TooFast(say("too_fast", language))

    def _notice_language(self, conversation: Conversation, text: str, payload: str | None) -> None:
        """The conversation follows the language that the customer writes in."""
        if payload is None:
            conversation.language = self._detector.detect(text, conversation.language)

    async def _change_hands(self, conversation: Conversation, wish: MessageDraft) -> Sent:
        """To a person or back to the assistant, by a button that never asks the assistant."""
        language = conversation.language
        if wish.payload == ASSISTANT:
            change, notices = self.states.give_up_waiting, stay_notices(language)
        else:
            change, notices = self.states.ask_for_person, person_notices(language)
        message, found = await change(conversation.id, wish, notices)
        if found == "bot" and wish.payload == PERSON:
            await self._log_escalation(conversation, message)
        self.live.publish(News(conversation.id))
        return Sent(message, bool(found), None)

    async def _log_escalation(self, conversation: Conversation, message: Message) -> None:
        """The contact: nobody else will log it, the assistant was not asked."""
        entry = ContactEntry(
            conversation_id=conversation.id,
            message_id=message.client_id,
            text=message.text,
            language=conversation.language,
            intent="ask_for_person",
            confidence=1.0,
            outcome="escalated",
            reason="asked_for_person",
        )
        await self._contacts.log(entry)


def person_notices(language: str) -> dict[str, MessageDraft]:
    """What a customer who asks for a person is told, by the conversation's state."""
    return {
        "bot": waiting_notice(language),
        "waiting": MessageDraft("system", say("already_waiting", language)),
        "agent": MessageDraft("system", say("already_with_agent", language)),
    }


def stay_notices(language: str) -> dict[str, MessageDraft]:
    """What a customer who would rather have the assistant is told, by the state."""
    with_assistant = MessageDraft("system", say("with_assistant", language))
    with_agent = MessageDraft("system", say("already_with_agent", language))
    return {"bot": with_assistant, "waiting": with_assistant, "agent": with_agent}


def shown(message: Message) -> dict[str, Any]:
    """A message as the doors show it."""
    return {
        "seq": message.seq,
        "client_id": message.client_id,
        "author": message.author,
        "author_name": message.author_name,
        "text": message.text,
        "created_at": iso(message.created_at),
        "data": message.data,
    }
