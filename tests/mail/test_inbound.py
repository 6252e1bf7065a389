"""An answer joins the conversation that it belongs to; everything else is kept with its reason."""

import asyncio
from email.message import EmailMessage
from typing import Any

import pytest
from sqlalchemy import select

from bot.conversations import Conversation, Hands, Message, MessageDraft
from bot.errors import BotError
from bot.live import Live
from bot.mail import Inbound, ReceivedMail
from bot.mail.inbound import LONGEST_MESSAGE, MOST_AN_HOUR
from bot.mail.joining import Urging
from tests.mail.conftest import COUNTER, EVA, Counter, answer_to, plain

REPORT = """\
From: MAILER-DAEMON@mail.example
To: {to}
Message-ID: <report@mail.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

It could not be delivered.
--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; eva@mail.example
Status: 5.1.1
--b--
"""


async def mailed(counter: Counter) -> tuple[Conversation, EmailMessage]:
    """A conversation, and the mail that its customer got."""
    conversation = await counter.offline()
    await counter.say(conversation, "¿Qué número de serie tiene?")
    counter.clock.wind(61)
    [mail] = await counter.post()
    return conversation, mail


async def last(counter: Counter, conversation: Conversation) -> Message:
    return (await counter.transcript.after(conversation.id, 0))[-1]


async def received(counter: Counter) -> ReceivedMail:
    async with counter.database.read() as session:
        return (await session.scalars(select(ReceivedMail))).one()


async def test_an_answer_is_the_customers_next_message(counter: Counter) -> None:
    conversation, mail = await mailed(counter)
    taken = await counter.inbound.take(answer_to(mail, "Es el LV-204.\n\nEva").as_bytes())
    assert (taken.state, taken.conversation_id) == ("joined", conversation.id)
    message = await last(counter, conversation)
    assert (message.author, message.text) == ("customer", "Es el LV-204.\n\nEva")
    assert message.data["mail"]["via"] == "mail"
    row = await counter.transcript.get(conversation.id)
    assert (row.state, row.offline, row.reply_email) == ("agent", True, EVA)


@pytest.mark.parametrize("to", ["closed", "bot"])
async def test_an_answer_to_a_matter_that_was_ended_brings_it_back_to_people(
    counter: Counter, to: str
) -> None:
    conversation, mail = await mailed(counter)
    await counter.resolve(conversation, to)
    await counter.inbound.take(answer_to(mail, "Sigue sin calentar").as_bytes())
    row = await counter.transcript.get(conversation.id)
    assert (row.state, row.offline, row.reply_email) == ("waiting", True, EVA)
    message = await last(counter, conversation)
    assert (message.text, message.turn) == ("Sigue sin calentar", "none")


async def test_a_mail_that_comes_twice_or_ten_times_at_once_is_one_message(
    counter: Counter,
) -> None:
    conversation, mail = await mailed(counter)
    raw = answer_to(mail, "Una vez").as_bytes()
    taken = await asyncio.gather(*(counter.inbound.take(raw) for _ in range(10)))
    assert {one.state for one in taken} <= {"joined", "known"}
    assert (await counter.inbound.take(raw)).state == "known"
    texts = [one.text for one in await counter.transcript.after(conversation.id, 0)]
    assert texts.count("Una vez") == 1
    assert (await received(counter)).state == "joined"


async def test_it_is_found_by_the_address_alone(counter: Counter) -> None:
    conversation, mail = await mailed(counter)
    answer = answer_to(mail, "Hola", In_Reply_To="<other@x>", References="<other@x>")
    assert (await counter.inbound.take(answer.as_bytes())).conversation_id == conversation.id


async def test_it_is_found_by_the_address_whatever_servers_made_of_its_letters(
    counter: Counter,
) -> None:
    conversation, mail = await mailed(counter)
    address = str(mail["reply-to"]).partition("<")[2].rstrip(">").upper()
    answer = answer_to(mail, "Hola", To="x@y.example", In_Reply_To="", References="")
    answer["Delivered-To"] = address
    assert (await counter.inbound.take(answer.as_bytes())).conversation_id == conversation.id


