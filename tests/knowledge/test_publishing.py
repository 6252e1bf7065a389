"""What may be put in use, what is kept to go back to, and what is written down about it."""

import time
from pathlib import Path

import pytest

from bot.knowledge.history import LOG_FILE, read_log
from bot.knowledge.lock import building
from bot.knowledge.notices import NOTICES, Notice
from bot.knowledge.overview import status_of, two_versions, versions_of
from bot.knowledge.publishing import Publisher
from bot.knowledge.verdict import Better, Measured, judge, keep_verdict, kept_verdict
from bot.knowledge.versions import current_id, list_versions, publish
from bot.knowledge.writer import IndexWriter
from tests.knowledge.small import WordEmbedder, sources

BETTER: dict[str, Better] = {"answered_right": "higher", "answered_wrong": "lower"}


def make(index: Path, *, published: bool = False) -> str:
    """A version; its id."""
    version = IndexWriter(index, WordEmbedder()).write(sources(index.parent / "files"), {})
    if published:
        publish(index, version.id, who="set-up")
    return version.id


def measured(right: float, wrong: float = 0.0, *mistakes: str) -> Measured:
    questions = [{"question": one, "language": "es"} for one in mistakes]
    return Measured({"answered_right": right, "answered_wrong": wrong}, BETTER, questions)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def check(index: Path, version: str, right: float, base: float = 0.9) -> None:
    against = current_id(index) or ""
    keep_verdict(index, judge(version, measured(right), against, measured(base), 0.02, 150))


def test_a_version_that_passed_is_put_in_use(index: Path) -> None:
    first, second = make(index, published=True), make(index)
    check(index, second, 0.89)
    entry = Publisher(index).publish(second, "Ana")
    assert (entry.action, entry.version, entry.before) == ("published", second, first)
    assert entry.scores == {"answered_right": 0.89, "answered_wrong": 0.0}
    assert current_id(index) == second


def test_a_version_that_answers_worse_is_kept_and_not_put_in_use(index: Path) -> None:
    first, second = make(index, published=True), make(index)
    check(index, second, 0.87)
    with pytest.raises(Notice, match=r"answered_right 0.900 → 0.870.*0.02"):
        Publisher(index).publish(second, "Ana")
    assert current_id(index) == first
    assert list_versions(index) == [first, second]


def test_a_reason_overrides_and_is_written_down(index: Path) -> None:
    _, second = make(index, published=True), make(index)
    check(index, second, 0.5)
    Publisher(index).publish(second, "Ana", "the old manual was withdrawn")
    last = read_log(index)[-1]
    assert (last.who, last.action, last.version) == ("Ana", "overridden", second)
    assert last.reason == "the old manual was withdrawn"
    assert last.scores["answered_right"] == 0.5


def test_a_verdict_against_another_version_does_not_count(index: Path) -> None:
    make(index, published=True)
    third, second = make(index), make(index)
    check(index, third, 0.9)
    check(index, second, 0.9)
    Publisher(index).publish(second, "Ana")
    with pytest.raises(Notice) as caught:
        Publisher(index).publish(third, "Ana")
    assert caught.value.key == "not_checked"


def test_nothing_is_asked_of_the_first_version_nor_without_golden_questions(index: Path) -> None:
    first = make(index)
    assert Publisher(index).publish(first, "Ana").action == "published"
    second = make(index)
    assert Publisher(index, checked=False).publish(second, "Ana").action == "published"


def test_rolling_back_goes_one_further_each_time(index: Path) -> None:
    made = [make(index, published=True) for _ in range(3)]
    start = time.perf_counter()
    assert Publisher(index).rollback("Ana").version == made[1]
    took = time.perf_counter() - start
    print(f"a rollback took {took * 1000:.0f} ms")
    assert took < 1
    assert Publisher(index).rollback("Ana").version == made[0]
    with pytest.raises(Notice) as caught:
        Publisher(index).rollback("Ana")
    assert caught.value.key == "nothing_before"


