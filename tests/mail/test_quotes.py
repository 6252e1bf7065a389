"""Of an answer, the words of its writer are kept, and the quotation of our mail is not."""

import time

import pytest

from bot.mail.plain import text_of
from bot.mail.quotes import own_words

OURS = "## Escriba su respuesta por encima de esta línea ##"

ANSWERS = {
    "gmail, Spanish": (
        "Hola:\n\nEs el LV-204.\n\nEl lun, 15 jun 2026 a las 10:03, Tramontana "
        "(<counter+abc@shop.example>) escribió:\n\n> Hola Eva\n> ¿Qué número tiene?\n"
    ),
    "gmail, broken in three lines": (
        "Hola:\n\nEs el LV-204.\n\nEl lun, 15 jun 2026 a las 10:03, Tramontana\n"
        "(<counter+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@shop.example>)\nescribió:\n"
        "\n> Hola Eva\n>\n> ¿Qué número tiene?\n"
    ),
    "gmail, English": (
        "Hola:\n\nEs el LV-204.\n\nOn Mon, Jun 15, 2026 at 10:03 AM Tramontana "
        "<counter@shop.example> wrote:\n\n> Hola Eva\n"
    ),
    "apple, with its own line": (
        "Hola:\n\nEs el LV-204.\n\nEnviado desde mi iPhone\n\n"
        "> El 15 jun 2026, a las 10:03, Tramontana <counter@shop.example> escribió:\n>\n> Hola\n"
    ),
    "outlook, Spanish": (
        "Hola:\n\nEs el LV-204.\n\n________________________________\nDe: Tramontana "
        "<counter@shop.example>\nEnviado: lunes, 15 de junio de 2026 10:03\nPara: Eva\n"
        f"Asunto: Su consulta\n\n{OURS}\n\nHola Eva\n"
    ),
    "outlook, English, without a rule": (
        "Hola:\n\nEs el LV-204.\n\nFrom: Tramontana <counter@shop.example>\n"
        "Sent: Monday, June 15, 2026 10:03 AM\nTo: Eva\nSubject: Your question\n\nHola Eva\n"
    ),
    "outlook on a phone": (
        "Hola:\n\nEs el LV-204.\n\nObtener Outlook para Android\n"
        "________________________________\nFrom: Tramontana <counter@shop.example>\n"
        "Sent: Monday\nTo: Eva\nSubject: x\n\nHola Eva\n"
    ),
    "old outlook": (
        "Hola:\n\nEs el LV-204.\n\n-----Mensaje original-----\nDe: Tramontana\nHola Eva\n"
    ),
    "a program without any mark but our own line": (
        f"Hola:\n\nEs el LV-204.\n\n{OURS}\n\nAna le ha contestado\n=====\n\nHola Eva\n"
    ),
    "with a signature": "Hola:\n\nEs el LV-204.\n\n-- \nEva Prat\nGirona\n600 000 000\n",
    "with nothing quoted": "Hola:\n\nEs el LV-204.\n",
    "with Windows lines": "Hola:\r\n\r\nEs el LV-204.\r\n\r\n> Hola Eva\r\n",
    "Catalan": (
        "Hola:\n\nEs el LV-204.\n\nEl dl., 15 de juny 2026, 10:03, Tramontana "
        "<counter@shop.example> va escriure:\n\n> Hola Eva\n"
    ),
}


@pytest.mark.parametrize("text", ANSWERS.values(), ids=ANSWERS.keys())
def test_the_writers_words_are_left(text: str) -> None:
    assert own_words(text) == "Hola:\n\nEs el LV-204."


WHOLE = {
    "answers between the lines": (
        "El lun, 15 jun 2026 a las 10:03, Tramontana (<c@shop.example>) escribió:\n\n"
        "> ¿Qué número tiene?\n\nLV-204\n\n> ¿Y desde cuándo?\n\nDesde ayer"
    ),
    "words above and between": (
        "Le contesto abajo:\n\nOn Mon, Jun 15, 2026, Tramontana <c@shop.example> wrote:\n"
        "> Which number?\nLV-204\n> Since when?\nYesterday"
    ),
    "an answer below": (
        "On Mon, Jun 15, 2026 at 10:03, Tramontana <c@shop.example> wrote:\n> Which number?\n\n204"
    ),
    "a list": "Me pasa esto:\n- no calienta\n- hace ruido\n\nGracias,\nno sé qué hacer",
    "thanks at the beginning": "Gracias, pero sigue sin funcionar\nSaludos, y además gotea",
    "a word that is written": "El técnico escribió: no tiene arreglo\n¿Es verdad?",
    "a sender of something": "Lo mandé ayer.\nSent from the shop in Girona",
    "From: at a line's start": "From: Girona to Valencia\n¿cuánto tarda?",
    "a rule": "Uno\n--\n" + "línea\n" * 15 + "fin",
    "only quotation": "> Hola Eva\n> ¿Qué número tiene?",
    "only our line": f"{OURS}\n\nHola Eva",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE.keys())
def test_what_might_be_the_writers_own_is_kept(text: str) -> None:
    assert own_words(text) == text


PAGES = {
    "gmail": (
        '<div dir="ltr">Hola:<div><br></div><div>Es el LV-204.</div></div><br>'
        '<div class="gmail_quote gmail_quote_container"><div class="gmail_attr">El lun, 15 jun '
        "2026, Tramontana escribió:</div><blockquote>Hola Eva</blockquote></div>"
    ),
    "apple": ("<p>Hola:</p><p>Es el LV-204.</p><blockquote type='cite'>Hola Eva</blockquote>"),
    "outlook": (
        "<p>Hola:</p><p>Es el LV-204.</p><div id='divRplyFwdMsg'><b>De:</b> Tramontana</div>"
        "<div>Hola Eva</div>"
    ),
    "thunderbird": (
        "<p>Hola:</p><p>Es el LV-204.</p><div class='moz-cite-prefix'>El 15/6/26, Tramontana "
        "escribió:</div><blockquote type='cite'>Hola Eva</blockquote>"
    ),
    "hidden things": (
        "<head><title>x</title><style>p{color:red}</style></head><p>Hola:</p><!-- no -->"
        "<script>no()</script><p>Es el LV-204.</p>"
    ),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_html_gives_the_writers_words(page: str) -> None:
    assert own_words(text_of(page)) == "Hola:\n\nEs el LV-204."


def test_html_keeps_lines_lists_and_signs() -> None:
    page = "uno<br>dos &amp; <b>tres</b> cuatro<ul><li>a</li><li>b</li></ul>fin&nbsp;&lt;"
    assert text_of(page) == "uno\ndos & tres cuatro\n\n- a\n\n- b\n\nfin <"


@pytest.mark.parametrize("page", ["", "   ", "<", "<!doctype html>", "<script>x</script>"])
def test_html_without_words_is_empty(page: str) -> None:
    assert text_of(page).strip("<") == ""


def test_html_of_quotation_alone_keeps_it() -> None:
    assert text_of("<blockquote type='cite'>Hola Eva</blockquote>") == "Hola Eva"


@pytest.mark.parametrize(
    "text",
    [
        "El 1 " * 40_000,
        "On 1 wrote\n" * 18_000,
        "> a\nOn 1, x wrote:\nb\n" * 12_000,
        "-----Original Message-----\n" * 7_000,
        "From: a\n" * 25_000,
        "_" * 200_000,
        "\n" * 200_000,
        "<div>" * 30_000,
        "<b class='gmail_quote'>x" * 8_000,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    begun = time.perf_counter()
    own_words(text_of(text) if text.startswith("<") else text)
    assert time.perf_counter() - begun < 3