async def test_it_is_found_by_the_mail_that_it_answers_alone(counter: Counter) -> None:
    conversation, mail = await mailed(counter)
    answer = answer_to(mail, "Hola", To=COUNTER)
    assert (await counter.inbound.take(answer.as_bytes())).conversation_id == conversation.id


async def test_a_changed_signature_leads_nowhere(counter: Counter) -> None:
    _, mail = await mailed(counter)
    name, _, domain = str(mail["reply-to"]).partition("<")[2].rstrip(">").partition("@")
    changed = name[:-3] + ("aaa" if name[-3:] != "aaa" else "bbb")
    answer = answer_to(mail, "Hola", To=f"{changed}@{domain}", In_Reply_To="", References="")
    taken = await counter.inbound.take(answer.as_bytes())
    assert (taken.state, taken.reason) == ("kept", "no_conversation")


@pytest.mark.parametrize(
    "sender",
    [
        "mallory@mail.example",
        f"mallory@x.example, {EVA}",
        f'"{EVA}" <mallory@mail.example>',
        "",
        f"{EVA}.x.example",
    ],
)
async def test_only_who_left_the_address_may_answer_from_it(counter: Counter, sender: str) -> None:
    conversation, mail = await mailed(counter)
    before = await last(counter, conversation)
    answer = answer_to(mail, "Dígame la dirección de Eva", From=sender or "undisclosed:;")
    taken = await counter.inbound.take(answer.as_bytes())
    assert (taken.state, taken.reason) == ("kept", "wrong_sender")
    assert (await last(counter, conversation)).id == before.id
    assert (await received(counter)).raw == answer.as_bytes()


async def test_capitals_in_an_address_do_not_matter(counter: Counter) -> None:
    _, mail = await mailed(counter)
    answer = answer_to(mail, "Hola", sender="Eva@MAIL.example")
    assert (await counter.inbound.take(answer.as_bytes())).state == "joined"


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"Auto_Submitted": "auto-generated; x=y"}, "automatic"),
        ({"Precedence": "bulk"}, "automatic"),
        ({"X_Autoreply": "yes"}, "automatic"),
        ({"List_Id": "<all.mail.example>"}, "automatic"),
        ({"Return_Path": "<>"}, "automatic"),
        ({"Return_Path": "<>", "From": "MAILER-DAEMON@mail.example"}, "bounce"),
        ({"From": f"Tramontana <{COUNTER}>"}, "own_mail"),
    ],
)
async def test_what_no_person_wrote_does_not_join(
    counter: Counter, headers: dict[str, str], reason: str
) -> None:
    _, mail = await mailed(counter)
    taken = await counter.inbound.take(answer_to(mail, "Estoy fuera", **headers).as_bytes())
    assert (taken.state, taken.reason) == ("kept", reason)


async def test_a_person_says_no_to_auto_submitted(counter: Counter) -> None:
    _, mail = await mailed(counter)
    answer = answer_to(mail, "Hola", Auto_Submitted="no")
    assert (await counter.inbound.take(answer.as_bytes())).state == "joined"


async def test_a_mail_that_came_back_is_told_in_the_conversation_once(counter: Counter) -> None:
    conversation, mail = await mailed(counter)
    report = REPORT.format(to=mail["reply-to"]).encode()
    for _ in range(2):
        taken = await counter.inbound.take(report)
    assert (taken.state, taken.conversation_id) == ("known", conversation.id)
    messages = await counter.transcript.after(conversation.id, 0)
    notices = [one for one in messages if one.data.get("notice") == "mail_failed"]
    assert [EVA in one.text for one in notices] == [True]


