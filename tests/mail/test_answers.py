"""An agent's answer to somebody who is not there goes out by mail, once and with all of it."""

import asyncio

from sqlalchemy import func, select

from bot.mail import SentMail
from tests.mail.conftest import ANA, EVA, Counter, html, plain


async def test_three_short_messages_are_one_mail_once_the_agent_is_silent(
    counter: Counter,
) -> None:
    conversation = await counter.offline()
    for words in ("Hola Eva", "He mirado su horno", "Es la resistencia"):
        await counter.say(conversation, words)
        counter.clock.wind(20)
    assert await counter.post() == []
    counter.clock.wind(60)
    [mail] = await counter.post()
    assert mail["to"] == EVA
    assert mail["from"] == "Tramontana <counter@shop.example>"
    text = plain(mail)
    assert text.index("Hola Eva") < text.index("He mirado su horno")
    assert text.index("Es la resistencia") < text.index("La conversación hasta ahora")
    assert text.index("La conversación hasta ahora") < text.index("El horno no calienta")
    assert "Ana le ha contestado" in html(mail)


async def test_what_was_mailed_is_not_mailed_again_but_repeated_below(counter: Counter) -> None:
    conversation = await counter.offline()
    await counter.say(conversation, "Primera")
    counter.clock.wind(61)
    await counter.post()
    await counter.say(conversation, "Segunda")
    counter.clock.wind(61)
    [mail] = await counter.post()
    news, _, before = plain(mail).partition("La conversación hasta ahora")
    assert "Segunda" in news
    assert "Primera" not in news
    assert "Primera" in before
    counter.clock.wind(600)
    assert await counter.post() == []


async def test_an_agent_who_writes_on_and_on_is_not_waited_for_forever(counter: Counter) -> None:
    conversation = await counter.offline()
    for number in range(5):
        await counter.say(conversation, f"Parte {number}")
        counter.clock.wind(40)
    [mail] = await counter.post()
    assert "Parte 0" in plain(mail)
    assert "Parte 4" in plain(mail)


async def test_an_answer_goes_out_though_the_agent_ends_the_matter_at_once(
    counter: Counter,
) -> None:
    conversation = await counter.offline()
    await counter.say(conversation, "Ya está arreglado")
    await counter.resolve(conversation)
    counter.clock.wind(61)
    [mail] = await counter.post()
    assert "Ya está arreglado" in plain(mail)


async def test_who_waits_in_the_widget_gets_no_mail(counter: Counter) -> None:
    conversation = await counter.offline(email=None)
    await counter.say(conversation, "Hola")
    counter.clock.wind(61)
    assert await counter.post() == []


async def test_what_was_read_in_the_widget_meanwhile_is_not_mailed(counter: Counter) -> None:
    conversation = await counter.offline()
    first = await counter.say(conversation, "Leído aquí")
    await counter.hands.mark(conversation.id, "customer", read=first.seq)
    counter.clock.wind(61)
    assert await counter.post() == []
    await counter.say(conversation, "Y esto no")
    counter.clock.wind(61)
    [mail] = await counter.post()
    assert "Leído aquí" not in plain(mail).partition("La conversación")[0]


async def test_a_message_sent_twice_by_the_console_is_mailed_once(counter: Counter) -> None:
    conversation = await counter.offline()
    await counter.say(conversation, "Una vez", "retried-1")
    await counter.say(conversation, "Una vez", "retried-1")
    counter.clock.wind(61)
    [mail] = await counter.post()
    assert plain(mail).count("Una vez") == 1


async def test_two_processes_that_gather_at_once_make_one_mail(counter: Counter) -> None:
    conversation = await counter.offline()
    await counter.say(conversation, "Hola")
    counter.clock.wind(61)
    made = await asyncio.gather(*(counter.mails.gather() for _ in range(5)))
    assert sum(made) == 1
    async with counter.database.read() as session:
        assert await session.scalar(select(func.count()).select_from(SentMail)) == 1


async def test_the_mails_of_a_conversation_hang_together(counter: Counter) -> None:
    conversation = await counter.offline()
    mails = []
    for words in ("Uno", "Dos", "Tres"):
        await counter.say(conversation, words)
        counter.clock.wind(61)
        mails += await counter.post()
    first, second, third = mails
    assert first["references"] is None
    assert second["in-reply-to"] == first["message-id"]
    assert str(third["references"]).split() == [first["message-id"], second["message-id"]]
    assert first["subject"] == third["subject"]
    assert first["auto-submitted"] is None


async def test_english_conversations_have_english_mails(counter: Counter) -> None:
    conversation = await counter.offline(language="en")
    await counter.say(conversation, "It is the heating element")
    counter.clock.wind(61)
    [mail] = await counter.post()
    assert "Ana has answered you" in plain(mail)
    assert '<html lang="en">' in html(mail)
    assert mail["content-language"] == "en"
    assert "The conversation so far" in html(mail)


async def test_nothing_is_lost_when_the_process_dies_before_it_gathers(counter: Counter) -> None:
    conversation = await counter.offline()
    await counter.say(conversation, "Hola")
    # Nothing but rows stands between the agent's words and the mail: a later process finds them.
    counter.clock.wind(3 * 24 * 3600)
    assert len(await counter.post()) == 1
    assert (await counter.transcript.get(conversation.id)).assigned_agent == ANA
