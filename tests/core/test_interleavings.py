"""Customer, assistant and two agents at once, in any order: what must hold afterwards.

Hypothesis chooses what each of them does; they run as concurrent tasks over a real
database, and the written transcript is the judge.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversations import AlreadyClaimed, Message, MessageDraft, NotYours, States, Transcript
from bot.database import Database
from tests.conftest import copied

STEPS = {
    "customer": ("ask", "ask", "ask", "person", "assistant"),
    "bot": ("answer", "answer", "answer", "escalate"),
    "agent": ("claim", "claim", "say", "resolve"),
}


PATIENCE = 10


def steps(actor: str) -> st.SearchStrategy[list[str]]:
    """A few of the things that `actor` can do."""
    return st.lists(st.sampled_from(STEPS[actor]), min_size=4, max_size=10)


class Counter:
    """One conversation with everybody at it."""

    def __init__(self, database: Database) -> None:
        self.transcript, self.states = Transcript(database), States(database)
        self.asked: list[Message] = []
        self.id = ""

    async def run(self, plans: dict[str, Sequence[str]]) -> list[Message]:
        """Everybody does their plan at once; what was written."""
        self.id = (await self.transcript.start("es")).id
        await asyncio.gather(*(self.follow(actor, plan) for actor, plan in plans.items()))
        return await self.transcript.after(self.id, 0)

    async def follow(self, actor: str, plan: Sequence[str]) -> None:
        """One after the other; whose turn it is in between is the database's to say."""
        for step in plan:
            act: Callable[[str], Awaitable[None]] = getattr(self, step)
            with suppress(AlreadyClaimed, NotYours):
                await act(actor)
            await asyncio.sleep(0.001)

    async def ask(self, actor: str) -> None:
        message, _ = await self.transcript.append(self.id, MessageDraft("customer", "?"))
        self.asked.append(message)

    async def person(self, actor: str) -> None:
        draft = MessageDraft("customer", "persona", asks=False)
        await self.states.ask_for_person(self.id, draft, notices("waiting"))

    async def assistant(self, actor: str) -> None:
        draft = MessageDraft("customer", "asistente", asks=False)
        await self.states.give_up_waiting(self.id, draft, notices("back"))

    async def answer(self, actor: str, reason: str | None = None) -> None:
        for _ in range(PATIENCE):
            if self.asked:
                asked = self.asked.pop(0)
                reply = MessageDraft("bot", f"re: {asked.id}")
                await self.states.answer(asked, [reply, reply], reason)
                return
            await asyncio.sleep(0.001)

    async def escalate(self, actor: str) -> None:
        await self.answer(actor, "low_confidence")

    async def claim(self, actor: str) -> None:
        notice = MessageDraft("system", "claimed", data={"by": actor})
        await self.states.claim(self.id, actor, notice)

    async def say(self, actor: str) -> None:
        await self.states.say(self.id, actor, MessageDraft("agent", "hola", author_name=actor))

    async def resolve(self, actor: str) -> None:
        await self.states.resolve(self.id, actor, "bot", MessageDraft("system", "resolved"))


def notices(text: str) -> dict[str, MessageDraft]:
    """A notice that changes hands only in the state that it is for."""
    return {
        "bot": MessageDraft("system", text if text == "waiting" else "no"),
        "waiting": MessageDraft("system", text if text == "back" else "no"),
        "agent": MessageDraft("system", "no"),
    }


def judge(messages: list[Message]) -> None:
    """Numbers without gaps; one owner at most; the bot silent while people are in charge."""
    assert [one.seq for one in messages] == list(range(1, len(messages) + 1))
    owner, waiting = "", False
    for one in messages:
        if one.text == "claimed":
            assert not owner, "claimed twice"
            owner, waiting = one.data["by"], False
        elif one.author == "agent":
            assert one.author_name == owner
        elif one.text == "resolved":
            owner = ""
        elif one.author == "bot":
            assert not owner, "the assistant spoke after a claim"
            assert not waiting, "the assistant spoke while people were asked for"
        elif one.author == "system" and one.text in ("waiting", "back"):
            waiting = one.text == "waiting"
    answers = [one.text for one in messages if one.author == "bot"]
    assert all(answers.count(one) == 2 for one in answers), "answered twice, or by half"


@settings(max_examples=20, deadline=None, derandomize=True, database=None)
@given(
    plans=st.fixed_dictionaries(
        {
            "customer": steps("customer"),
            "bot": steps("bot"),
            "ana": steps("agent"),
            "luis": steps("agent"),
        }
    )
)
def test_everybody_at_once(blank_database: Path, plans: dict[str, Sequence[str]]) -> None:
    async def play() -> list[Message]:
        async with copied(blank_database) as database:
            return await Counter(database).run(plans)

    judge(asyncio.run(play()))