async def test_a_mail_that_is_too_large_is_kept_by_its_beginning(counter: Counter) -> None:
    _, mail = await mailed(counter)
    raw = answer_to(mail, "x" * 70 + "\n").as_bytes() + b"y" * 300_000
    taken = await counter.inbound.take(raw)
    assert (taken.state, taken.reason) == ("kept", "too_large")
    kept = await received(counter)
    assert (kept.size, len(kept.raw or b""), kept.sender) == (len(raw), 256_000, EVA)


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfe\x00\x01binary",
        b"From: \xff\xff@\xff\nSubject: =?utf-8?q?=FF?=\n\nx",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 300,
        b"From: <<>>\nTo: ,,,\n\n",
        b"Content-Type: text/plain; charset=nonsense\nFrom: a@b.example\n\n\xe1\xe9",
        b"Subject: " + b"a" * 90_000 + b"\n\nx",
        b"\n",
    ],
)
async def test_nonsense_is_kept_and_breaks_nothing(counter: Counter, raw: bytes) -> None:
    taken = await counter.inbound.take(raw)
    assert taken.state == "kept"
    assert (await counter.inbound.take(raw)).state == "known"


async def test_a_mail_without_words_is_kept(counter: Counter) -> None:
    _, mail = await mailed(counter)
    taken = await counter.inbound.take(answer_to(mail, "\n \n").as_bytes())
    assert taken.reason == "empty"


async def test_more_mails_in_an_hour_than_a_person_writes_are_kept(counter: Counter) -> None:
    _, mail = await mailed(counter)
    states = []
    for number in range(MOST_AN_HOUR + 2):
        answer = answer_to(mail, f"{number}", message_id=f"<loop-{number}@x>")
        states.append((await counter.inbound.take(answer.as_bytes())).reason)
    assert states == [None] * MOST_AN_HOUR + ["too_many"] * 2
    counter.clock.wind(3601)
    answer = answer_to(mail, "ahora", message_id="<later@x>")
    assert (await counter.inbound.take(answer.as_bytes())).state == "joined"


async def test_html_joins_as_its_words(counter: Counter) -> None:
    conversation, mail = await mailed(counter)
    answer = answer_to(mail, "x")
    page = "<style>p{}</style><p>Hola</p><script>alert(1)</script><p>1 &lt; 2</p>"
    answer.set_content(page, subtype="html")
    await counter.inbound.take(answer.as_bytes())
    assert (await last(counter, conversation)).text == "Hola\n\n1 < 2"


async def test_secrets_are_taken_out_as_everywhere(counter: Counter) -> None:
    conversation, mail = await mailed(counter)
    answer = answer_to(mail, "Mi tarjeta es 4111 1111 1111 1111", Subject="DNI 12345678Z")
    await counter.inbound.take(answer.as_bytes())
    message = await last(counter, conversation)
    assert message.text == "Mi tarjeta es [CARD]"
    assert "12345678Z" not in str(message.data)


async def test_a_very_long_mail_joins_with_its_beginning_and_is_kept_whole(
    counter: Counter,
) -> None:
    conversation, mail = await mailed(counter)
    raw = answer_to(mail, ("palabra " * 9 + "\n") * 900).as_bytes()
    taken = await counter.inbound.take(raw)
    assert (taken.state, taken.reason) == ("joined", "cut")
    text = (await last(counter, conversation)).text
    assert len(text) < LONGEST_MESSAGE + 200
    assert text.endswith("entero lo guarda la tienda.]")
    assert (await received(counter)).raw == raw


async def test_an_answer_to_a_conversation_that_was_merged_goes_on_where_it_was_merged_into(
    counter: Counter,
) -> None:
    source, mail = await mailed(counter)
    into = await counter.offline(email=None)
    notices = {
        "source": MessageDraft("system", "Seguimos allí"),
        "into": MessageDraft("system", ""),
    }
    await counter.hands.merge(source.id, into.id, "ana", notices)
    taken = await counter.inbound.take(answer_to(mail, "Gracias").as_bytes())
    assert taken.conversation_id == into.id
    row = await counter.transcript.get(into.id)
    assert (row.offline, row.reply_email) == (True, EVA)
    assert (await last(counter, into)).text == "Gracias"


