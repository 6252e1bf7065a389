"""What customers are told when they ask for a person, and that each promise is on record."""

import string
from datetime import datetime, timedelta

import pytest

from bot.conversations import Conversation, MessageDraft
from bot.waiting.words import WORDS
from tests.waiting.conftest import Counter

NIGHT = datetime(2026, 11, 24, 21, 0)
HOLIDAY = datetime(2026, 12, 8, 10, 0)
STOP = MessageDraft("system", "Deje de usarlo.")


async def standing(counter: Counter, conversation_id: str) -> list[tuple[str, datetime]]:
    return [(one.kind, one.due_at) for one in await counter.promises.of(conversation_id)]


async def test_place_and_wait_are_told_and_the_promise_is_on_record(counter: Counter) -> None:
    await counter.ask("en")
    mine = await counter.ask("en")
    [told] = await counter.notices(mine)
    assert told.text == (
        "You are number 2 in the queue. I expect you to wait 3 minutes, and 10 minutes at most. "
        "You can wait here and go on writing, leave your e-mail address, or ask us to call you."
    )
    facts = told.data["waiting"]
    assert (facts["position"], facts["median_s"], facts["p90_s"]) == (2, 180, 600)
    assert facts["options"] == ["wait", "email", "callback"]
    [promise] = await counter.promises.of(mine)
    assert (promise.kind, promise.kept) == ("wait", None)
    assert promise.due_at == counter.clock.at + timedelta(minutes=10)
    assert facts["promise"]["due_at"] == promise.due_at.isoformat(timespec="milliseconds") + "Z"
    assert promise.detail["basis"] == "assumed"
    assert not (await counter.transcript.get(mine)).offline


async def test_the_same_in_spanish_with_the_way_back(counter: Counter) -> None:
    [told] = await counter.notices(await counter.ask("es"))
    assert told.text.startswith("Va usted a continuación. Calculo que esperará 3 minutos")
    assert told.data["buttons"] == [{"title": "Seguir con el asistente", "payload": "@assistant"}]


async def test_nothing_is_told_or_promised_twice(counter: Counter) -> None:
    mine = await counter.ask()
    assert await counter.telling.tell(mine) == []
    assert len(await counter.notices(mine)) == len(await counter.promises.of(mine)) == 1


async def test_nothing_is_told_where_nobody_waits(counter: Counter) -> None:
    row = await counter.transcript.start("es")
    assert await counter.telling.tell(row.id) == []


async def test_danger_goes_before_whoever_asked_earlier(counter: Counter) -> None:
    first, second = await counter.ask(), await counter.ask()
    await counter.states.urge(second, STOP)
    assert (await counter.waiting.of(second)).position == 1
    assert (await counter.waiting.of(first)).position == 2


async def test_places_move_up_as_others_are_taken_leave_or_go_offline(counter: Counter) -> None:
    others = [await counter.ask() for _ in range(4)]
    mine = await counter.ask()
    assert (await counter.waiting.of(mine)).position == 5
    await counter.claimed(others[0])
    await counter.gave_up(others[1])
    await counter.choices.leave_email(others[2], "eva@example.com")
    assert (await counter.waiting.of(mine)).position == 2
    assert (await counter.waiting.of(others[2])).position is None


async def test_who_comes_back_to_the_queue_has_the_place_of_the_first_asking(
    counter: Counter,
) -> None:
    mine = await counter.ask()
    counter.clock.on(minutes=1)
    later = await counter.ask()
    await counter.claimed(mine)
    await counter.hands.release(mine, "ana", MessageDraft("system", "Ana se ha ido"))
    assert (await counter.waiting.of(mine)).position == 1
    assert (await counter.waiting.of(later)).position == 2
    assert await counter.telling.catch_up() == 0
    assert len(await counter.promises.of(mine)) == 1


async def test_outside_hours_nobody_is_promised_and_the_matter_is_offline(
    counter: Counter,
) -> None:
    counter.clock.at = NIGHT
    mine = await counter.ask("en")
    [told] = await counter.notices(mine)
    assert told.text == (
        "There is nobody here to help you right now: we are back on Wednesday 25 November 2026 at "
        "9:00. Your question is kept with everything we have said. Leave me your e-mail address "
        "and they will answer in writing, there and right here, or ask us to call you."
    )
    assert told.data["notice"] == "offline"
    facts = told.data["waiting"]
    assert (facts["position"], facts["median_s"], facts["open"]) == (None, None, False)
    assert facts["opens_at"] == "2026-11-25T08:00:00.000Z"
    assert facts["options"] == ["email", "callback"]
    assert await counter.promises.of(mine) == []
    assert (await counter.transcript.get(mine)).offline


async def test_a_holiday_is_named_in_the_customers_language(counter: Counter) -> None:
    counter.clock.at = HOLIDAY
    [spanish] = await counter.notices(await counter.ask("es"))
    [english] = await counter.notices(await counter.ask("en"))
    assert "Hoy es festivo (Inmaculada Concepción)." in spanish.text
    assert "Today is a holiday (Immaculate Conception)." in english.text
    assert "el miércoles 9 de diciembre de 2026 a las 9:00" in spanish.text


