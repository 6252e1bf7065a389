"""Who is there: what agents choose, what is seen of them, and what time does to both."""

from datetime import timedelta

import pytest

from bot.agents import Agents
from bot.database import Database
from bot.live import EVERYTHING, Live
from bot.presence import Presence, UnknownStatus
from tests.people.conftest import Clock, Hire


async def test_nobody_is_there_before_a_page_was_seen(presence: Presence, hire: Hire) -> None:
    ana = await hire("Ana", here=False)
    assert (await presence.of(ana.id)).status == "offline"
    assert await presence.anyone("es") == 0
    await presence.seen(ana.id)
    assert (await presence.of(ana.id)).status == "online"
    assert await presence.anyone("es") == 1


async def test_to_choose_a_status_is_not_to_be_there(presence: Presence, hire: Hire) -> None:
    ana = await hire("Ana", here=False)
    await presence.choose(ana.id, "online")
    assert (await presence.of(ana.id)).status == "offline"


async def test_gone_a_minute_after_the_last_page_was_seen(
    presence: Presence, hire: Hire, clock: Clock
) -> None:
    ana = await hire("Ana")
    seen = clock.at
    clock.pass_by(seconds=59)
    assert (await presence.of(ana.id)).status == "online"
    clock.pass_by(seconds=1)
    told = await presence.of(ana.id)
    assert (told.status, told.by_itself) == ("offline", True)
    assert told.since == seen + timedelta(minutes=1)


async def test_away_by_itself_when_nobody_touches_a_page_and_back_at_the_first_touch(
    presence: Presence, hire: Hire, clock: Clock
) -> None:
    ana = await hire("Ana")
    touched = clock.at
    for _ in range(31):
        clock.pass_by(seconds=20)
        await presence.seen(ana.id)
    told = await presence.of(ana.id)
    assert (told.status, told.by_itself) == ("away", True)
    assert told.since == touched + timedelta(minutes=10)
    assert await presence.anyone("es") == 0
    await presence.seen(ana.id, active=True)
    told = await presence.of(ana.id)
    assert (told.status, told.since) == ("online", clock.at)


async def test_who_chose_to_be_away_stays_away_whatever_they_touch(
    presence: Presence, hire: Hire, clock: Clock
) -> None:
    ana = await hire("Ana")
    await presence.choose(ana.id, "away")
    clock.pass_by(seconds=30)
    await presence.seen(ana.id, active=True)
    told = await presence.of(ana.id)
    assert (told.status, told.by_itself) == ("away", False)


async def test_a_restart_forgets_who_was_there_until_a_page_shows_again(
    database: Database, live: Live, hire: Hire, clock: Clock
) -> None:
    ana = await hire("Ana")
    clock.pass_by(seconds=5)
    restarted = Presence(database, live, clock)
    told = await restarted.of(ana.id)
    assert (told.status, await restarted.anyone("es")) == ("offline", 0)
    clock.pass_by(seconds=1)
    await restarted.seen(ana.id)
    assert (await restarted.of(ana.id)).status == "online"


async def test_a_restart_does_not_make_an_idle_agent_active(
    database: Database, live: Live, presence: Presence, hire: Hire, clock: Clock
) -> None:
    ana = await hire("Ana")
    for _ in range(31):
        clock.pass_by(seconds=20)
        await presence.seen(ana.id)
    restarted = Presence(database, live, clock)
    clock.pass_by(seconds=5)
    await restarted.seen(ana.id)
    assert (await restarted.of(ana.id)).status == "away"


async def test_what_they_chose_survives_a_restart(
    database: Database, live: Live, presence: Presence, hire: Hire, clock: Clock
) -> None:
    ana = await hire("Ana")
    await presence.choose(ana.id, "away")
    restarted = Presence(database, live, clock)
    await restarted.seen(ana.id)
    assert (await restarted.of(ana.id)).status == "away"


async def test_logged_out_is_gone_at_once_but_for_another_page(
    presence: Presence, hire: Hire, clock: Clock
) -> None:
    ana = await hire("Ana")
    clock.pass_by(seconds=30)
    await presence.leave(ana.id)
    told = await presence.of(ana.id)
    assert (told.status, told.since) == ("offline", clock.at)
    clock.pass_by(seconds=10)
    await presence.seen(ana.id)
    assert (await presence.of(ana.id)).status == "online"


async def test_anyone_counts_those_who_answer_in_the_language(
    presence: Presence, hire: Hire, agents: Agents
) -> None:
    await hire("Ana", languages=["es"])
    await hire("Ben", languages=["en"])
    await hire("Carla", role="content")
    gone = await hire("Luis")
    await agents.change(gone.id, active=False)
    away = await hire("Eva")
    await presence.choose(away.id, "away")
    assert (await presence.anyone("es"), await presence.anyone("en")) == (1, 1)


async def test_all_tells_of_every_active_account(presence: Presence, hire: Hire) -> None:
    ana, ben = await hire("Ana"), await hire("Ben", here=False)
    told = await presence.all()
    assert {one: told[one].status for one in told} == {ana.id: "online", ben.id: "offline"}


async def test_others_hear_of_who_comes_and_whom_time_sends_away(
    presence: Presence, hire: Hire, live: Live, clock: Clock
) -> None:
    async with live.subscribe(EVERYTHING) as news:
        ana = await hire("Ana")
        first = news.get_nowait()
        assert (first.kind, first.author, first.on) == ("presence", ana.id, True)
        await presence.sweep()
        assert news.empty()
        clock.pass_by(minutes=2)
        await presence.sweep()
        last = news.get_nowait()
        assert (last.author, last.on, news.empty()) == (ana.id, False, True)


async def test_a_status_that_there_is_not_is_refused_in_both_languages(
    presence: Presence, hire: Hire
) -> None:
    ana = await hire("Ana")
    with pytest.raises(UnknownStatus, match=r"'busy' is no status.*«busy» no es un estado"):
        await presence.choose(ana.id, "busy")
