"""The customer's token: ours, unchanged, not too old."""

import time

import pytest
from itsdangerous import URLSafeTimedSerializer
from itsdangerous.timed import TimestampSigner

from bot.tokens import MAX_AGE_S, BadToken, Tokens


class OldSigner(TimestampSigner):
    """Signs as it did 31 days ago."""

    def get_timestamp(self) -> int:
        """A moment that is too long ago."""
        return int(time.time()) - MAX_AGE_S - 86400


def test_token_names_its_conversation() -> None:
    tokens = Tokens("secret")
    assert tokens.conversation_id(tokens.issue("abc")) == "abc"


@pytest.mark.parametrize("token", ["", "x", "x.y.z", "ImFiYyI.aaaaaa.bbbb", "é", "a" * 10_000])
def test_anything_else_is_refused(token: str) -> None:
    with pytest.raises(BadToken) as refused:
        Tokens("secret").conversation_id(token)
    assert refused.value.status_code == 401


def test_changed_and_foreign_tokens_are_refused() -> None:
    token = Tokens("secret").issue("abc")
    for forged in (Tokens("another").issue("abc"), "ImFiZCI" + token[token.index(".") :]):
        with pytest.raises(BadToken):
            Tokens("secret").conversation_id(forged)


def test_old_token_is_refused() -> None:
    old = URLSafeTimedSerializer("secret", salt="conversation", signer=OldSigner)
    with pytest.raises(BadToken):
        Tokens("secret").conversation_id(str(old.dumps("abc")))
