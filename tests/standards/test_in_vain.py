"""A question without a contact: put to people, or to the assistant that took it for another."""

from datetime import datetime, timedelta

from bot.standards.events import Asked, Escalated, Log, Said
from bot.standards.facts import Fact, facts_of
from tests.standards.conftest import OFFICE

AT = datetime(2026, 10, 5, 9)


def matter(answered_by: str = "nobody", *escalated: Escalated) -> Fact:
    """What becomes of a question that is in no contact log."""
    asked = Asked("m1", AT, "en", question_id=1, group_id=1, answered_by=answered_by)
    said = (Said(AT, "customer", "m1"), Said(AT + timedelta(seconds=1), "assistant"))
    log = Log("c1", asked=(asked,), said=said, escalated=escalated)
    return next(one for one in facts_of(log, OFFICE.open_seconds, datetime.date))


def test_the_assistant_had_no_answer() -> None:
    found = matter()
    assert (found.label, found.resolved, found.handed) == ("unanswered", 0, False)


def test_handed_over_afterwards_the_assistant_still_had_none() -> None:
    later = Escalated(1, AT + timedelta(seconds=9), "asked_for_person", AT, "solved")
    found = matter("agent", later)
    assert (found.label, found.resolved, found.handed) == ("unanswered", 1, True)


def test_put_to_people_is_not_put_to_the_assistant() -> None:
    before = Escalated(1, AT - timedelta(seconds=9), "asked_for_person")
    assert matter("agent", before).label == "asked_people"
