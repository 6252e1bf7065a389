"""Beside a conversation an agent sees whose it is: what they own, what is open, what happened."""

from typing import Any

import pytest

from bot.backoffice import SqlBackoffice
from bot.backoffice.states import FLOWS
from bot.console.customer import heading, line, word
from bot.console.matter_words import KINDS, STATES
from bot.conversations import MessageDraft, States, Transcript
from bot.database import Database
from bot.identity import Identity, Limits
from bot.live import Live, News
from bot.timeline import Timeline
from tests.backoffice.conftest import furnish
from tests.backoffice.rows import EMAIL
from tests.core.test_console import COOKIE as SESSION
from tests.core.test_console import NOTICES, AgentDesk, Agents, Pages, agents, simulated

__all__ = ["agents"]
RETURN = {"kind": "return", "number": "RMA-20031", "status": "approved", "items": ["1 x levante"]}


def test_every_state_of_a_matter_has_words_in_both_languages() -> None:
    named = {state for flow in FLOWS.values() for state in flow} | {"placed", "bot", "waiting"}
    assert named <= set(STATES)
    assert set(FLOWS) <= set(KINDS)
    for words in [*STATES.values(), *KINDS.values()]:
        assert set(words) == {"es", "en"}


@pytest.mark.parametrize(
    ("entry", "language", "expected"),
    [
        (RETURN, "es", "Devolución · RMA-20031 · aprobada · 1 x levante"),
        (RETURN, "en", "Return · RMA-20031 · approved · 1 x levante"),
        (
            {"kind": "contact", "text": "where is it?", "outcome": "unanswered"},
            "en",
            "Contact · unanswered · «where is it?»",
        ),
        (
            {"kind": "refund", "number": "RF-1", "status": "sent", "amount_eur": "389.00"},
            "es",
            "Reembolso · RF-1 · enviado al banco · 389.00 €",
        ),
    ],
)
def test_what_happened_is_one_line(entry: dict[str, Any], language: str, expected: str) -> None:
    assert line(entry, language) == expected


def test_the_heading_counts_open_matters() -> None:
    told: dict[str, Any] = {"customer": {"name": "Lucía"}, "open": []}
    assert heading(told, "es") == "Lucía"
    assert heading(told | {"open": [RETURN]}, "en") == "Lucía · 1 open matter"
    assert heading(told | {"open": [RETURN, RETURN]}, "es") == "Lucía · 2 asuntos abiertos"
    assert heading(None, "en") == word("nobody", "en")


async def test_an_agent_sees_who_it_is_once_that_is_known(
    database: Database, transcript: Transcript, states: States, live: Live, agents: Agents
) -> None:
    shop = SqlBackoffice(await furnish(database))
    desk = AgentDesk(transcript, states, live, timeline=Timeline(shop, database))
    talk = await transcript.start("es")
    await states.ask_for_person(talk.id, MessageDraft("customer", "ayuda", asks=False), NOTICES)
    async with simulated(Pages(desk, agents, "Tramontana", 0.05)) as ana:
        ana.http_client.cookies.set(SESSION, await agents.log_in("ana@example.com", "secret"))
        await ana.open(f"/conversation/{talk.id}")
        await ana.should_see(word("nobody", "es"))
        await Identity(shop, database, Limits(slowest_s=0)).by_order(talk.id, "104512", EMAIL)
        live.publish(News(talk.id))
        await ana.should_see("Lucía", retries=20)
        await ana.should_see("TR-104512")
        await ana.should_not_see(word("nobody", "es"))
