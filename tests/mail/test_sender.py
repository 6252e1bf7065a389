"""Mails go out through a real server, are tried again, and are never given up in silence."""

import asyncio
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import select

from bot.live import Live
from bot.mail import SentMail
from bot.mail.envelopes import Envelopes
from bot.mail.sender import Sender
from bot.mail.transports import BadMailUrl, NotSent, Server, Smtp, Transport
from tests.mail.certificates import contexts
from tests.mail.conftest import EVA, Counter, answer_to, parsed, plain
from tests.mail.smtp_server import NAME, PASSWORD, mail_server


def by_server(counter: Counter, transport: Transport) -> Counter:
    """The same counter, sending by `transport`."""
    envelopes = Envelopes("Tramontana", counter.replies)
    parts = (counter.database, transport, envelopes, counter.transcript, Live(), counter.clock)
    return replace(counter, sender=Sender(*parts, pauses_s=(10, 60)))


async def answered(counter: Counter) -> str:
    """An answer is due; the id of the conversation."""
    conversation = await counter.offline()
    await counter.say(conversation, "Es la resistencia — 45 €")
    counter.clock.wind(61)
    return conversation.id


async def row(counter: Counter) -> SentMail:
    async with counter.database.read() as session:
        return (await session.scalars(select(SentMail))).one()


async def test_a_mail_goes_out_by_smtp_with_the_answer_address_to_come_back_to(
    counter: Counter,
) -> None:
    conversation_id = await answered(counter)
    async with mail_server() as server:
        counter = by_server(counter, Smtp(f"smtp://127.0.0.1:{server.port}"))
        await counter.post()
    [(sender, recipients, mail)] = server.taken
    assert recipients == [EVA]
    assert counter.replies.conversation_id([sender]) == conversation_id
    assert sender in str(mail["reply-to"])
    assert "Es la resistencia — 45 €" in plain(mail)
    assert (await row(counter)).state == "sent"


async def test_what_was_sent_is_kept_without_its_words(counter: Counter) -> None:
    await answered(counter)
    await counter.post()
    sent = await row(counter)
    assert (sent.state, sent.text, sent.html) == ("sent", "", "")


async def test_a_server_that_is_busy_gets_the_same_mail_later(counter: Counter) -> None:
    await answered(counter)
    async with mail_server() as server:
        counter = by_server(counter, Smtp(f"smtp://127.0.0.1:{server.port}"))
        server.contents = ["451 Later please"]
        await counter.post()
        assert server.taken == []
        assert "451" in ((await row(counter)).last_error or "")
        await counter.post()
        assert server.taken == []
        counter.clock.wind(10)
        await counter.post()
    assert len(server.taken) == 1


async def test_a_server_that_is_away_is_tried_until_it_is_given_up_and_told(
    counter: Counter,
) -> None:
    conversation_id = await answered(counter)
    async with mail_server() as server:
        port = server.port
    counter = by_server(counter, Smtp(f"smtp://127.0.0.1:{port}", timeout_s=1))
    for seconds in (0, 10, 60):
        counter.clock.wind(seconds)
        await counter.post()
    mail = await row(counter)
    assert (mail.state, mail.tries) == ("given_up", 3)
    assert mail.text
    last = (await counter.transcript.after(conversation_id, 0))[-1]
    assert last.data == {"notice": "mail_failed"}
    assert EVA in last.text


@pytest.mark.parametrize("where", ["recipients", "contents"])
async def test_an_address_that_does_not_exist_is_not_tried_again(
    counter: Counter, where: str
) -> None:
    conversation_id = await answered(counter)
    async with mail_server() as server:
        counter = by_server(counter, Smtp(f"smtp://127.0.0.1:{server.port}"))
        setattr(server, where, ["550 No such mailbox"])
        await counter.post()
    assert (await row(counter)).state == "given_up"
    assert "550" in ((await row(counter)).last_error or "")
    last = (await counter.transcript.after(conversation_id, 0))[-1]
    assert "No hemos podido entregar" in last.text


async def test_one_mail_that_cannot_be_made_keeps_no_other(counter: Counter) -> None:
    broken = await counter.offline("eva@mail..example\nBcc: all@mail.example")
    other = await counter.offline()
    for conversation in (broken, other):
        await counter.say(conversation, "Hola")
    counter.clock.wind(61)
    [mail] = await counter.post()
    assert mail["to"] == EVA
    told = (await counter.transcript.after(broken.id, 0))[-1]
    assert told.data == {"notice": "mail_failed"}


