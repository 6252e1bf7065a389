"""The judges find what is wrong: each is shown a conversation with one fault."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from bot.conversations import Conversation, Escalation, HandChange, Message
from tests.handoff.judges import JUDGES, Case, Verdict

AT = datetime(2026, 3, 2, 9)


def change(why: str, frm: str, to: str, by: str, *, owner: str | None = None) -> HandChange:
    """A line of the history, of the one escalation."""
    return HandChange(
        escalation_id=7, from_state=frm, to_state=to, why=why, by=by,
        from_agent="ana" if frm == "agent" else None, to_agent=owner,
    )  # fmt: skip


def said(seq: int, author: str, text: str, epoch: int, **more: object) -> Message:
    """A message."""
    values = {"author_name": "ana" if author == "agent" else "", "data": {}, **more}
    return Message(
        seq=seq, client_id=f"c{seq}", author=author, text=text, epoch=epoch, turn="done", **values
    )


def good() -> Case:
    """A conversation in which nothing is wrong."""
    messages = [
        said(1, "customer", "¿?", 1),
        said(2, "bot", "re: c1", 1),
        said(3, "bot", "fire: c1", 1),
        said(4, "system", "claimed", 3, data={"people": True}),
        said(5, "customer", "¿sí?", 3),
        said(6, "agent", "hola", 3),
        said(7, "system", "resolved", 4, data={"people": False}),
    ]
    changes = [
        change("escalate", "bot", "waiting", "assistant"),
        change("claim", "waiting", "agent", "ana", owner="ana"),
        change("resolve", "agent", "bot", "ana"),
    ]
    row = Conversation(id="a", state="bot", epoch=4, last_seq=7, agent_read_seq=5)
    ended = Escalation(id=7, reason="low_confidence", ended_at=AT, outcome="solved")
    return Case(row, messages, changes, [ended], frozenset({"c1", "c5"}))


def gap(case: Case) -> Case:
    case.messages[3].seq = 9
    return case


def stolen(case: Case) -> Case:
    case.messages[5].author_name = "luis"
    return case


def claimed_from_the_assistant(case: Case) -> Case:
    case.changes[1].from_state = "bot"
    return case


def two_owners(case: Case) -> Case:
    case.changes[2].by = "luis"
    return case


def talked_over(case: Case) -> Case:
    case.messages[5].author = "bot"
    return case


def talked_over_under_a_false_epoch(case: Case) -> Case:
    case.messages[4].author, case.messages[4].text = "bot", "ahem"
    return case


def said_twice(case: Case) -> Case:
    again = said(8, "bot", "re: c1", 4)
    case.row.last_seq = 8
    return replace(case, messages=[*case.messages, again])


def fired_again(case: Case) -> Case:
    case.row.state, case.row.epoch = "waiting", 5
    more = change("escalate", "bot", "waiting", "assistant")
    return replace(case, changes=[*case.changes, more])


def never_ended(case: Case) -> Case:
    case.escalations[0].ended_at = None
    return case


def never_kept(case: Case) -> Case:
    return replace(case, kept=frozenset({"c1", "lost"}))


def never_seen(case: Case) -> Case:
    case.row.agent_read_seq = 4
    return case


def test_what_is_right_is_not_complained_of() -> None:
    verdict = Verdict()
    verdict.judge(good(), "good")
    assert verdict.sentences == []


@pytest.mark.parametrize(
    ("spoil", "judge"),
    [
        (gap, "numbers_have_no_gap_and_no_double"),
        (stolen, "one_owner_at_most"),
        (claimed_from_the_assistant, "one_owner_at_most"),
        (two_owners, "one_owner_at_most"),
        (talked_over, "the_assistant_is_silent_while_people_are_in_charge"),
        (
            talked_over_under_a_false_epoch,
            "the_assistant_is_silent_while_people_are_in_charge",
        ),
        (said_twice, "an_answer_is_given_once"),
        (fired_again, "an_old_escalation_never_fires_again"),
        (never_ended, "an_escalation_is_open_while_people_are_in_charge"),
        (never_kept, "what_was_kept_is_there"),
        (never_seen, "every_message_is_seen"),
    ],
)
def test_each_judge_finds_its_fault(spoil: Callable[[Case], Case], judge: str) -> None:
    verdict = Verdict()
    verdict.judge(spoil(good()), "spoilt")
    assert judge in verdict.found


def test_what_was_merged_must_be_read() -> None:
    into = good()
    source = replace(good(), into=into)
    source.row.merged_into = "b"
    verdict = Verdict()
    verdict.judge(source, "merged")
    assert "what_was_merged_is_read_there" in verdict.found
    assert set(verdict.found) <= {judge.__name__ for judge in JUDGES}