async def test_with_nobody_of_that_language_there_no_time_is_named(counter: Counter) -> None:
    counter.people.there["en"] = 0
    english, spanish = await counter.ask("en"), await counter.ask("es")
    [told] = await counter.notices(english)
    assert told.data["notice"] == "offline"
    assert "nobody is at their desk right now" in told.text
    assert await counter.promises.of(english) == []
    assert (await counter.notices(spanish))[0].data["notice"] == "waiting"


async def test_danger_with_nobody_there_names_the_emergency_number(counter: Counter) -> None:
    counter.clock.at = NIGHT
    mine = await counter.ask(tell=False)
    await counter.states.urge(mine, STOP)
    [told] = await counter.telling.tell(mine)
    assert told.text.startswith("Si alguien corre peligro, no espere: llame al **112**.")


async def test_a_promise_that_may_reach_over_closing_time_says_so(counter: Counter) -> None:
    counter.clock.at = datetime(2026, 11, 24, 16, 55)
    mine = await counter.ask("en")
    [told] = await counter.notices(mine)
    assert "We close at 18:00 today" in told.text
    assert "on Wednesday 25 November 2026 at 9:05" in told.text
    assert await standing(counter, mine) == [("wait", datetime(2026, 11, 25, 8, 5))]


async def test_what_a_crash_left_untold_is_told_later_and_once(counter: Counter) -> None:
    mine = await counter.ask(tell=False)
    assert await counter.telling.catch_up() == 1
    assert await counter.telling.catch_up() == 0
    assert len(await counter.notices(mine)) == len(await counter.promises.of(mine)) == 1


async def test_who_just_heard_that_nobody_is_there_hears_when_somebody_is(
    counter: Counter,
) -> None:
    counter.people.there["es"] = 0
    mine = await counter.ask()
    assert await counter.telling.catch_up() == 0
    counter.people.there["es"] = 1
    counter.clock.on(minutes=5)
    assert await counter.telling.catch_up() == 1
    assert [one.data["notice"] for one in await counter.notices(mine)] == ["offline", "waiting"]
    assert not (await counter.transcript.get(mine)).offline
    assert [kind for kind, _ in await standing(counter, mine)] == ["wait"]
    assert await counter.telling.catch_up() == 0


@pytest.mark.parametrize("why", ["gone long ago", "left an address"])
async def test_who_looks_no_more_is_promised_nothing_new(counter: Counter, why: str) -> None:
    counter.people.there["es"] = 0
    mine = await counter.ask()
    if why == "left an address":
        await counter.choices.leave_email(mine, "eva@example.com")
    counter.people.there["es"] = 1
    counter.clock.on(minutes=5 if why == "left an address" else 60)
    assert await counter.telling.catch_up() == 0


async def test_who_still_waits_at_closing_time_is_told_so_and_the_promise_stays(
    counter: Counter,
) -> None:
    counter.clock.at = datetime(2026, 11, 24, 16, 55)
    mine = await counter.ask()
    counter.clock.at = datetime(2026, 11, 24, 17, 0)
    assert await counter.telling.catch_up() == 1
    notice = (await counter.notices(mine))[-1]
    assert notice.data["notice"] == "offline"
    [promise] = await counter.promises.of(mine)
    assert promise.settled_at is None
    assert await counter.telling.catch_up() == 0


async def test_who_was_promised_a_person_and_all_left_gets_an_apology(counter: Counter) -> None:
    mine = await counter.ask()
    counter.people.there["es"] = 0
    counter.clock.on(minutes=5)
    assert await counter.telling.catch_up() == 0  # a page that reloads is no absence
    counter.clock.on(minutes=6)
    assert await counter.telling.catch_up() == 1
    notice = (await counter.notices(mine))[-1]
    assert notice.text.startswith("Le dijimos que como muy tarde hoy a las 10:10")


async def test_who_asks_again_hears_how_it_stands_and_is_promised_nothing_new(
    counter: Counter,
) -> None:
    mine = await counter.ask("en")
    counter.clock.on(minutes=4)
    draft = await counter.telling.again(mine)
    assert draft.text.startswith("You are still waiting. You are next.")
    assert draft.data["notice"] == "still_waiting"
    assert draft.data["waiting"]["promise"]["kind"] == "wait"
    assert len(await counter.promises.of(mine)) == 1


async def test_a_second_escalation_is_told_and_promised_anew(counter: Counter) -> None:
    mine = await counter.ask()
    await counter.answered(mine)
    await counter.ended(mine)
    await counter.ask_again(mine)
    assert len(await counter.telling.tell(mine)) == 1
    assert len(await counter.promises.of(mine)) == 2


async def test_every_telling_that_names_a_time_to_come_has_its_row(counter: Counter) -> None:
    """Whatever the hour and whoever is there: a promise in the words is a row, and no row is
    without words."""
    for hour in range(0, 24, 3):
        for there in (0, 2):
            counter.clock.at = datetime(2026, 11, 24, hour, 30)
            counter.people.there["es"] = there
            mine = await counter.ask()
            [told] = await counter.notices(mine)
            said = "como mucho" in told.text
            assert said == bool(await counter.promises.of(mine))
            async with counter.database.read() as session:
                row = await session.get(Conversation, mine)
                assert row is not None
                assert row.offline is not said


def test_every_sentence_is_there_in_both_languages_with_the_same_values() -> None:
    for key, sentences in WORDS.items():
        fields = {
            language: {name for _, name, _, _ in string.Formatter().parse(text) if name}
            for language, text in sentences.items()
        }
        assert fields["es"] == fields["en"], key
