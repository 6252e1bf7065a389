"""The pages about people, driven without a browser."""

from collections.abc import AsyncIterator

import pytest
from nicegui import ui
from nicegui.testing import User

from bot.agents import Agents, Pictures
from bot.audit import AuditLog
from bot.console import AgentDesk, Lines, Queue, QueueDesk, Room
from bot.console.audit import AuditRoom
from bot.console.audit_desk import AuditDesk
from bot.console.audit_words import ACTIONS, DETAILS
from bot.console.audit_words import WORDS as AUDIT_WORDS
from bot.console.login import COOKIE
from bot.console.pages import Pages
from bot.console.people import PeopleRoom
from bot.console.people_desk import PeopleDesk
from bot.console.people_words import WORDS as PEOPLE_WORDS
from bot.console.rooms import NAMES
from bot.console.supervisor import TeamRoom
from bot.console.supervisor_words import WORDS as TEAM_WORDS
from bot.console.supervisor_words import span
from bot.console.team_desk import TeamDesk
from bot.console.tools import Tools
from bot.conversations import Hands, MessageDraft, States, Transcript
from bot.database import Database
from bot.live import Live, News
from bot.notes import Notebook
from bot.presence import Presence
from bot.routing import Loads, Routing
from tests.core.test_console import simulated
from tests.people.conftest import Ask, Hire

HELLO = MessageDraft("system", "Hola")


@pytest.fixture
async def visitor(
    agents: Agents,
    presence: Presence,
    routing: Routing,
    audit: AuditLog,
    faces: Pictures,
    database: Database,
    transcript: Transcript,
    states: States,
    hands: Hands,
    live: Live,
) -> AsyncIterator[User]:
    """Somebody at the console's pages who is not logged in."""
    desk = AgentDesk(transcript, states, hands, live, audit=audit)
    queue = QueueDesk(desk, Queue(Lines(database), live), agents, presence)
    tools = Tools(Notebook.over(database), presence.agents)
    team = TeamDesk(desk, agents, presence, states, routing, Loads(database), Lines(database))
    people = PeopleDesk(agents, faces, presence, routing, audit)
    rooms = [
        Room("/team", "team", "supervise", TeamRoom(team).build),
        Room("/people", "people", "people", PeopleRoom(people).build),
        Room("/audit", "audit", "audit", AuditRoom(AuditDesk(audit, agents)).build),
    ]
    pages = Pages(desk, agents, "Tramontana", queue=queue, tools=tools, rooms=rooms)
    async with simulated(pages) as visitor:
        yield visitor


async def log_in(visitor: User, agents: Agents, name: str) -> User:
    """The visitor as the account of `name`."""
    key = await agents.log_in(f"{name.lower()}@example.com", "a secret")
    visitor.http_client.cookies.set(COOKIE, key)
    return visitor


@pytest.mark.parametrize("path", ["/team", "/people", "/audit"])
async def test_strangers_are_sent_to_the_login(visitor: User, path: str) -> None:
    response = await visitor.http_client.get(path)
    assert (response.status_code, response.headers["location"]) == (307, "/console/login")


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        ("agent", ["Conversaciones"]),
        ("manager", ["Conversaciones", "Equipo"]),
        ("admin", ["Conversaciones", "Equipo", "Personas", "Registro"]),
    ],
)
async def test_the_bar_leads_where_the_role_may_go_and_nowhere_else(
    visitor: User, agents: Agents, hire: Hire, role: str, pages: list[str]
) -> None:
    await hire("Eva", role=role)
    await log_in(visitor, agents, "Eva")
    await visitor.open("/")
    for name in ("Equipo", "Personas", "Registro"):
        if name in pages:
            await visitor.should_see(name, kind=ui.link)
        else:
            await visitor.should_not_see(name, kind=ui.link)
    for path, name in (("/team", "Equipo"), ("/people", "Personas"), ("/audit", "Registro")):
        if name not in pages:
            await visitor.open(path)
            await visitor.should_see("Esta página es para")


async def test_team_shows_numbers_waits_and_agents_and_stays_new(
    visitor: User, agents: Agents, hire: Hire, ask: Ask, hands: Hands, live: Live
) -> None:
    await hire("Eva", role="manager")
    ana = await hire("Ana", capacity=3)
    one = await ask()
    await log_in(visitor, agents, "Eva")
    await visitor.open("/team")
    await visitor.should_see("0 de 3")
    await visitor.should_see("Pidió una persona · en español")
    await hands.claim(one, ana.id, HELLO)
    live.publish(News(one))
    await visitor.should_see("1 de 3", retries=30)
    await visitor.should_see("Nadie espera.")


