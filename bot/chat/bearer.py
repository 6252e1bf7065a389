"""Whose conversation a request is about: the token in the Authorization header, never in an URL.

Depends on tokens and conversations.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.conversations import ConversationNotFound
from bot.tokens import BadToken, Tokens


def conversation_of(tokens: Tokens, authorization: str) -> str:
    """The id of the conversation whose token "Bearer TOKEN" carries; `BadToken`."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise BadToken
    return tokens.conversation_id(token)


@contextmanager
def gone_is_bad_token() -> Iterator[None]:
    """`BadToken` also for a conversation that is gone: the way on is a new one."""
    try:
        yield
    except ConversationNotFound as error:
        raise BadToken from error
