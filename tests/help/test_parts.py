"""Snippets, Markdown, hours in words, policies' figures, topics: the pure parts."""

import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.help.markdown import Markdown
from bot.help.pdf_styles import fitting
from bot.help.snippets import snippet
from bot.help.standing import standing_at
from bot.help.structured import as_json
from bot.help.terms import terms_for
from bot.help.topics import TOPICS, in_order, name_of
from bot.hours import Hours, read_hours
from bot.policies import Policies
from tests.help.site import TODAY

MARKDOWN = Markdown()
HOURS = read_hours(Path("data/sample/hours.yml"))
POLICIES = Policies.read(Path("data/sample/policies"))


@given(st.text("abcdef ñ.", max_size=600), st.text("abcdef ñ", max_size=20))
def test_a_snippet_is_a_piece_of_the_text(text: str, question: str) -> None:
    parts = snippet(text, question, 80)
    shown = "".join(part.text for part in parts).removeprefix("… ").removesuffix(" …")
    assert shown in text
    assert len(shown) <= 80


def test_a_snippet_begins_near_the_words_and_marks_them() -> None:
    text = "Nada de esto. " * 40 + "La descalcificación tarda media hora. " + "Ni esto. " * 40
    parts = snippet(text, "¿cuánto tarda descalcificar?")
    assert [part.text for part in parts if part.marked] == ["descalcificación", "tarda"]
    assert parts[0].text == "… "
    assert parts[-1].text == " …"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**a** _b_ `c`", "<p><strong>a</strong> <em>b</em> <code>c</code></p>"),
        ("a\nb", "<p>a<br>\nb</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ("![a](x.png)", '<p>!<a href="x.png" rel="noopener noreferrer">a</a></p>'),
        ("## Uno", "<p><strong>Uno</strong></p>"),
        ("3 €", "<p>3\u00a0€</p>"),
        ("Vea https://a.example/b?c=1.", '<p>Vea <a href="https://a.example/b?c=1" '
         'rel="noopener noreferrer">https://a.example/b?c=1</a>.</p>'),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ],
)  # fmt: skip
def test_answers_are_rendered_as_the_widget_does_and_safely(text: str, html: str) -> None:
    assert MARKDOWN.html(text).strip() == html


@given(st.text(max_size=80))
def test_no_answer_makes_other_tags_than_these(text: str) -> None:
    html = str(MARKDOWN.html(text))
    tags = "p|br|strong|em|code|pre|ul|ol|li|blockquote|a|hr|s"
    left = re.sub(rf"</?(?:{tags})(?: (?:href|rel|start|class)=\"[^\"<>]*\")* ?/?>", "", html)
    assert "<" not in left
    assert not re.search(r"href=\"\s*(?:javascript|vbscript|data):", html, re.I)


def test_plain_words_have_no_marks() -> None:
    assert MARKDOWN.plain("Uno **dos**:\n\n- tres\n- `cuatro`") == "Uno dos: tres · cuatro"


def test_data_cannot_leave_its_script() -> None:
    data = as_json([{"name": "</script><!-- & \u2028"}])
    assert not set("<>&\u2028") & set(data)


@pytest.mark.parametrize(
    ("moment", "es", "en"),
    [
        ("2026-05-04T08:00", "Ahora atendemos, hasta las 18:00.", "We are here now, until 18:00."),
        ("2026-05-04T17:00", "Ahora está cerrado: volvemos mañana a las 09:00.",
         "We are closed now and back tomorrow at 09:00."),
        ("2026-05-08T20:00", "Ahora está cerrado: volvemos el lunes, 11 de mayo de 2026 a las "
         "09:00.", "We are closed now and back on Monday 11 May 2026 at 09:00."),
    ],
)  # fmt: skip
def test_how_it_is_now(moment: str, es: str, en: str) -> None:
    at = datetime.fromisoformat(moment)
    assert (standing_at(HOURS, at, "es").now, standing_at(HOURS, at, "en").now) == (es, en)


def test_days_of_the_same_hours_are_one_line_and_holidays_are_told() -> None:
    known = standing_at(HOURS, datetime(2026, 12, 1), "es")
    assert [(one.days, one.hours) for one in known.week] == [
        ("lunes a viernes", "9:00–18:00"),
        ("sábado a domingo", "cerrado"),
    ]
    assert [(name, hours) for _, name, hours in known.special] == [
        ("Inmaculada Concepción", "cerrado"),
        ("Nochebuena", "9:00–14:00"),
        ("Navidad", "cerrado"),
    ]
    assert standing_at(Hours.always(), datetime(2026, 12, 1), "en").now == "We answer at all hours."
    far = Hours(ZoneInfo("America/New_York"), [[(540, 1080)]] * 7)
    assert standing_at(far, datetime(2026, 12, 1), "en").clocks == "New York time."


def test_the_figures_of_the_policies_that_hold_are_told_with_their_clauses() -> None:
    returns, refunds, warranty = terms_for(POLICIES, "levante", TODAY, "es")
    assert [(one.value, one.clause.id) for one in returns.facts] == [
        ("30 días naturales", "2.1"),
        ("14 días naturales", "2.3"),
        ("6,90\u00a0€", "4.2"),
        ("gratis", "4.3"),
    ]
    assert refunds.facts[0].value == "14 días naturales"
    assert warranty.facts[0].value == "3 años"
    for terms in (returns, refunds, warranty):
        for fact in terms.facts:
            number = fact.value.split()[0].split("\u00a0")[0]
            told = fact.clause.text["es"]
            assert number in told or fact.value == "gratis"
            assert fact.url == f"/policies/{terms.policy}?lang=es#{fact.clause.id}"


def test_an_older_day_has_the_figures_of_its_time() -> None:
    returns = terms_for(POLICIES, "garbi", TODAY.replace(year=2023), "en")[0]
    assert (returns.facts[0].value, returns.facts[0].differs) == ("20 calendar days", True)


def test_topics_have_names_in_both_languages_and_an_order() -> None:
    assert all({"es", "en"} == names.keys() for names in TOPICS.values())
    assert in_order(["zebra", "contact", "orders", "ant"]) == ["orders", "contact", "ant", "zebra"]
    assert name_of("gift-cards", "en") == "Gift cards"


@given(st.text(max_size=60))
def test_every_letter_on_paper_is_in_the_fonts(text: str) -> None:
    fitting(text).encode("cp1252")


def test_letters_of_spanish_stay_as_they_are() -> None:
    assert fitting("¿Qué año? «Güell» – 5 €") == "¿Qué año? «Güell» – 5 €"
    assert fitting("a → b ≥ c ő 🙂") == "a -> b >= c o "
