"""What supervisors and admins do, who else is refused, and what is noted of it."""

import pytest

from bot.agents import Agent, Agents, BadPicture, EmailTaken, LastAdmin, Pictures
from bot.audit import AuditFilter, AuditLog
from bot.console import AgentDesk, Lines
from bot.console.entrance import Entrance
from bot.console.people_desk import NotYourself, PeopleDesk
from bot.console.team_desk import TeamDesk
from bot.conversations import Hands, MessageDraft, States, Transcript
from bot.database import Database
from bot.presence import Presence
from bot.roles import NotAllowed
from bot.routing import Loads, Routing
from tests.people.conftest import Ask, Clock, Hire
from tests.people.test_accounts_rules import picture

HELLO = MessageDraft("system", "Hola")


@pytest.fixture
def team_desk(
    transcript: Transcript,
    states: States,
    hands: Hands,
    live: object,
    agents: Agents,
    presence: Presence,
    routing: Routing,
    database: Database,
    audit: AuditLog,
    clock: Clock,
) -> TeamDesk:
    """The supervisor's side."""
    desk = AgentDesk(transcript, states, hands, live, audit=audit)  # type: ignore[arg-type]
    return TeamDesk(
        desk, agents, presence, states, routing, Loads(database), Lines(database), clock
    )


@pytest.fixture
def people_desk(
    agents: Agents, faces: Pictures, presence: Presence, routing: Routing, audit: AuditLog
) -> PeopleDesk:
    """The admin's side."""
    return PeopleDesk(agents, faces, presence, routing, audit)


async def noted(audit: AuditLog, agent: Agent) -> list[str]:
    """What was noted of an agent, in order."""
    return [row.action for row in await audit.read(AuditFilter(agent_id=agent.id))][::-1]


async def test_supervisor_sees_who_is_on_what_and_who_waits_longest(
    team_desk: TeamDesk,
    hire: Hire,
    ask: Ask,
    hands: Hands,
    transcript: Transcript,
    clock: Clock,
    presence: Presence,
) -> None:
    eva, ana = await hire("Eva", role="manager", capacity=1), await hire("Ana", capacity=3)
    await hire("Carla", role="content")
    await hire("Luis", here=False)
    first, second, mail = await ask(), await ask("en"), await ask()
    await hands.claim(first, ana.id, HELLO)
    await hands.say(first, ana.id, MessageDraft("agent", "Dígame"))
    await transcript.append(first, MessageDraft("customer", "No enciende"))
    await hands.go_offline(mail, "eva@example.com")
    clock.pass_by(seconds=50)
    team = await team_desk.look(eva)
    assert [one.agent.name for one in team.members] == ["Ana", "Eva", "Luis"]
    assert [one.conversation_id for one in team.members[0].held] == [first]
    assert team.members[0].held[0].unanswered is not None
    assert team.members[0].held[0].words == "No enciende"
    assert [one.conversation_id for one in team.waiting] == [second, mail]
    assert (team.here, team.held, team.room, team.by_mail) == (2, 1, 3, 1)
    assert team.longest is not None
    assert 50 <= (team.at - team.longest).total_seconds() < 60


async def test_supervisor_takes_over_and_gives_back(
    team_desk: TeamDesk,
    hire: Hire,
    ask: Ask,
    hands: Hands,
    transcript: Transcript,
    audit: AuditLog,
) -> None:
    eva, ana = await hire("Eva", role="manager"), await hire("Ana")
    one = await ask()
    await hands.claim(one, ana.id, HELLO)
    await team_desk.take_over(eva, one)
    assert (await transcript.get(one)).assigned_agent == eva.id
    assert await team_desk.give_back(eva, one)
    assert (await transcript.get(one)).state == "waiting"
    assert not await team_desk.give_back(eva, one)
    assert await noted(audit, eva) == ["take_over", "release"]


async def test_supervisor_sets_anothers_status(
    team_desk: TeamDesk, hire: Hire, presence: Presence, audit: AuditLog
) -> None:
    eva, ana = await hire("Eva", role="manager"), await hire("Ana")
    assert (await team_desk.set_status(eva, ana.id, "away")).status == "away"
    luis = await hire("Luis", here=False)
    assert (await team_desk.set_status(eva, luis.id, "online")).status == "offline"
    assert await noted(audit, eva) == ["set_status", "set_status"]


@pytest.mark.parametrize("role", ["agent", "content"])
async def test_the_team_is_for_supervisors(
    team_desk: TeamDesk, hire: Hire, ask: Ask, role: str, transcript: Transcript
) -> None:
    somebody, one = await hire("Ana", role=role), await ask()
    with pytest.raises(NotAllowed):
        await team_desk.look(somebody)
    with pytest.raises(NotAllowed):
        await team_desk.take_over(somebody, one)
    with pytest.raises(NotAllowed):
        await team_desk.give_back(somebody, one)
    with pytest.raises(NotAllowed):
        await team_desk.set_status(somebody, somebody.id, "away")
    assert (await transcript.get(one)).state == "waiting"


