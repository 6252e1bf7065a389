"""What a brief is made of. Pure data.

Depends on the rows of conversations, contacts and answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.answers import GivenAnswer
from bot.brief.brief import Subject, Who
from bot.contacts import Contact
from bot.conversations import Message


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of one conversation. `slots` is what forms gathered, `asked_last` what an
    open one waits for; `unread` names what could not be asked ("assistant", "shop")."""

    language: str
    messages: Sequence[Message]
    who: Who
    contacts: Sequence[Contact] = ()
    answers: Sequence[GivenAnswer] = ()
    reason: str | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)
    asked_last: str | None = None
    subjects: Sequence[Subject] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    signs: Sequence[str] = ()
    unread: tuple[str, ...] = ()
