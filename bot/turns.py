"""A turn: a customer's message that is already written, the assistant asked, its replies kept.

One turn at a time in a conversation. A turn that fails tells the customer so and stays
pending; `recover` asks again once the assistant is back, also after a crash of this
process. Words of danger go to Rasa as such; several matters in one message go one after the
other. Depends on conversations, `rasa_client`, `live`, `words`.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import structlog

from bot.conversations import Conversation, Message, MessageDraft, States, Transcript
from bot.database import now
from bot.live import Live, News
from bot.outcomes import Outcome, following_matter, outcome_of, waiting_notice
from bot.rasa_client import RasaClient, RasaUnavailable
from bot.surveys import Asking
from bot.words import PERSON, say

log = structlog.get_logger()
GIVE_UP_AFTER = timedelta(hours=24)
FORGET_AFTER = timedelta(days=7)
MOST_TRIES = 6
MOST_MATTERS = 4
LONGEST_ID = 60
QUOTE_CHARS = 80

Turn = asyncio.Task[list[Message]]


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
        lead: Callable[[str], str | None] | None = None,
        chosen: Callable[[str, str], Awaitable[str | None]] | None = None,
        cut: Callable[[str, str], Awaitable[list[str]]] | None = None,
        asking: Asking | None = None,
        tell: Callable[[str], Awaitable[list[Message]]] | None = None,
    ) -> None:
        """`ahead` is told of a message and its language when Rasa is asked, to start on what
        an action will want to know; `settle` is awaited, with the conversation's id, before
        the turn ends: what the actions began to write (contacts) is written by then. `lead`
        gives the payload that some words are sent as, whatever Rasa would make of them; `chosen`
        that of words which are the title of a topic offered in their conversation; `cut`
        the several matters of a message, given with its conversation; `asking` puts questions about
        the service, and takes the messages that answer one; `tell` tells the customer of a
        conversation that waits for a person what to expect."""
        self._transcript = transcript
        self._states = states
        self._rasa = rasa
        self._live = live
        self._ahead = ahead
        self._settle = settle
        self._lead = lead
        self._chosen = chosen
        self._cut = cut
        self._asking = asking
        self._tell = tell
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
        """Ask again what was lost, if the assistant is there; the number of turns started.

        What it was not there for in a whole day is people's.
        """
        await self._hand_over()
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

    async def _hand_over(self) -> None:
        until = now() - GIVE_UP_AFTER
        for message in await self._transcript.lost(self._patience, until - FORGET_AFTER, until):
            language = (await self._transcript.get(message.conversation_id)).language
            await self._hand(message, [waiting_notice(language)], "system_failure")
            self._live.publish(News(message.conversation_id))

    async def _assistant_is_there(self) -> bool:
        try:
            await self._rasa.check()
        except RasaUnavailable:
            return False
        return True

    def _ended(self, message: Message, turn: Turn) -> None:
        """Forget a turn. One that broke even the excuse is logged; it stays pending."""
        if self._running.get(message.id) is turn:
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
        if conversation.epoch > 1 and await self._states.resumes(message):
            await self._rasa.start_over(message.conversation_id)
        lead = None if message.payload else await self._leads_to(message)
        outcome = None if lead else await self._answer_to_question(message, conversation)
        if outcome is None:
            outcome = await self._ask(message, conversation, lead)
        if not outcome.drafts:
            raise RasaUnavailable("its replies have no words")
        if self._settle:
            await self._settle(message.conversation_id)
        if outcome.language:
            await self._transcript.speak(message.conversation_id, outcome.language)
        drafts = [back_notice(message, conversation.language)] if late else []
        drafts += [*outcome.drafts, *await self._question(message, conversation, outcome)]
        return await self._hand(message, drafts, outcome.escalate, outcome.begun)

    async def _leads_to(self, message: Message) -> str | None:
        """The payload that the words are sent as: danger, or a topic that was offered."""
        lead = self._lead(message.text) if self._lead else None
        if lead or self._chosen is None:
            return lead
        return await self._chosen(message.conversation_id, message.text)

    async def _hand(
        self,
        message: Message,
        drafts: list[MessageDraft],
        escalate: str | None,
        begun: bool = False,
    ) -> list[Message]:
        """Write what answers `message`. Whoever waits for a person then is told what to expect."""
        written = await self._states.answer(message, drafts, escalate, begun)
        if written and escalate and self._tell:
            written += await self._tell(message.conversation_id)
        return written

    async def _ask(self, message: Message, conversation: Conversation, lead: str | None) -> Outcome:
        """What Rasa says to the message, one matter after the other as its actions take them up."""
        if self._ahead and not message.payload and not lead:
            self._ahead(message, conversation.language)
        payload = message.payload or lead
        alone = payload is not None or self._cut is None
        parts = (
            [message.text]
            if alone or self._cut is None
            else await self._cut(message.text, message.conversation_id)
        )
        language = conversation.language
        replies = await self._rasa.say(
            message.conversation_id,
            parts[0],
            language=language,
            client_message=message.client_id,
            payload=payload,
            led=lead is not None,
            waiting=parts[1:],
        )
        outcome = outcome_of(replies, language)
        for number in range(2, MOST_MATTERS + 1):
            following = following_matter(replies)
            if following is None:
                break
            language = outcome.language or language
            replies = await self._rasa.say(
                message.conversation_id,
                following,
                language=language,
                client_message=f"{message.client_id[:LONGEST_ID]}.{number}",
            )
            later = outcome_of(replies, language)
            drafts, begun = [*outcome.drafts, *later.drafts], outcome.begun or later.begun
            outcome = replace(later, drafts=drafts, language=language, begun=begun)
        return outcome

    async def _answer_to_question(
        self, message: Message, conversation: Conversation
    ) -> Outcome | None:
        """The message as the answer to a question about the service, if it is one."""
        if self._asking is None:
            return None
        said = await self._asking.take(message, conversation.language)
        return None if said is None else Outcome(said, None)

    async def _question(
        self, message: Message, conversation: Conversation, outcome: Outcome
    ) -> list[MessageDraft]:
        """A question about the service after a matter that ended here."""
        if self._asking is None or outcome.settled is None or outcome.escalate:
            return []
        language = outcome.language or conversation.language
        return await self._asking.after(outcome.settled, message.conversation_id, language)

    async def _excuse(self, message: Message, late: bool) -> list[Message]:
        """Never silence: say that the message is kept, and offer a person.

        What failed again and again while the assistant was there is handed to people.
        """
        language = (await self._transcript.get(message.conversation_id)).language
        if message.tries + 1 >= MOST_TRIES:
            return await self._hand(message, [waiting_notice(language)], "system_failure")
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


def person_button(language: str) -> dict[str, str]:
    """The button that asks for a person without asking the assistant."""
    return {"title": say("talk_to_person", language), "payload": PERSON}


def back_notice(message: Message, language: str) -> MessageDraft:
    """Says which message a late answer belongs to."""
    quote = message.text[:QUOTE_CHARS] + ("…" if len(message.text) > QUOTE_CHARS else "")
    data = {"notice": "assistant_back"}
    return MessageDraft("system", say("back", language, quote=quote), data=data)