async def test_supervisor_gives_a_conversation_back_and_takes_it_on_the_page(
    visitor: User, agents: Agents, hire: Hire, ask: Ask, hands: Hands, transcript: Transcript
) -> None:
    eva, ana = await hire("Eva", role="manager"), await hire("Ana")
    one = await ask()
    await hands.claim(one, ana.id, HELLO)
    await log_in(visitor, agents, "Eva")
    await visitor.open("/team")
    visitor.find(marker="give_back").click()
    await visitor.should_see("otra vez en la cola", retries=20)
    assert (await transcript.get(one)).state == "waiting"
    await visitor.open("/team")
    visitor.find(marker="take_over").click()
    await visitor.should_see(marker="reply", retries=30)
    assert (await transcript.get(one)).assigned_agent == eva.id


async def test_admin_makes_an_account_and_sees_its_password_once(
    visitor: User, agents: Agents, hire: Hire
) -> None:
    await hire("Eva", role="admin")
    await log_in(visitor, agents, "Eva")
    await visitor.open("/people")
    visitor.find(marker="new_account").click()
    visitor.find(marker="email").type("not an address")
    visitor.find(marker="name").type("Berta Gil")
    visitor.find(marker="save_account").click()
    await visitor.should_see("no es una dirección de correo", retries=20)
    visitor.find(marker="email").clear().type("berta@example.com")
    visitor.find(marker="save_account").click()
    await visitor.should_see("Contraseña de Berta Gil", retries=20)
    [shown] = visitor.find(marker="secret").elements
    assert isinstance(shown, ui.label)
    assert await agents.log_in("berta@example.com", shown.text)


async def test_admin_changes_skills_and_switches_an_account_off(
    visitor: User, agents: Agents, hire: Hire
) -> None:
    await hire("Eva", role="admin")
    ana = await hire("Ana")
    await log_in(visitor, agents, "Eva")
    await visitor.open("/people")
    await visitor.should_see("agente · 4 a la vez · Español, Inglés · todos los temas")
    visitor.find(marker="edit-ana@example.com").click()
    visitor.find(marker="languages-en").click()
    visitor.find(marker="topics-returns").click()
    visitor.find(marker="save_account").click()
    await visitor.should_see("agente · 4 a la vez · Español · devoluciones", retries=20)
    visitor.find(marker="deactivate-ana@example.com").click()
    visitor.find(marker="really_deactivate").click()
    await visitor.should_see("desactivada", retries=20)
    assert not (await agents.get(ana.id)).active


async def test_accounts_are_found_by_name_mail_and_role(
    visitor: User, agents: Agents, hire: Hire
) -> None:
    await hire("Eva", role="admin")
    await hire("Ana")
    await log_in(visitor, agents, "Eva")
    await visitor.open("/people")
    visitor.find(marker="find").type("agente ana@")
    await visitor.should_not_see("eva@example.com", retries=20)
    await visitor.should_see("ana@example.com")


async def test_audit_log_is_read_by_filter_and_a_bad_day_is_named(
    visitor: User, agents: Agents, hire: Hire, audit: AuditLog
) -> None:
    await hire("Eva", role="admin")
    ana = await hire("Ana")
    await audit.note(ana.id, "claim", "abcdef12-3456")
    await audit.note("system", "release", "abcdef12-3456", of=ana.id, why="gone")
    await log_in(visitor, agents, "Eva")
    await visitor.open("/audit")
    await visitor.should_see("Atendió", kind=ui.label)
    await visitor.should_see("de: Ana · porque: se fue")
    await visitor.open("/audit?action=claim")
    await visitor.should_see("1 anotación")
    await visitor.should_not_see("de: Ana · porque: se fue")
    await visitor.open("/audit?from=nunca")
    await visitor.should_see("«nunca» no es un día")


@pytest.mark.parametrize(
    "words",
    [TEAM_WORDS, PEOPLE_WORDS, AUDIT_WORDS, ACTIONS, DETAILS, NAMES],
    ids=lambda words: len(words),
)
def test_every_text_exists_in_both_languages(words: dict[str, dict[str, str]]) -> None:
    assert [key for key, said in words.items() if set(said) != {"es", "en"}] == []


def test_times_are_told_in_their_largest_units() -> None:
    spans = [span(one, "en") for one in (-3, 40, 61, 3700, 90_000)]
    assert spans == ["0 s", "40 s", "1 min", "1 h 1 min", "1 d 1 h"]
