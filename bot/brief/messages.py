"""Where a matter begins, and which message a contact is of. Pure.

Depends on the rows of conversations.
"""

from collections.abc import Sequence

from bot.conversations import Message

ENDED = frozenset({"resolved", "closed"})
"""Notices after which another matter begins."""
TAKEN_BACK = "undone"


def begins(messages: Sequence[Message]) -> int:
    """The number after which this matter begins: that of the last end of one before it, 0 for the
    first matter. An end after which the customer said nothing is still of this matter."""
    spoken = [one.seq for one in messages if one.author == "customer"]
    last = spoken[-1] if spoken else 0
    ends: list[int] = []
    for one in messages:
        notice = one.data.get("notice")
        if notice in ENDED and one.seq < last:
            ends.append(one.seq)
        elif notice == TAKEN_BACK and ends:
            ends.pop()
    return ends[-1] if ends else 0


def message_id(contact_id: str) -> str:
    """The id of the message that a contact is of: the second matter of one is "<id>.2"."""
    head, dot, number = contact_id.rpartition(".")
    return head if dot and number.isdigit() else contact_id


def numbers(messages: Sequence[Message]) -> dict[str, int]:
    """The number of each message by the client's id."""
    return {one.client_id: one.seq for one in messages}
