"""How mails look, and that nothing that anybody wrote becomes HTML or a header."""

from datetime import datetime

import pytest

from bot.conversations import MessageDraft
from bot.mail import BadAddress, Mail, Outbox, address_of
from tests.mail.conftest import COUNTER, EVA, Counter, html, plain

NASTY = '<script>alert(1)</script><img src=x onerror=alert(1)> & "quotes" **not bold**'


async def test_what_a_customer_wrote_is_escaped(counter: Counter) -> None:
    conversation = await counter.offline()
    await counter.transcript.append(conversation.id, MessageDraft("customer", NASTY, asks=False))
    await counter.mails.transcript(conversation.id, EVA)
    [mail] = await counter.post()
    shown = html(mail)
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown
    assert "**not bold**" in shown
    assert NASTY in plain(mail)


async def test_our_own_side_has_its_marks_but_no_html_picture_or_script_link(
    counter: Counter,
) -> None:
    conversation = await counter.offline()
    words = "**Fuerte** <b>x</b> ![p](https://x.example/p.png) [l](javascript:alert(1))"
    await counter.say(conversation, words)
    counter.clock.wind(61)
    [mail] = await counter.post()
    assert "<strong>Fuerte</strong>" in html(mail)
    assert "<b>x</b>" not in html(mail)
    assert "<img" not in html(mail)
    assert 'href="javascript' not in html(mail)


async def test_sources_and_files_are_named(counter: Counter) -> None:
    conversation = await counter.offline()
    cited = {"title": "Levante", "heading": "5. Cuidado", "page": 12}
    data = {"citations": [cited], "files": [{"id": "f1", "name": "<foto>.jpg"}]}
    await counter.transcript.append(conversation.id, MessageDraft("bot", "Así", data=data))
    await counter.mails.transcript(conversation.id, EVA)
    [mail] = await counter.post()
    assert "Fuente: Levante, 5. Cuidado, pág. 12" in plain(mail)
    assert "Archivo: <foto>.jpg" in plain(mail)
    assert "&lt;foto&gt;.jpg" in html(mail)


async def test_a_transcript_goes_where_it_is_wanted_and_says_that_a_program_sent_it(
    counter: Counter,
) -> None:
    conversation = await counter.offline(email=None)
    assert await counter.mails.transcript(conversation.id, " Otra@Correo.EXAMPLE ") == (
        "Otra@correo.example"
    )
    [mail] = await counter.post()
    assert mail["to"] == "Otra@correo.example"
    assert mail["auto-submitted"] == "auto-generated"
    assert "Escriba su respuesta" not in plain(mail)
    assert "El horno no calienta" in plain(mail)


async def test_a_call_back_is_confirmed_and_taken_back_in_the_companys_own_time(
    counter: Counter,
) -> None:
    conversation = await counter.offline()
    at = datetime(2026, 6, 16, 8, 30)
    for cancelled in (False, True):
        async with counter.database.write() as session:
            sent = await counter.mails.callback(
                session, conversation, at, "+34 600 000 000", cancelled=cancelled
            )
        assert sent
    booked, off = await counter.post()
    assert "martes 16 de junio de 2026 a las 10:30" in plain(booked)
    assert "+34 600 000 000" in plain(booked)
    assert "anulada" in str(off["subject"])


async def test_who_left_no_address_gets_no_confirmation(counter: Counter) -> None:
    conversation = await counter.offline(email=None)
    async with counter.database.write() as session:
        at = datetime(2026, 6, 16, 8, 30)
        assert not await counter.mails.callback(session, conversation, at, "+34 600 000 000")


async def test_only_the_newest_hundred_messages_are_repeated_and_the_rest_is_counted(
    counter: Counter,
) -> None:
    conversation = await counter.offline()
    for number in range(120):
        draft = MessageDraft("customer", f"Mensaje {number}.", asks=False)
        await counter.transcript.append(conversation.id, draft)
    await counter.mails.transcript(conversation.id, EVA)
    [mail] = await counter.post()
    assert "Mensaje 119." in plain(mail)
    assert "Mensaje 19." not in plain(mail)
    assert "los 24 mensajes anteriores" in plain(mail)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "eva",
        "eva@",
        "eva@mail",
        "eva@mail.example\nBcc: all@mail.example",
        "eva@mail.example, all@mail.example",
        "Eva <eva@mail.example>",
        "eva @mail.example",
        "eva@mail.example\0",
        "a" * 70 + "@mail.example",
        "ñandú@mail.example",
    ],
)
def test_what_is_no_single_address_is_refused_in_both_languages(text: str) -> None:
    for language, word in (("es", "correo"), ("en", "e-mail")):
        with pytest.raises(BadAddress, match=word) as refused:
            address_of(text, language)
        assert refused.value.status_code == 422


def test_a_domain_in_other_letters_is_written_as_servers_want_it() -> None:
    assert address_of("eva@correo-españa.example") == "eva@xn--correo-espaa-khb.example"


async def test_a_line_break_in_a_subject_makes_no_header(counter: Counter) -> None:
    mail = Mail(EVA, "Hola\r\nBcc: all@mail.example", "x", "<p>x</p>", None, "test", "es")
    async with counter.database.write() as session:
        Outbox(COUNTER, counter.clock).put(session, mail)
    [sent] = await counter.post()
    assert sent["bcc"] is None
    assert sent["subject"] == "Hola Bcc: all@mail.example"
