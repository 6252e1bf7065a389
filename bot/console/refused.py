"""Why something could not be done, in the agent's language. Depends on the errors it names."""

from bot.console.thread_words import word
from bot.console.words import label
from bot.conversations import (
    AlreadyClaimed,
    AtCapacity,
    ConversationNotFound,
    NotToMerge,
    NotYours,
    RoutedToOther,
    TooLateToUndo,
    Unread,
)
from bot.errors import BotError, Spoken
from bot.notes import LabelRejected, NoteRejected
from bot.roles import NotAllowed

OURS: dict[type[BotError], str] = {
    AtCapacity: "at_capacity",
    LabelRejected: "bad_label",
    NotAllowed: "not_allowed",
    NotToMerge: "merge_not",
    NoteRejected: "note_too_long",
    RoutedToOther: "routed_to_other",
    TooLateToUndo: "too_late",
    Unread: "unread",
}
COMMON: dict[type[BotError], str] = {
    AlreadyClaimed: "taken",
    ConversationNotFound: "not_found",
    NotYours: "ended",
}


def refusal(error: BotError, language: str) -> str:
    """The words for `error`; its own message where there are none of ours."""
    if key := COMMON.get(type(error)):
        return label(key, language)
    if key := OURS.get(type(error)):
        return word(key, language)
    return error.said[language] if isinstance(error, Spoken) else error.message