def test_publishing_again_what_was_rolled_back_can_be_undone_too(index: Path) -> None:
    made = [make(index, published=True) for _ in range(2)]
    publisher = Publisher(index, checked=False)
    publisher.rollback("Ana")
    publisher.publish(made[1], "Ana")
    assert publisher.rollback("Ana").version == made[0]


def test_rolling_back_by_name_takes_only_what_was_in_use(index: Path) -> None:
    made = [make(index, published=True) for _ in range(3)]
    never = make(index)
    assert Publisher(index).rollback("Ana", made[0]).before == made[2]
    for name, key in ((never, "never_published"), ("nonsense", "unknown_version")):
        with pytest.raises(Notice) as caught:
            Publisher(index).rollback("Ana", name)
        assert caught.value.key == key


def test_a_part_of_a_name_is_enough_when_it_is_clear(index: Path) -> None:
    made = [make(index, published=True) for _ in range(2)]
    with pytest.raises(Notice, match="may be more than one"):
        Publisher(index).rollback("Ana", made[0][:8])
    assert Publisher(index).rollback("Ana", made[0][:21]).version == made[0]


def test_rolling_back_does_not_wait_for_a_build(index: Path) -> None:
    made = [make(index, published=True) for _ in range(2)]
    with building(index).held("Berta"):
        assert Publisher(index).rollback("Ana").version == made[0]


def test_the_newest_that_failed_is_kept_beside_those_that_were_in_use(index: Path) -> None:
    published = [make(index, published=True) for _ in range(3)]
    failed = [make(index) for _ in range(2)]
    publish(index, make(index), keep=2)
    assert list_versions(index) == [published[2], failed[1], current_id(index)]


def test_the_log_is_only_added_to_and_survives_a_torn_line(index: Path) -> None:
    make(index, published=True)
    before = (index / LOG_FILE).read_bytes()
    with (index / LOG_FILE).open("ab") as file:
        file.write(b'{"at": "2026\n')
    make(index, published=True)
    assert (index / LOG_FILE).read_bytes().startswith(before)
    assert [entry.action for entry in read_log(index)] == ["published", "published"]


def test_a_verdict_names_what_got_worse_and_what_broke(index: Path) -> None:
    base, fresh = measured(0.9, 0.05, "a"), measured(0.89, 0.08, "a", "b")
    verdict = judge("v2", fresh, "v1", base, 0.02, 100)
    assert [(one.name, one.before, one.after) for one in verdict.worse] == [
        ("answered_wrong", 0.05, 0.08)
    ]
    assert [one["question"] for one in verdict.broken] == ["b"]
    keep_verdict(index, verdict)
    assert kept_verdict(index, "v2") == verdict
    assert kept_verdict(index, "v1") is None


def test_a_fall_of_exactly_the_margin_passes() -> None:
    assert judge("b", measured(0.88), "a", measured(0.9), 0.02, 100).passed


def test_the_overview_tells_versions_apart(index: Path) -> None:
    made = [make(index, published=True) for _ in range(2)]
    fresh = make(index)
    check(index, fresh, 0.1)
    assert [(one["id"], one["state"], one["passed"]) for one in versions_of(index)] == [
        (fresh, "kept", False), (made[1], "in_use", None), (made[0], "published", None),
    ]  # fmt: skip
    assert two_versions(index) == (made[1], fresh)
    assert two_versions(index, made[0], made[1]) == (made[0], made[1])


def test_the_status_names_files_that_are_not_as_indexed(index: Path, tmp_path: Path) -> None:
    make(index, published=True)
    status = status_of(index, [tmp_path / "files" / "robot.es.md"])
    assert status["problem"] == ""
    assert status["files"]["removed"] == ["cafetera.es.md", "robot.en.md"]
    assert status["building"] is None


def test_without_an_index_the_status_says_what_to_do(index: Path) -> None:
    assert "kb_ingest build" in status_of(index)["problem"]


@pytest.mark.parametrize("key", NOTICES)
def test_every_refusal_has_the_same_values_in_both_languages(key: str) -> None:
    import re

    places = [set(re.findall(r"\{(\w+)", NOTICES[key][language])) for language in ("es", "en")]
    assert places[0] == places[1]
