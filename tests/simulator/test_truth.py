"""The truth is counted from the books by the words of the definitions: small books, worked."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from simulator.books import WISH, Asking, Books, Entry, Handover, Promise, Score, load
from simulator.truth import Count, middle, truth

AT = datetime(2026, 10, 5, 9)
UNTIL = AT + timedelta(days=20)


def after(seconds: float) -> datetime:
    """So long after it began."""
    return AT + timedelta(seconds=seconds)


def entry(number: int, *askings: Asking, customer: str = "", **more: object) -> Entry:
    """A visit with what was asked in it."""
    who = customer or f"c{number}"
    values = {"known": True, "language": "es", "matter": "m", **more}
    found = Entry(number, f"conversation-{number}", who, at=askings[0].at, **values)  # type: ignore[arg-type]
    found.askings.extend(askings)
    return found


def answered(matter: str = "m", at: float = 0, thumb: int | None = None) -> Asking:
    """What the assistant answered two seconds later."""
    done = after(at + 2)
    return Asking(
        after(at), matter, "?", bot="answered", answered_at=done, done_at=done, thumb=thumb
    )


def count(*entries: Entry) -> dict[str, Count]:
    """The truth of some visits."""
    return truth(Books(UNTIL, list(entries)))


def test_what_was_answered_is_claimed_unless_they_say_no() -> None:
    found = count(entry(1, answered()), entry(2, answered(thumb=-1)), entry(3, answered(thumb=1)))
    assert found["fcr_claimed"] == Count(2 / 3, 3)
    assert found["first_response"] == Count(2.0, 3)
    assert found["containment"] == Count(1.0, 3)


def handed(outcome: str, *, first: float = 100, ended: float = 400, last: bool = False) -> Entry:
    """A question without an answer that people took."""
    asking = Asking(after(0), "m", "?", bot="unanswered", answered_at=after(1), handover=0)
    found = entry(7, asking, Asking(after(10), WISH, ""))
    told = Handover(after(20), "asked", after(20 + first), after(20 + ended), outcome)
    told.agent_last = last
    found.handovers.append(told)
    return found


@pytest.mark.parametrize(
    ("visit", "share"),
    [
        (handed("solved"), 1),
        (handed("no_answer"), 0),
        (handed("left"), 0),
        (handed("left", last=True), 1),
    ],
)
def test_a_hand_over_is_claimed_by_how_it_ended(visit: Entry, share: float) -> None:
    found = count(visit)
    assert found["fcr_claimed"] == Count(share, 1)
    assert found["containment"] == Count(0.0, 1)
    assert found["unanswered_rate"] == Count(1.0, 1)


def test_the_service_level_is_of_those_who_waited_long_enough() -> None:
    gone = handed("left", ended=200)
    gone.handovers[0].first_words_at = None
    waited = handed("left", ended=900)
    waited.handovers[0].first_words_at = None
    found = count(handed("solved"), handed("solved", first=301), gone, waited)
    assert found["service_level"] == Count(1 / 3, 3)
    assert found["first_response_agent"] == Count(200.5, 2)


def test_what_lasts_is_not_asked_again_within_seven_days() -> None:
    a_day = 24 * 3600.0
    first, again = entry(1, answered()), entry(2, answered(at=2 * a_day), customer="c1")
    late = entry(3, answered(at=12 * a_day), customer="c1")
    stranger = entry(4, answered(), known=False)
    found = count(first, again, late, stranger)
    assert found["fcr_durable"] == Count(3 / 4, 4)


def test_a_matter_is_simple_from_five_times_on() -> None:
    often = [entry(one, answered("often")) for one in range(5)]
    rare = [entry(one, answered("rare")) for one in range(5, 9)]
    assert count(*often, *rare)["simple_share"] == Count(5 / 9, 9)


def test_each_time_that_they_write_they_wait_once() -> None:
    talk = entry(1, answered())
    talk.said.extend(
        (after(at), who)
        for at, who in (
            (0, "customer"), (3, "customer"), (10, "assistant"), (20, "assistant"),
            (30, "customer"), (50, "agent"), (60, "customer"), (90, "over"), (99, "agent"),
        )
    )  # fmt: skip
    assert count(talk)["mean_response"] == Count(15.0, 2)


def test_opinions_and_promises() -> None:
    visit = entry(1, answered())
    given = (("csat", 5), ("csat", 3), ("csat", None), ("nps", 9), ("nps", 6), ("nps", 10))
    visit.scores.extend(Score(kind, AT, value) for kind, value in given)
    visit.promises.extend(
        [
            Promise("wait", AT, after(60), done_at=after(50)),
            Promise("wait", AT, after(60), done_at=after(70)),
            Promise("wait", AT, after(60), needless_at=after(30)),
            Promise("email", AT, after(60), needless_at=after(90)),
            Promise("email", AT, UNTIL + timedelta(days=1)),
        ]
    )
    found = count(visit)
    assert found["csat"] == Count(0.5, 2)
    assert found["nps"].value == pytest.approx(100 / 3)
    assert found["promises_kept"] == Count(1 / 3, 3)


def test_books_are_kept_whole(tmp_path: Path) -> None:
    visit = handed("solved")
    visit.said.append((AT, "customer"))
    visit.scores.append(Score("csat", AT, 4))
    books = Books(UNTIL, [visit])
    books.save(tmp_path / "books.json")
    assert load(tmp_path / "books.json") == books


@pytest.mark.parametrize(
    ("bot", "share"), [("answered", 0), ("done", 0), ("form", 1), ("misread", 1), ("unanswered", 1)]
)
def test_taken_for_something_else_is_no_answer(bot: str, share: float) -> None:
    found = count(entry(1, Asking(after(0), "m", "?", bot=bot, done_at=after(1))))
    assert found["unanswered_rate"] == Count(share, 1)


def test_what_customers_say_confirms_the_matter_before_it() -> None:
    thumbs = entry(1, answered(thumb=1), answered(at=100, thumb=-1), answered(at=200))
    scored = entry(2, answered(at=0), answered(at=100))
    scored.scores.append(Score("csat", after(50), 2))
    scored.scores.append(Score("csat", after(150), 5))
    people = handed("solved")
    people.askings[0].thumb = 1
    assert count(thumbs, scored, people)["fcr_confirmed"] == Count(2 / 4, 4)


def test_turns_pass_on_with_words_and_hands() -> None:
    visit = handed("solved", ended=400)
    visit.handovers[0].claimed_at = after(100)
    visit.said.extend(
        (after(at), who)
        for at, who in ((0, "customer"), (1, "assistant"), (120, "agent"), (200, "customer"),
                        (260, "agent"))
    )  # fmt: skip
    found = count(visit, entry(8, answered("other")))
    # Asked at 0, in the queue from 20 to 100, the agent's from 100 and from 200, ended at 420.
    assert found["time_queue"] == Count(80.0, 1)
    assert found["time_agent"] == Count(20.0 + 60.0, 1)
    assert found["time_customer"] == Count(19.0 + 80.0 + 160.0, 1)
    assert found["time_assistant"].value == pytest.approx((1.0 + 2.0) / 2)
    often = [entry(one, answered("m")) for one in range(10, 14)]
    assert count(visit, *often)["simple_cost"] == Count(80.0 / 5, 5)
    assert count(visit, *often)["simple_time"].n == 5


def test_the_dimensions_of_quality() -> None:
    visit = entry(1, answered())
    given = (("empathy", 2), ("empathy", 4), ("assurance", 5), ("tangibles", None))
    visit.scores.extend(Score(kind, AT, value) for kind, value in given)
    found = count(visit)
    assert found["quality_empathy"] == Count(3.0, 2)
    assert found["quality"].value == pytest.approx(11 / 3)
    assert found["quality_tangibles"].n == 0


def test_how_far_a_median_is_off_is_told_in_cases() -> None:
    waits = middle([10, 20, 30, 40, 5000])
    assert waits.between(31) == 0
    assert waits.between(45) == 0.2
    assert waits.between(10) == 0.2
    assert waits.between(waits.value) == 0
