"""Which part of a section answers, and which other sections are named beside the answer."""

from dataclasses import replace

from bot.answering import Answer, choose
from bot.candidates import rivals
from bot.evidence import read_question
from bot.knowledge.results import Hit
from bot.sections import told_in
from tests.test_answering import hit_of, passage_of, result_of

ADD = "7.3 Adding users"


def part(kind: str, text: str, block: int, score: float, heading: str = ADD) -> Hit:
    """A passage of one unit that begins and ends at a block."""
    made = passage_of([(kind, text)], name="desk.en", product=None, heading=heading)
    return hit_of(replace(made, id=f"{block:016x}", first_block=block, last_block=block), score)


OPENING = part("sentence", "Users are kept in one directory.", 1, 0.93)
BEGUN = part("items", "Choose Create.\nChoose User.", 2, 0.90)
ENDED = part("items", "Give a name.\nPress Finish.", 3, 0.94)


def told(question: str, hit: Hit, *others: Hit) -> Hit:
    return told_in(read_question(question, {}), hit, [hit, *others])


def test_a_list_that_is_cut_is_told_from_where_it_begins() -> None:
    assert told("how do I go about adding users", ENDED, OPENING, BEGUN) is BEGUN


def test_a_point_of_a_list_stays_where_it_stands() -> None:
    assert told("how do I choose the name", ENDED, OPENING, BEGUN) is ENDED


def test_the_part_that_says_what_to_do_is_told() -> None:
    act = part("sentence", "Press Create and fill in the form.", 4, 0.93)
    talk = replace(OPENING, unit_scores=[0.92])
    assert told("how do I register somebody", talk, act) is act


def test_another_section_is_never_taken() -> None:
    other = part("sentence", "Press the button.", 9, 0.99, "8 Elsewhere")
    assert told("how do I register somebody", OPENING, other) is OPENING


def beside(*others: Hit) -> list[str]:
    """The titles named beside an answer from `OPENING`."""
    result = result_of(OPENING, *others)
    said = choose("where are users kept", "en", result, [], [])
    assert isinstance(said, Answer)
    return [one.title for one in rivals(said, "en", result)]


def test_a_section_as_good_is_named_beside_the_answer() -> None:
    near = part("sentence", "Users are kept there.", 9, 0.935, "8 Keeping users")
    assert beside(near) == ["Keeping users"]


def test_a_worse_section_and_the_answers_own_are_not() -> None:
    far = part("sentence", "Users are people.", 9, 0.86, "8 People")
    assert beside(far, ENDED) == []


def test_two_sections_are_named_at_most() -> None:
    near = [part("sentence", "Users are kept.", n, 0.93, f"{n} Keep {n}") for n in (5, 6, 7)]
    assert len(beside(*near)) == 2
