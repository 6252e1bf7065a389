"""What simulated customers ask: both languages alike, nothing twice, and known to the sample."""

from collections import Counter
from datetime import date

import pytest

from simulator.library import KINDS, LANGUAGES, Library, Matter, read
from simulator.stories import ENTRY, stories_of

FEWEST, MATTERS = 6, 80


@pytest.fixture(scope="module")
def library() -> Library:
    """The library as it stands."""
    return read()


@pytest.fixture(scope="module")
def shared(library: Library) -> list[Matter]:
    """What is asked in both languages."""
    return [one for one in library.matters if one.kind != "odd"]


def test_there_are_many_matters_each_in_many_words_of_both_languages(shared: list[Matter]) -> None:
    assert len(shared) >= MATTERS
    few = [
        (one.key, language)
        for one in shared
        for language in LANGUAGES
        if len(one.wordings[language]) < FEWEST or not one.replies[language]
    ]
    assert few == []


def test_no_wording_stands_for_two_matters(library: Library) -> None:
    words = Counter(
        text.casefold()
        for one in library.matters
        for each in one.wordings.values()
        for text in each
    )
    assert [text for text, times in words.items() if times > 1] == []
    assert len(library.by_key) == len(library.matters)


def test_every_kind_is_known_and_used(library: Library) -> None:
    assert {one.kind for one in library.matters} == set(KINDS)


def test_what_is_odd_is_odd_in_both_languages_alike(library: Library) -> None:
    assert len(library.odd("es")) == len(library.odd("en")) >= 50


def test_what_the_company_has_written_is_known_by_its_titles(shared: list[Matter]) -> None:
    """A questions' FAQ entry, and a manual's sections, are those of the sample."""
    nameless = [one.key for one in shared if one.kind == "question" and not one.titles]
    assert nameless == []


def test_what_is_asked_in_stories_alone_is_in_a_story(shared: list[Matter]) -> None:
    told = {one.matter for one in stories_of(date(2026, 10, 1), 30)}
    assert {one.key for one in shared if one.weight == 0} == told


def test_words_beside_the_matter_are_there_in_both_languages(library: Library) -> None:
    assert [key for key, words in library.words.items() if set(words) != set(LANGUAGES)] == []


@pytest.mark.parametrize("answer", [ENTRY.answer_es, ENTRY.answer_en])
def test_the_entry_of_the_story_settles_its_matter(library: Library, answer: str) -> None:
    assert library.by_key[ENTRY.matter].is_answered_by(answer, [])


def test_an_answer_is_known_by_what_it_says_or_where_it_is_from(library: Library) -> None:
    cost, scale = library.by_key["shipping-cost"], library.by_key["levante-descale"]
    assert cost.is_answered_by("Accessories cost **€3.90**.", [])
    assert not cost.is_answered_by("Within 30 days.", [])
    assert scale.is_answered_by("...", ["Levante LV-300. User manual 5. Care › 5.6 Descaling"])
    assert not scale.is_answered_by("...", ["Garbí GB-8. User manual 5. Care › 5.6 The drum"])
    assert not scale.is_answered_by("...", ["Levante LV-300. User manual 5. Care › 5.61 Other"])