async def test_admin_makes_changes_and_switches_off_accounts(
    people_desk: PeopleDesk, hire: Hire, agents: Agents, audit: AuditLog
) -> None:
    eva = await hire("Eva", role="admin")
    ana, password = await people_desk.add(eva, " Ana@Example.com ", "Ana", "agent")
    assert await agents.log_in("ana@example.com", password)
    with pytest.raises(EmailTaken):
        await people_desk.add(eva, "ana@example.com", "Otra", "agent")
    changed = await people_desk.change(eva, ana.id, capacity=2, topics=["orders"], name="Ana")
    assert (changed.capacity, changed.topics) == (2, ["orders"])
    second = await people_desk.new_password(eva, ana.id)
    assert await agents.log_in("ana@example.com", second)
    assert await people_desk.set_active(eva, ana.id, False) == 0
    assert [one.name for one in await people_desk.all(eva)] == ["Eva", "Ana"]
    await people_desk.set_active(eva, ana.id, True)
    rows = (await audit.read(AuditFilter(agent_id=eva.id)))[::-1]
    assert [row.action for row in rows] == [
        "account_made",
        "account_changed",
        "password_made",
        "account_deactivated",
        "account_activated",
    ]
    assert rows[1].detail["to"] == {"capacity": 2, "topics": ["orders"]}
    assert rows[1].detail["was"] == {"capacity": 4, "topics": []}
    assert not any(word in str(row.detail) for row in rows for word in (password, second))


async def test_a_change_of_nothing_is_not_noted(
    people_desk: PeopleDesk, hire: Hire, audit: AuditLog
) -> None:
    eva = await hire("Eva", role="admin")
    await people_desk.change(eva, eva.id, name="Eva", capacity=4)
    assert await noted(audit, eva) == []


async def test_whoever_is_switched_off_loses_what_they_had_to_the_queue(
    people_desk: PeopleDesk, hire: Hire, ask: Ask, hands: Hands, transcript: Transcript
) -> None:
    eva, ana = await hire("Eva", role="admin"), await hire("Ana")
    one, other = await ask(), await ask()
    for each in (one, other):
        await hands.claim(each, ana.id, HELLO)
    assert await people_desk.set_active(eva, ana.id, False) == 2
    assert (await transcript.get(one)).state == "waiting"


async def test_nobody_switches_themselves_off_or_the_last_admin(
    people_desk: PeopleDesk, hire: Hire
) -> None:
    eva = await hire("Eva", role="admin")
    with pytest.raises(NotYourself):
        await people_desk.set_active(eva, eva.id, False)
    with pytest.raises(LastAdmin):
        await people_desk.change(eva, eva.id, role="manager")


async def test_faces_are_set_and_taken_away_by_admins(
    people_desk: PeopleDesk, hire: Hire, agents: Agents
) -> None:
    eva, ana = await hire("Eva", role="admin"), await hire("Ana")
    name = await people_desk.set_picture(eva, ana.id, picture("PNG"))
    assert (await agents.get(ana.id)).picture == name
    with pytest.raises(BadPicture):
        await people_desk.set_picture(eva, ana.id, b"no picture")
    assert (await agents.get(ana.id)).picture == name
    assert await people_desk.set_picture(eva, ana.id, None) == ""


@pytest.mark.parametrize("role", ["agent", "content", "manager"])
async def test_accounts_are_for_admins(
    people_desk: PeopleDesk, hire: Hire, agents: Agents, role: str
) -> None:
    somebody = await hire("Ana", role=role)
    calls = (
        people_desk.all(somebody),
        people_desk.add(somebody, "x@example.com", "X", "admin"),
        people_desk.change(somebody, somebody.id, role="admin"),
        people_desk.set_active(somebody, somebody.id, True),
        people_desk.new_password(somebody, somebody.id),
        people_desk.set_picture(somebody, somebody.id, None),
    )
    for call in calls:
        with pytest.raises(NotAllowed):
            await call
    assert [one.role for one in await agents.all()] == [role]


async def test_to_log_in_is_to_be_there_whatever_was_chosen_before(
    presence: Presence, audit: AuditLog, hire: Hire
) -> None:
    ana, entrance = await hire("Ana", here=False), Entrance(presence, audit)
    await presence.choose(ana.id, "offline")
    await entrance.came(ana)
    assert (await presence.of(ana.id)).status == "online"
    await entrance.left(ana)
    assert (await presence.of(ana.id)).status == "offline"
    assert await noted(audit, ana) == ["log_in", "log_out"]
