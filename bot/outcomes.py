"""What the assistant's replies to one message amount to. Pure.

Actions attach things to their words: some are shown with them, some are for the service. Depends
on the shapes of replies, of messages and of surveys, and on `bot.words`.
"""

from dataclasses import dataclass
from typing import Any

from bot.conversations import MessageDraft
from bot.rasa_client import RasaReply
from bot.surveys import Settled
from bot.words import say

FOR_US = frozenset({"handoff", "language", "settled", "next_matter", "begun"})
"""What actions attach for this file alone; the rest is for whoever shows the message."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the assistant's replies amount to: messages to write, and perhaps an escalation.

    `language` is the one to speak from now on; `settled` is the matter that has just ended;
    `begun`: the message began a form.
    """

    drafts: list[MessageDraft]
    escalate: str | None
    language: str | None = None
    settled: Settled | None = None
    begun: bool = False


def waiting_notice(language: str) -> MessageDraft:
    """Tells the customer that people know of them. When one comes, and what else can be done, says
    what comes after it (`bot.waiting`): it alone knows, and writes down what it promises."""
    return MessageDraft("system", say("waiting", language), data={"notice": "handed"})


def outcome_of(replies: list[RasaReply], language: str) -> Outcome:
    """Rasa's replies as messages. What an action attaches rides on the words before it."""
    drafts: list[MessageDraft] = []
    escalate: str | None = None
    spoken: str | None = None
    settled: Settled | None = None
    for reply in replies:
        if reply.text:
            data: dict[str, Any] = {"buttons": reply.buttons} if reply.buttons else {}
            name = say("assistant", language)
            drafts.append(MessageDraft("bot", reply.text, author_name=name, data=data))
        escalate = (reply.custom.get("handoff") or {}).get("reason", escalate)
        spoken = reply.custom.get("language", spoken)
        if ended := reply.custom.get("settled"):
            settled = Settled(ended.get("about") or "", ended.get("customer"))
        attached = {key: value for key, value in reply.custom.items() if key not in FOR_US}
        if attached and drafts:
            drafts[-1].data.update(attached)
    if escalate and not drafts:
        drafts.append(waiting_notice(language))
    begun = any(one.custom.get("begun") for one in replies)
    return Outcome(drafts, escalate, spoken, settled, begun)


def following_matter(replies: list[RasaReply]) -> str | None:
    """The words of the matter that an action says is next."""
    found = [one.custom["next_matter"] for one in replies if one.custom.get("next_matter")]
    return str(found[-1]) if found else None
