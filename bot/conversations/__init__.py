"""Conversations: their messages in order, and the state machine that says who may speak.

`tables` holds the rows, `transcript` what was said, `states` who is in charge.
Depends on `bot.database` alone.
"""

from bot.conversations.states import (
    REASONS,
    AlreadyClaimed,
    NotYours,
    States,
)
from bot.conversations.tables import Conversation, Escalation, Message
from bot.conversations.transcript import (
    ConversationClosed,
    ConversationNotFound,
    MessageDraft,
    MessageRejected,
    Transcript,
)

__all__ = [
    "REASONS",
    "AlreadyClaimed",
    "Conversation",
    "ConversationClosed",
    "ConversationNotFound",
    "Escalation",
    "Message",
    "MessageDraft",
    "MessageRejected",
    "NotYours",
    "States",
    "Transcript",
]