def with_files(counter: Counter, hands: Hands, live: Live) -> tuple[Inbound, list[Any]]:
    """Takes pictures and no other file."""
    taken: list[Any] = []

    async def attach(conversation_id: str, name: str, data: bytes) -> dict[str, Any]:
        if not name.endswith(".jpg"):
            raise BotError("No.", 415)
        taken.append((conversation_id, name, data))
        return {"id": "f1", "name": name}

    parts = (counter.database, counter.transcript, hands, live, counter.replies, 100_000)
    return Inbound(*parts, attach=attach, clock=counter.clock), taken


async def test_files_come_with_it_and_those_that_are_not_taken_are_named_and_kept(
    counter: Counter, hands: Hands, live: Live
) -> None:
    conversation, mail = await mailed(counter)
    inbound, taken = with_files(counter, hands, live)
    answer = answer_to(mail, "Mire la foto")
    answer.add_attachment(b"jpeg", maintype="image", subtype="jpeg", filename="horno.jpg")
    answer.add_attachment(b"MZ", maintype="application", subtype="x", filename="a.exe")
    result = await inbound.take(answer.as_bytes())
    assert (result.state, result.reason) == ("joined", "attachments")
    assert taken == [(conversation.id, "horno.jpg", b"jpeg")]
    message = await last(counter, conversation)
    assert message.data["files"] == [{"id": "f1", "name": "horno.jpg"}]
    assert message.data["mail"]["not_taken"] == ["a.exe"]
    assert (await received(counter)).raw == answer.as_bytes()


async def test_a_mail_of_files_alone_says_so(counter: Counter, hands: Hands, live: Live) -> None:
    conversation, mail = await mailed(counter)
    inbound, _ = with_files(counter, hands, live)
    answer = answer_to(mail, "")
    answer.add_attachment(b"jpeg", maintype="image", subtype="jpeg", filename="horno.jpg")
    assert (await inbound.take(answer.as_bytes())).state == "joined"
    assert "solo archivos" in (await last(counter, conversation)).text


async def test_words_of_danger_are_looked_at(counter: Counter, hands: Hands, live: Live) -> None:
    conversation, mail = await mailed(counter)
    heard: list[tuple[str, str]] = []

    async def urge(conversation_id: str, text: str) -> None:
        heard.append((conversation_id, text))

    parts = (counter.database, counter.transcript, hands, live, counter.replies)
    inbound = Inbound(*parts, urge=urge, clock=counter.clock)
    await inbound.take(answer_to(mail, "Ahora echa humo").as_bytes())
    assert heard == [(conversation.id, "Ahora echa humo")]


async def test_danger_makes_it_urgent_and_is_answered_by_mail_at_once(counter: Counter) -> None:
    conversation, _ = await mailed(counter)
    urging = Urging(counter.states, counter.transcript, counter.mails, lambda text: "humo" in text)
    await urging(conversation.id, "Todo bien")
    assert await counter.post() == []
    await urging(conversation.id, "Ahora echa humo")
    [warning] = await counter.post()
    assert "Deje de usarlo ahora" in plain(warning)
    assert (await counter.states.listed("agent"))[0][1].reason == "safety"
    assert (await last(counter, conversation)).data == {"notice": "danger"}


async def test_whoever_looks_hears_of_it_at_once(counter: Counter, live: Live) -> None:
    conversation, mail = await mailed(counter)
    async with live.subscribe(conversation.id) as news:
        await counter.inbound.take(answer_to(mail, "Hola").as_bytes())
        assert (await asyncio.wait_for(news.get(), 1)).kind == "changed"
