"""Mails are kept as long as they are of use, and go with the customer."""

from sqlalchemy import select

from bot.mail import DueAnswer, ReceivedMail, SentMail, forget
from bot.mail.keeping import Keeping
from tests.mail.conftest import EVA, Counter, answer_to


async def test_what_was_put_aside_is_emptied_after_its_days(counter: Counter) -> None:
    await counter.inbound.take(b"From: a@b.example\nSubject: Hola\nMessage-ID: <1@x>\n\nx")
    keeping = Keeping(counter.database, 90, counter.clock)
    counter.clock.wind(89 * 24 * 3600)
    assert await keeping.sweep() == 0
    counter.clock.wind(2 * 24 * 3600)
    assert await keeping.sweep() == 1
    assert await keeping.sweep() == 0
    async with counter.database.read() as session:
        kept = (await session.scalars(select(ReceivedMail))).one()
    assert (kept.raw, kept.sender, kept.subject) == (None, "-", "-")
    assert kept.reason == "no_conversation"


async def test_a_forgotten_customers_mails_have_no_address_and_no_words(counter: Counter) -> None:
    conversation = await counter.offline()
    other = await counter.offline("otra@mail.example")
    await counter.say(conversation, "Uno")
    counter.clock.wind(61)
    [mail] = await counter.post()
    await counter.inbound.take(answer_to(mail, "Gracias").as_bytes())
    await counter.mails.transcript(conversation.id, EVA)
    await counter.say(conversation, "Dos")
    await counter.say(other, "Tres")
    async with counter.database.write() as session:
        await forget(session, [conversation.id])
    counter.clock.wind(61)
    [sent] = await counter.post()
    assert sent["to"] == "otra@mail.example"
    async with counter.database.read() as session:
        mails = list(await session.scalars(select(SentMail)))
        came = (await session.scalars(select(ReceivedMail))).one()
        due = list(await session.scalars(select(DueAnswer.to)))
    mine = [one for one in mails if one.conversation_id == conversation.id]
    assert {(one.to, one.subject, one.text) for one in mine} == {("-", "-", "")}
    assert (came.sender, came.raw) == ("-", None)
    assert due == ["otra@mail.example"]
    assert (await counter.transcript.get(conversation.id)).reply_email is None


async def test_a_forgotten_mail_that_comes_again_joins_nothing(counter: Counter) -> None:
    conversation = await counter.offline()
    await counter.say(conversation, "Uno")
    counter.clock.wind(61)
    [mail] = await counter.post()
    raw = answer_to(mail, "Gracias").as_bytes()
    await counter.inbound.take(raw)
    async with counter.database.write() as session:
        await forget(session, [conversation.id])
    assert (await counter.inbound.take(raw)).state == "known"
    later = answer_to(mail, "¿Hola?", message_id="<2@x>").as_bytes()
    assert (await counter.inbound.take(later)).reason == "wrong_sender"
