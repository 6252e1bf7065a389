"""One table says who may do what, and it is complete."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.agents import TOPICS
from bot.contacts import NO_TOPIC
from bot.keys import MANAGERS
from bot.roles import MAY, ROLES, NotAllowed, may, need, who_may
from bot.routing import TOPIC_OF, topic_of


@dataclass
class Somebody:
    """An account of a role."""

    role: str
    email: str = "eva@example.com"


TABLE = {
    "agent": {"read", "answer", "replies"},
    "content": {"read", "replies", "content"},
    "manager": {"read", "answer", "replies", "content", "report", "supervise"},
    "admin": set(MAY),
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("right", MAY)
def test_each_role_may_do_what_the_documents_say(role: str, right: str) -> None:
    assert may(Somebody(role), right) == (right in TABLE[role])


def test_whoever_has_no_right_is_told_for_whom_it_is_in_both_languages() -> None:
    need(Somebody("manager"), "supervise")
    with pytest.raises(NotAllowed) as refused:
        need(Somebody("agent"), "supervise")
    assert refused.value.status_code == 403
    assert "this is for manager, admin" in refused.value.said["en"]
    assert "esto es para manager, admin" in refused.value.said["es"]


def test_the_doors_for_programs_know_the_same_roles() -> None:
    assert who_may("report") == MANAGERS


def test_every_intent_has_a_topic_or_is_known_to_have_none() -> None:
    flows = "".join(path.read_text() for path in Path("data/flows").glob("*.yml"))
    intents = set(re.findall(r"intent: (\w+)", flows))
    small_talk = {
        *NO_TOPIC,
        *("ask_if_bot", "cancel", "goodbye", "greet", "inform", "language_switch"),
        *("out_of_scope", "thank", "feedback_negative", "feedback_positive"),
    }
    assert intents - small_talk == set(TOPIC_OF)
    assert set(TOPIC_OF.values()) == set(TOPICS)
    assert topic_of("greet") is topic_of(None) is None
