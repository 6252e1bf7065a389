"""What the conversation's page is given besides the desk: notes, colleagues, panels, files.

Depends on the nouns whose objects these are.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.agents import Agent
from bot.answers import Answers
from bot.console.side import CUSTOMER_EVERY_S, MakePanel
from bot.notes import Notebook
from bot.presence import Told
from bot.surveys import Surveys

Colleagues = Callable[[], Awaitable[Sequence[tuple[Agent, Told]]]]
"""Every active account, by name, and how it is: `Presence.agents`."""


class Taken(Protocol):
    """A file that was taken."""

    def as_dict(self) -> dict[str, Any]:
        """As a message has it in its data."""


TakeFile = Callable[[str, str, str, bytes, str], Awaitable[Taken]]
"""Conversation, author ("agent"), name, bytes, language of a refusal: `Files.take`."""


@dataclass(frozen=True, slots=True)
class Tools:
    """`panels` stand beside the conversation, below who the customer is; `most_bytes` is the
    largest file, 0 where none is taken. `demo`: the service is a demonstration."""

    notebook: Notebook
    colleagues: Colleagues
    surveys: Surveys | None = None
    answers: Answers | None = None
    panels: Sequence[MakePanel] = ()
    take_file: TakeFile | None = None
    most_bytes: int = 0
    customer_every_s: float = CUSTOMER_EVERY_S
    demo: bool = False
