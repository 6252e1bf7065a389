"""Who is best for a conversation, as a pure choice."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.routing import Candidate, best

BOTH, NOON = ("es", "en"), datetime(2026, 5, 4, 12)
CANDIDATES = st.builds(
    Candidate,
    st.sampled_from("abcdef"),
    st.sets(st.sampled_from(BOTH), min_size=1),
    st.sets(st.sampled_from(("orders", "returns"))),
    st.integers(0, 5),
    st.integers(0, 4),
)


def one(name: str, load: int = 0, **values: object) -> Candidate:
    told: dict[str, object] = {"languages": BOTH, "topics": (), "capacity": 4, **values}
    return Candidate(name, load=load, **told)  # type: ignore[arg-type]


def test_who_does_not_speak_the_language_is_not_chosen() -> None:
    team = [one("ana", languages=("es",)), one("ben", load=3, languages=("en",))]
    assert best(team, "en") == "ben"
    assert best(team[:1], "en") is None


def test_who_names_the_topic_comes_before_who_knows_them_all() -> None:
    team = [one("ana"), one("ben", load=2, topics=("returns",))]
    assert best(team, "es", "returns") == "ben"
    assert best(team, "es", "orders") == "ana"
    assert best(team[1:], "es", "orders") is None


def test_of_equals_who_has_the_smallest_share_of_their_capacity() -> None:
    team = [one("ana", load=1, capacity=2), one("ben", load=2, capacity=8)]
    assert best(team, "es") == "ben"


def test_of_those_with_as_much_who_took_one_longest_ago() -> None:
    team = [one("ana", last_took=NOON), one("ben", last_took=NOON - timedelta(hours=1)), one("eva")]
    assert best(team, "es") == "eva"
    assert best(team[:2], "es") == "ben"


def test_who_had_it_before_comes_first_but_not_over_their_capacity() -> None:
    team = [one("ana"), one("ben", load=3, topics=("orders",))]
    assert best(team, "es", "returns", before="ben") == "ben"
    full = [one("ana"), one("ben", load=4)]
    assert best(full, "es", before="ben") == "ana"


def test_who_is_left_out_is_not_chosen_even_if_they_had_it() -> None:
    assert best([one("ana"), one("ben")], "es", before="ben", without=("ben",)) == "ana"


@given(st.lists(CANDIDATES, unique_by=lambda one: one.agent_id), st.sampled_from(BOTH))
def test_whoever_is_chosen_has_room_and_fits_and_none_only_if_nobody_does(
    team: list[Candidate], language: str
) -> None:
    able = {one.agent_id: one for one in team if one.has_room and one.fits(language, "orders")}
    chosen = best(team, language, "orders")
    assert (chosen in able) if able else chosen is None
