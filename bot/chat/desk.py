"""What a customer can do, whichever way they come in.

Records the message first, then has the turn run. Depends on conversations, turns, live,
language, masking, words.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from bot.chat.faces import Face, Faces
from bot.contacts import ContactEntry, Contacts
from bot.conversations import (
    Conversation,
    ConversationClosed,
    Hands,
    Message,
    MessageDraft,
    MessageRejected,
    States,
    Transcript,
)
from bot.database import iso
from bot.errors import BotError
from bot.files import Files
from bot.language import LanguageDetector, known
from bot.live import Live, News
from bot.masking import mask_secrets
from bot.outcomes import waiting_notice
from bot.settings import Settings
from bot.turns import Turn, Turns
from bot.waiting import Telling
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
        hands: Hands | None = None,
        files: Files | None = None,
        faces: Faces | None = None,
        telling: Telling | None = None,
    ) -> None:
        """`sign_in` makes a conversation that of the customer whose token the shop signed;
        `is_danger` tells words that cannot wait for a person's turn; without `hands` no marks are
        kept, without `files` no files are taken; `telling` tells those who wait what to expect."""
        self._sign_in = sign_in
        self.transcript = transcript
        self.states = states
        self.live = live
        self._turns = turns
        self._contacts = contacts
        self._detector = detector
        self._settings = settings
        self._is_danger = is_danger
        self._hands = hands
        self._files = files
        self._faces = faces or Faces()
        self._telling = telling
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._message_rate = parse(settings.message_rate)
        self._conversation_rate = parse(settings.conversation_rate)

    async def start(
        self, language: str | None, address: str, simulated: bool = False
    ) -> Conversation:
        """A new conversation with its greeting; `TooFast` for an address that starts many."""
        spoken = known(language)
        await self._allow(self._conversation_rate, address, spoken)
        text = say("greeting", spoken, company=self._settings.company)
        greeting = MessageDraft("bot", text, author_name=say("assistant", spoken))
        return await self.transcript.start(spoken, greeting, simulated)

    async def sign_in(self, conversation_id: str, token: str) -> bool:
        """Whether `token` is a customer's of the shop; the conversation is theirs then."""
        return bool(self._sign_in and await self._sign_in(conversation_id, token))

    async def send(
        self,
        conversation_id: str,
        client_id: str,
        text: str,
        payload: str | None,
        files: Sequence[str] = (),
    ) -> Sent:
        """Take a message and start its turn. A known `client_id` changes nothing.

        `files` are ids of files that were taken before. Raises `MessageRejected` (empty, too long,
        a button we did not offer), `FileRefused`, `TooFast`, `ConversationClosed`.
        """
        conversation, earlier = await self.transcript.find(conversation_id, client_id)
        if earlier:
            return Sent(earlier, False, self._turns.of(earlier))
        text = text.strip()
        await self._check(conversation, text, payload, bool(files))
        data = await self._data_of(conversation_id, files)
        draft = MessageDraft("customer", mask_secrets(text), client_id, payload=payload, data=data)
        try:
            if payload in (PERSON, ASSISTANT):
                return await self._change_hands(conversation, replace(draft, asks=False))
            return await self._take(conversation, draft, text)
        except ConversationClosed as error:
            # Somebody ended it after we looked.
            raise ConversationClosed(say("is_closed", conversation.language)) from error

    async def ask_for_person(self, conversation_id: str, client_id: str) -> Sent:
        """Ask for a person without the assistant, which may be down."""
        language = (await self.transcript.get(conversation_id)).language
        return await self.send(conversation_id, client_id, say("talk_to_person", language), PERSON)

    @property
    def max_file_mb(self) -> int:
        """The largest file that is taken; 0 where none is."""
        return self._files.most_mb if self._files else 0

    async def mark(self, conversation_id: str, got: int, read: int) -> None:
        """The customer's screen has everything up to `got` and showed it up to `read`."""
        if self._hands and await self._hands.mark(conversation_id, "customer", got=got, read=read):
            self.live.publish(News(conversation_id, "marks", "customer"))

    async def face_of(self, conversation: Conversation) -> Face | None:
        """Who has the conversation, as the customer sees them; None while no person has."""
        in_charge = conversation.state == "agent"
        return await self._faces.of(conversation.assigned_agent if in_charge else None)

    async def _take(self, conversation: Conversation, draft: MessageDraft, text: str) -> Sent:
        """Write `draft`, and see to what it asks for; `text` is what was said, unmasked."""
        self._notice_language(conversation, text, draft.payload)
        spoken = conversation.language
        # The assistant reads words alone: a file without any is for a person.
        draft = replace(draft, asks=bool(text))
        message, new = await self.transcript.append(conversation.id, draft, spoken)
        if new and draft.data and conversation.state == "bot":
            await self.transcript.append(conversation.id, files_notice(spoken, bool(text)))
        self.live.publish(News(conversation.id))
        if new and message.turn == "pending":
            return Sent(message, True, self._turns.start(message, conversation))
        if new and message.turn == "none" and self._is_danger(text):
            await self._urge(conversation)
        return Sent(message, new, self._turns.of(message))

    async def _urge(self, conversation: Conversation) -> None:
        words = say("danger_waiting", conversation.language)
        notice = MessageDraft("system", words, data={"notice": "danger"})
        await self.states.urge(conversation.id, notice)
        self.live.publish(News(conversation.id))

    async def _data_of(self, conversation_id: str, files: Sequence[str]) -> dict[str, Any]:
        if not files:
            return {}
        if self._files is None:
            raise MessageRejected("No files are taken here. / Aquí no se reciben archivos.")
        told = await self._files.told(conversation_id, files)
        return {"files": [one.as_dict() for one in told]}

    async def _check(
        self, conversation: Conversation, text: str, payload: str | None, has_files: bool
    ) -> None:
        language, limit = conversation.language, self._settings.max_message_chars
        if conversation.state == "closed":
            raise ConversationClosed(say("is_closed", language))
        if not text and not has_files:
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
            notices = stay_notices(language)
            message, found, owed = await self.states.give_up_waiting(conversation.id, wish, notices)
            for one in owed:
                self._turns.start(one)
        else:
            notices = await self._person_notices(conversation.id, language)
            message, found = await self.states.ask_for_person(conversation.id, wish, notices)
            if found == "bot":
                await self._log_escalation(conversation, message)
                if self._telling:
                    await self._telling.tell(conversation.id)
        self.live.publish(News(conversation.id))
        return Sent(message, bool(found), None)

    async def _person_notices(self, conversation_id: str, language: str) -> dict[str, MessageDraft]:
        """`person_notices`, with how it stands for one who waits already."""
        notices = person_notices(language)
        if self._telling:
            notices["waiting"] = await self._telling.again(conversation_id)
        return notices

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


def files_notice(language: str, has_words: bool) -> MessageDraft:
    """What is told of files while the assistant is in charge, which sees none."""
    to_person = {"title": say("talk_to_person", language), "payload": PERSON}
    data = {"notice": "files", "buttons": [] if has_words else [to_person]}
    return MessageDraft("system", say("files_kept", language), data=data)


def standing(conversation: Conversation, face: Face | None) -> dict[str, Any]:
    """How the conversation stands, as the doors show it; `agent_read` is the newest number that
    the agent has looked at."""
    return {
        "state": conversation.state,
        "offline": conversation.offline,
        "agent": face.as_dict() if face else None,
        "agent_read": conversation.agent_read_seq,
    }


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