async def test_the_counter_logs_in_with_any_letters_in_its_password(counter: Counter) -> None:
    await answered(counter)
    async with mail_server(login=True) as server:
        url = f"smtp://{NAME}:{quote(PASSWORD, safe='')}@127.0.0.1:{server.port}"
        await by_server(counter, Smtp(url)).post()
    assert len(server.taken) == 1


async def test_a_wrong_password_is_ours_to_mend_and_loses_no_mail(counter: Counter) -> None:
    await answered(counter)
    async with mail_server(login=True) as server:
        counter = by_server(counter, Smtp(f"smtp://{NAME}:wrong@127.0.0.1:{server.port}"))
        await counter.post()
        assert (await row(counter)).state == "waiting"
        assert "wrong" not in ((await row(counter)).last_error or "")
        counter.clock.wind(10)
        good = f"smtp://{NAME}:{quote(PASSWORD, safe='')}@127.0.0.1:{server.port}"
        await by_server(counter, Smtp(good)).post()
    assert len(server.taken) == 1


async def test_an_encrypted_server_is_used_if_it_is_trusted_and_only_then(
    counter: Counter, tmp_path: Path
) -> None:
    await answered(counter)
    serving, trusting = contexts(tmp_path)
    async with mail_server(tls=serving) as server:
        url = f"smtps://127.0.0.1:{server.port}"
        counter = by_server(counter, Smtp(url))
        await counter.post()
        assert server.taken == []
        counter.clock.wind(10)
        await by_server(counter, Smtp(url, tls=trusting)).post()
    assert len(server.taken) == 1


async def test_a_server_that_encrypts_after_a_word_is_asked_to(
    counter: Counter, tmp_path: Path
) -> None:
    await answered(counter)
    serving, trusting = contexts(tmp_path)
    async with mail_server(starttls=serving) as server:
        url = f"smtp://127.0.0.1:{server.port}?tls=yes"
        await by_server(counter, Smtp(url, tls=trusting)).post()
    assert len(server.taken) == 1


async def test_a_server_that_cannot_encrypt_gets_nothing_from_afar(counter: Counter) -> None:
    await answered(counter)
    async with mail_server() as server:
        await by_server(counter, Smtp(f"smtp://127.0.0.1:{server.port}?tls=yes")).post()
    assert server.taken == []


async def test_two_senders_at_once_send_each_mail_once(counter: Counter) -> None:
    await answered(counter)
    await counter.mails.gather()
    async with mail_server() as server:
        counter = by_server(counter, Smtp(f"smtp://127.0.0.1:{server.port}"))
        tried = await asyncio.gather(*(counter.sender.send_due() for _ in range(4)))
    assert sum(tried) == 1
    assert len(server.taken) == 1


async def test_a_folder_that_cannot_be_written_loses_no_mail(counter: Counter) -> None:
    await answered(counter)
    counter.folder.write_text("in the way")
    await counter.mails.gather()
    await counter.sender.send_due()
    assert (await row(counter)).state == "waiting"
    counter.folder.unlink()
    counter.clock.wind(10)
    assert len(await counter.post()) == 1


async def test_an_answer_is_below_the_mail_that_it_answers_and_the_next_one_below_it(
    counter: Counter,
) -> None:
    conversation_id = await answered(counter)
    [first] = await counter.post()
    counter.clock.wind(5)
    taken = await counter.inbound.take(answer_to(first, "Gracias").as_bytes())
    assert taken.state == "joined"
    counter.clock.wind(5)
    await counter.say(await counter.transcript.get(conversation_id), "De nada")
    counter.clock.wind(61)
    [second] = await counter.post()
    assert second["in-reply-to"] == "<answer-1@mail.example>"
    assert str(first["message-id"]) in str(second["references"])


def test_a_plain_connection_is_for_this_machine_or_on_demand_alone() -> None:
    def starttls(url: str) -> bool:
        return Server.of("X", url, {"smtp": 587, "smtps": 465}).starttls

    assert starttls("smtp://mail.example")
    assert not starttls("smtp://localhost:25")
    assert not starttls("smtp://mail.example?tls=no")
    assert not starttls("smtps://mail.example")


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://", "smtp://x:y:z"])
def test_an_address_that_names_no_server_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(BadMailUrl, match="MOSTRADOR_SMTP_URL"):
        Smtp(url)
    with pytest.raises(BadMailUrl) as refused:
        Smtp("ftp://counter:secret@mail.example")
    assert "secret" not in refused.value.message


async def test_a_server_that_says_nothing_is_not_waited_for(counter: Counter) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    mail = parsed(b"Subject: x\r\n\r\nx")
    async with server:
        with pytest.raises(NotSent):
            await Smtp(f"smtp://127.0.0.1:{port}", timeout_s=0.2).send(mail, EVA, EVA)
