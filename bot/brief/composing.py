"""Evidence to brief. Pure.

Depends on the evidence and on the parts of a brief.
"""

from bot.brief.brief import Brief
from bot.brief.evidence import Evidence
from bot.brief.gathered import worth_telling
from bot.brief.messages import begins
from bot.brief.sentences import says_nothing
from bot.brief.tried import asked, tried
from bot.brief.unanswered import unanswered
from bot.conversations import Message


def compose(evidence: Evidence) -> Brief:
    """The brief of this matter: what came before an agent last ended one is left out."""
    after = begins(evidence.messages)
    open_one = unanswered(evidence.messages, evidence.contacts, after)
    return Brief(
        language=evidence.language,
        who=evidence.who,
        reason=evidence.reason,
        subjects=tuple(evidence.subjects),
        asked=asked(evidence, after, open_one),
        tried=tried(evidence, after),
        gathered=worth_telling(evidence.slots),
        asked_last=evidence.asked_last,
        signs=tuple(evidence.signs),
        unanswered=open_one,
        names=evidence.names,
        unread=evidence.unread,
        spoke=any(_tells(one) for one in evidence.messages if one.seq > after),
    )


def _tells(message: Message) -> bool:
    return message.author == "customer" and not says_nothing(message.text)
