"""The checks before approval: what is named, in both languages, and what is let through."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.database import Database
from bot.editorial import Checking, Editorial, FaqDraft, Wording, checks
from bot.editorial.check_words import FIELDS
from bot.editorial.check_words import WORDS as CHECK_WORDS
from bot.editorial.csv_file import WORDS as CSV_WORDS
from bot.editorial.findings import Check
from bot.editorial.words import ACTS, CHECKS, STATES
from bot.faq_file import read_faq
from bot.faqs import Faqs
from bot.groups.tables import Question
from bot.knowledge.faq_index import FaqEntry
from bot.language import LanguageDetector
from tests.editorial.conftest import KETTLE, KNOWN_MANUAL, Make

SAMPLE = Path("data/sample/faq.csv")


def keys(check: Check) -> list[str]:
    """What was found, but for that all is well."""
    return [one.key for one in check.findings if one.key != "fine"]


def answer(text: str) -> Wording:
    return replace(KETTLE, answer_es=text)


@pytest.mark.parametrize("missing", ["question_es", "answer_es", "question_en", "answer_en"])
def test_each_of_the_four_texts_must_be_there(missing: str) -> None:
    found = checks.both(replace(KETTLE, **{missing: ""}))
    assert found.level == "stop"
    assert [one.values["field"] for one in found.findings] == [missing]


@pytest.mark.parametrize("of", ["es", "en"])
def test_a_text_in_the_other_language_is_named(detector: LanguageDetector, of: str) -> None:
    other = {"es": "en", "en": "es"}[of]
    swapped = replace(
        KETTLE,
        **{
            f"answer_{of}": KETTLE.answer(other),
            f"variants_{of}": (KETTLE.question(other),),
        },
    )
    found = checks.language(swapped, detector)
    told = {(one.level, one.values["field"]) for one in found.findings}
    assert told == {("stop", f"answer_{of}"), ("warn", f"variants_{of}")}
    assert checks.language(KETTLE, detector).level == "ok"


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        (KETTLE, []),
        (replace(KETTLE, question_en="a" * 201), ["too_long"]),
        (answer("a" * 4001), ["too_long"]),
        (answer("a" * 1501), ["long"]),
        (replace(KETTLE, variants_es=("a" * 201,)), ["variant_long"]),
        (replace(KETTLE, variants_es=tuple(map(str, range(61)))), ["many_variants"]),
    ],
)
def test_lengths(wording: Wording, found: list[str]) -> None:
    assert keys(checks.length(wording)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**Sí**: 3 < 5 y 7 > 2", []),
        ("1. uno\n2. dos **tres** `a`", []),
        ("<b>Sí</b>", ["html"]),
        ("<script>x</script>", ["html"]),
        ("Vea ![foto](/a.png)", ["image"]),
        ("**Sí", ["unclosed"]),
        (r"2 \** 3", []),
        ("```\nx", ["unclosed"]),
        ("| a | b |\n|---|---|", ["table"]),
    ],
)
def test_markup(text: str, found: list[str]) -> None:
    assert keys(checks.markdown(answer(text))) == found


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://tramontana.example/envios", []),
        (f"/manuals/{KNOWN_MANUAL}?passage=1#cited", []),
        ("/manuals/nada.es", ["no_manual"]),
        ("/politicas/devoluciones", []),
        ("http://tramontana.example", ["insecure_link"]),
        ("mailto:hola@tramontana.example", ["plain_link"]),
        ("javascript:alert`1`", ["bad_link"]),
        ("data:text/html,x", ["bad_link"]),
        ("https://sin punto.example", ["bad_link"]),
        ("https://nada", ["bad_link"]),
        ("https://[roto", ["bad_link"]),
        ("envios", ["bad_link"]),
    ],
)
def test_links(address: str, found: list[str]) -> None:
    said = answer(f"Vea [aquí]({address}).")
    assert keys(checks.links(said, KNOWN_MANUAL.__eq__)) == found


def test_a_bare_address_is_a_link_too() -> None:
    assert keys(checks.links(answer("Vea http://a.example/x."))) == ["insecure_link"]


@pytest.mark.parametrize(
    ("text", "level", "kind", "value"),
    [
        ("Pague con 4111 1111 1111 1111.", "stop", "CARD", "4111 1111 1111 1111"),
        ("Su DNI 12345678Z vale.", "stop", "ID", "12345678Z"),
        ("Llame al 972 345 678.", "warn", "PHONE", "972 345 678"),
        ("Escriba a eva@correo.example ya.", "warn", "EMAIL", "eva@correo.example"),
    ],
)
def test_personal_data_is_named_with_its_kind(text: str, level: str, kind: str, value: str) -> None:
    [found] = checks.personal(answer(text)).findings
    assert (found.level, found.values["kind"], found.values["text"]) == (level, kind, value)
    for language in ("es", "en"):
        assert value in found.said(language)
        assert FIELDS[kind][language] in found.said(language)


def test_what_published_entries_have_is_the_companys_own() -> None:
    said = answer("Escriba a hola@tramontana.example.")
    assert checks.personal(said, {"hola@tramontana.example"}).level == "ok"


@pytest.mark.parametrize("blank", ["[PHONE]", "[NAME]", "-"])
def test_a_blank_that_masking_left_stands_against_approval(blank: str) -> None:
    text = blank if blank == "-" else f"Llame al {blank}."
    assert keys(checks.personal(answer(text))) == ["blank"]


@given(st.text(max_size=80))
def test_what_masking_takes_out_is_found_piece_by_piece(text: str) -> None:
    for _, value in checks.private(text):
        assert value == "…" or value in text


def test_the_samples_own_entries_pass(detector: LanguageDetector) -> None:
    """The checks must not cry wolf: every entry of the sample is one that customers read."""
    entries = read_faq(SAMPLE)
    known = {value for one in entries for _, value in checks.private(one.answer)}
    by_id: dict[str, dict[str, FaqEntry]] = {}
    for one in entries:
        by_id.setdefault(one.id, {})[one.language] = one
    wrong = []
    for name, both in by_id.items():
        es, en = both["es"], both["en"]
        texts = (es.question, en.question, es.answer, en.answer, es.variants, en.variants)
        wording = Wording("general", *texts)
        found = [
            checks.both(wording),
            checks.language(wording, detector),
            checks.length(wording),
            checks.markdown(wording),
            checks.links(wording),
            checks.personal(wording, known),
        ]
        wrong += [(name, one.name) for one in found if one.level == "stop"]
    assert wrong == []


LIVE = FaqEntry("returns", "es", "¿Cuántos días tengo para devolver algo?", (), "Treinta días.")


async def level_of(checking: Checking, wording: Wording, name: str, **draft: object) -> str:
    found = await checking.of(FaqDraft(faq_id="kettle", **draft), wording)
    return next(one.level for one in found if one.name == name)


async def test_an_entry_that_asks_the_same_as_another_is_named(
    checking: Checking, faqs: Faqs
) -> None:
    await faqs.publish(LIVE)
    same = replace(KETTLE, question_es=LIVE.question)
    found = await checking.of(FaqDraft(faq_id="kettle"), same)
    [double] = [one for check in found for one in check.findings if one.key == "double"]
    assert double.values["id"] == "returns"
    assert "100\u00a0%" in double.said("es")
    assert await level_of(checking, KETTLE, "double") == "ok"


async def test_an_entry_is_no_double_of_its_own_live_version(
    checking: Checking, make: Make
) -> None:
    await make("kettle", "published")
    assert await level_of(checking, replace(KETTLE, topic="care"), "double") == "ok"


async def test_an_entry_that_its_own_question_does_not_find_is_stopped(
    checking: Checking, faqs: Faqs
) -> None:
    other = replace(KETTLE, variants_es=())
    await faqs.publish(
        FaqEntry("jug", "es", "jarra", (KETTLE.question_es,), f"{KETTLE.question_es} Vinagre.")
    )
    found = await checking.of(FaqDraft(faq_id="kettle"), other)
    lost = [one for check in found for one in check.findings if one.key == "own_lost"]
    assert [one.values["got"] for one in lost] == ["jug"]


async def test_the_groups_questions_are_tried(checking: Checking, database: Database) -> None:
    texts = ["cómo se limpia la jarra del hervidor", "quitar la cal del hervidor", "hola", "-"]
    async with database.write() as session:
        for number, text in enumerate(texts):
            row = Question(conversation_id="c", message_id=str(number), text=text, group_id=5)
            row.language = "es"
            session.add(row)
    found = await checking.of(FaqDraft(faq_id="kettle", group_id=5), KETTLE)
    [group] = [one for c in found for one in c.findings if one.key.startswith("group_")]
    assert (group.values["right"], group.values["all"]) == (2, 3)


async def test_simulated_questions_are_left_out(checking: Checking, database: Database) -> None:
    async with database.write() as session:
        row = Question(conversation_id="c", message_id="1", text="quitar la cal", group_id=5)
        row.language, row.simulated = "es", True
        session.add(row)
    found = await checking.of(FaqDraft(faq_id="kettle", group_id=5), KETTLE)
    assert not [one for c in found for one in c.findings if one.key.startswith("group_")]


Write = Callable[[str], None]


@pytest.fixture
def control(golden: Path) -> Write:
    """`control("question,es,,returns,,faq")`: a line of the golden questions."""

    def write(line: str) -> None:
        golden.write_text(golden.read_text() + line + "\n", encoding="utf-8")

    return write


PLAZO = "cuántos días tengo para devolver algo"
THIEF = replace(KETTLE, question_es=f"¿{PLAZO}?")


async def golden_of(checking: Checking, wording: Wording) -> set[tuple[str, str]]:
    found = await checking.of(FaqDraft(faq_id="kettle"), wording)
    [golden] = [one for one in found if one.name == "golden"]
    return {(one.key, one.level) for one in golden.findings}


async def test_golden_questions_that_would_change_are_shown(
    checking: Checking, faqs: Faqs, control: Write
) -> None:
    await faqs.publish(FaqEntry("returns", "es", "Plazo", (PLAZO,), "Treinta."))
    control(f"{PLAZO},es,,returns,,faq")
    control("quitar la cal del hervidor,es,,kettle,,faq")
    assert await golden_of(checking, KETTLE) == {("golden_won", "ok")}
    taken = {("golden_lost", "warn"), ("golden_won", "ok")}
    assert await golden_of(checking, THIEF) == taken


async def test_taking_many_right_answers_stands_against_approval(
    checking: Checking, faqs: Faqs, control: Write
) -> None:
    await faqs.publish(FaqEntry("returns", "es", "Plazo", (PLAZO,), "Treinta."))
    for sign in ("", "?", "!"):
        control(f"{PLAZO}{sign},es,,returns,,faq")
    assert await golden_of(checking, THIEF) == {("golden_lost", "stop")}


async def test_half_an_entry_is_not_tried_at_all(checking: Checking, office: Editorial) -> None:
    found = await checking.of(FaqDraft(faq_id="kettle"), replace(KETTLE, answer_en=""))
    tried = {one.name: one.level for one in found}
    assert [tried[name] for name in ("double", "found", "golden")] == ["ok"] * 3
    assert tried["both"] == "stop"


@pytest.mark.parametrize("words", [CHECK_WORDS, CSV_WORDS, FIELDS, STATES, ACTS, CHECKS])
def test_every_text_exists_in_both_languages(words: dict[str, dict[str, str]]) -> None:
    assert [key for key, said in words.items() if set(said) != {"es", "en"}] == []
