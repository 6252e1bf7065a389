"""Why something is not answered, why an answer did not help, and whether it is a copy."""

from dataclasses import replace

import pytest

from bot.answering import Answer, Citation, Refusal
from bot.causes import FLOOR, cause
from bot.copies import is_exact
from bot.knowledge.documents import Passage, Unit
from bot.knowledge.faq_index import FaqEntry
from bot.knowledge.results import Hit, SearchResult
from bot.offtopic import kind_of
from bot.verdicts import reason_in

TEXT = "Empty the tray.\nPush it in."
PASSAGE = Passage(
    "00ff", "levante.en", "Levante", "en", "levante", ("Faults",), 12, 0, 0, TEXT,
    (Unit(0, 15, "sentence"), Unit(16, 27, "sentence")),
)  # fmt: skip
RESULT = SearchResult("v1", "why?", [Hit(PASSAGE, 0.9, 0.9, 1.0)])
CITED = Citation("levante.en", "Levante", ("Faults",), 12, "00ff", "v1", TEXT)
ANSWER = Answer(
    "manual", "Empty the tray. Push it in.", 0.9, "en", "Empty the tray.",
    ("Empty the tray.", "Push it in."), citation=CITED,
)  # fmt: skip
ENTRY = FaqEntry("cost", "en", "How much?", (), "It is **free**.")
FREE = Answer("faq", ENTRY.answer, 0.9, "en", ENTRY.answer, (ENTRY.answer,), faq_id="cost")
LOW = Refusal("low_confidence", [], FLOOR / 2)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("which is better, Dyson or yours?", "opinion"),
        ("¿qué opinas de Rowenta?", "opinion"),
        ("do you repair Bosch fridges?", "not_ours"),
        ("¿vendéis televisores?", "not_ours"),
        ("arregláis aparatos de otras marcas", "not_ours"),
        ("asdfghjk", "nonsense"),
        ("asdf qwer zxcv", "nonsense"),
        ("bla bla bla", "nonsense"),
        ("poner trapo", "other"),
        ("???", "nonsense"),
        ("can you make an exception for me?", "for_people"),
        ("quiero una indemnización", "for_people"),
        ("what colour is the box?", "other"),
        ("¿de qué color es la caja?", "other"),
        ("E02", "other"),
    ],
)
def test_kinds_of_what_nothing_answers(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_a_question_about_our_product_is_ours() -> None:
    assert kind_of("do you repair the Levante?", about_ours=True) == "other"
    assert kind_of("do you repair a Dyson like the Levante?", about_ours=True) == "not_ours"


@pytest.mark.parametrize(
    ("question", "refusal", "more", "expected"),
    [
        ("what about the moon?", LOW, {}, "no_content"),
        ("what about the tray?", replace(LOW, confidence=FLOOR), {}, "ranked_low"),
        ("why does it drip?", LOW, {"anywhere": ANSWER}, "wrong_product"),
        ("why does it drip?", LOW, {"other_language": ANSWER}, "wrong_language"),
        ("why does it drip?", LOW, {"anywhere": LOW, "other_language": LOW}, "no_content"),
        ("I want compensation", LOW, {"anywhere": ANSWER}, "person_only"),
        ("do you sell cars?", LOW, {}, "off_topic"),
        ("¿qué opinas del gobierno?", LOW, {}, "off_topic"),
    ],
)
def test_a_refusal_has_a_cause(
    question: str, refusal: Refusal, more: dict[str, Answer | Refusal], expected: str
) -> None:
    assert cause(question, refusal, **more) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no, eso no es lo que pregunto", "not_asked"),
        ("that isn't what I asked", "not_asked"),
        ("no lo entiendo", "not_understood"),
        ("I don’t understand it", "not_understood"),
        ("lo he probado y no funciona", "did_not_work"),
        ("i tried it and it doesn't work", "did_not_work"),
        ("eso es de otro aparato", "other_product"),
        ("that's about another product", "other_product"),
        ("no", None),
        ("useless", None),
        ("no me ha servido", None),
    ],
)
def test_reasons_are_read_in_words(text: str, reason: str | None) -> None:
    assert reason_in(text) == reason


def test_copies_are_exact() -> None:
    assert is_exact(ANSWER, RESULT, [])
    assert is_exact(FREE, RESULT, [ENTRY])


@pytest.mark.parametrize(
    "answer",
    [
        replace(
            ANSWER, pieces=("Empty the tray", "push it in."), text="Empty the tray push it in."
        ),
        replace(ANSWER, pieces=("Empty the  tray.",), text="Empty the  tray."),
        replace(ANSWER, quote="Fill the tray."),
        replace(ANSWER, pieces=("Empty the tray.", "")),
        replace(ANSWER, text="Push it in. Empty the tray."),
        replace(ANSWER, citation=replace(CITED, passage_id="ee00")),
        replace(FREE, language="es"),
        replace(FREE, pieces=("It is free.",), text="It is free."),
    ],
)
def test_whatever_else_is_no_copy(answer: Answer) -> None:
    assert not is_exact(answer, RESULT, [ENTRY])
