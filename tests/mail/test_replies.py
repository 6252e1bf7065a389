"""The signed answer address: read back whatever servers do to it, and never guessed."""

import uuid

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.replies import NameTooLong, Replies
from tests.mail.conftest import COUNTER

REPLIES = Replies(COUNTER, "a secret")


@settings(deadline=None)
@given(st.uuids(), st.booleans())
def test_every_conversation_is_read_back(conversation: uuid.UUID, folded: bool) -> None:
    address = REPLIES.address(str(conversation))
    assert REPLIES.conversation_id([address.upper() if folded else address]) == str(conversation)
    assert len(address.partition("@")[0]) <= 64
    assert REPLIES.is_ours(address)


@settings(deadline=None)
@given(st.uuids(), st.integers(0, 41), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_no_other_letter_opens_another_conversation(
    conversation: uuid.UUID, place: int, letter: str
) -> None:
    name, _, domain = REPLIES.address(str(conversation)).partition("@")
    plain, _, token = name.partition("+")
    changed = f"{plain}+{token[:place]}{letter}{token[place + 1 :]}@{domain}"
    assert REPLIES.conversation_id([changed]) in (None, str(conversation))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert REPLIES.conversation_id([text, f"counter+{text}@shop.example"]) is None


def test_another_secret_another_signature() -> None:
    address = Replies(COUNTER, "another").address(str(uuid.uuid4()))
    assert REPLIES.conversation_id([address]) is None


def test_the_token_counts_at_our_own_address_alone() -> None:
    conversation = str(uuid.uuid4())
    address = REPLIES.address(conversation)
    assert REPLIES.conversation_id([address.replace("shop", "evil")]) is None
    assert REPLIES.conversation_id([address.replace("counter", "other")]) is None
    assert REPLIES.conversation_id(["other@x.example", address]) == conversation


def test_without_a_plus_every_answer_goes_to_the_same_address() -> None:
    assert Replies(COUNTER, "a secret", plus=False).address(str(uuid.uuid4())) == COUNTER


def test_a_name_that_leaves_no_room_is_an_error_that_says_what_to_do() -> None:
    long = "a" * 22 + "@shop.example"
    with pytest.raises(NameTooLong, match="MOSTRADOR_MAIL_PLUS"):
        Replies(long, "a secret")
    assert Replies(long, "a secret", plus=False).sender == long
