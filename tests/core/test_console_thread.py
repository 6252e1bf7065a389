"""The conversation's page: notes, labels, canned replies, drafts, passing on, ending, undoing."""

import asyncio
from datetime import timedelta

import pytest
from nicegui import ui
from nicegui.testing import User

from bot.agents import Agent, Agents
from bot.audit import AuditFilter, AuditLog
from bot.console import AgentDesk
from bot.console.login import COOKIE
from bot.console.notices import notice
from bot.console.thread_words import TOPICS, WORDS, word
from bot.console.tools import Tools
from bot.console.words import label
from bot.conversations import Ending, Escalation, Hands, MessageDraft, NotYours, States, Transcript
from bot.database import Database
from bot.live import Live, News
from bot.notes import Canned, Drafted
from bot.roles import NotAllowed
from tests.core.test_answers import ENTRY
from tests.core.test_console import (
    NOTICES,
    agents,
    ana,
    queue_desk,
    texts,
    tools,
    visitor,
    waiting,
)

__all__ = ["agents", "ana", "queue_desk", "tools", "visitor", "waiting"]


@pytest.fixture
def audit(database: Database) -> AuditLog:
    """What agents did."""
    return AuditLog(database)


@pytest.fixture
def agent_desk(
    transcript: Transcript, states: States, hands: Hands, live: Live, audit: AuditLog
) -> AgentDesk:
    """What an agent can do, written down."""
    return AgentDesk(transcript, states, hands, live, audit=audit)


@pytest.fixture
async def people(agents: Agents) -> dict[str, Agent]:
    """The accounts by name."""
    return {one.name: one for one in await agents.all()}


@pytest.fixture
async def mine(agent_desk: AgentDesk, waiting: str, people: dict[str, Agent]) -> str:
    """A conversation that Ana has."""
    await agent_desk.claim(waiting, people["Ana"])
    return waiting


async def open_mine(ana: User, mine: str) -> User:
    """Ana's page with her conversation."""
    await ana.open(f"/conversation/{mine}")
    await ana.should_see(label("send", "es"))
    return ana


def test_every_text_is_there_in_both_languages() -> None:
    for texts_of in [*WORDS.values(), *TOPICS.values()]:
        assert set(texts_of) == {"es", "en"}
        assert all(one.strip() for one in texts_of.values())


@pytest.mark.parametrize("key", ["transferred", "requeued", "taken_over", "undone", "claimed"])
def test_the_customer_is_told_in_their_language(key: str) -> None:
    said = {language: notice(key, language, agent="Ana", other="Luis") for language in ("es", "en")}
    assert said["es"].text != said["en"].text
    assert all("Ana" in one.text and one.data == {"notice": key} for one in said.values())


async def test_a_note_is_shown_to_colleagues_and_is_no_message(
    ana: User, mine: str, transcript: Transcript, tools: Tools, people: dict[str, Agent]
) -> None:
    await open_mine(ana, mine)
    before = len(await texts(transcript, mine))
    ana.find(marker="to_note").click()
    ana.find(marker="note", kind=ui.textarea).type("Ojo, @Luis: es la tercera vez")
    ana.find(marker="save_note").click()
    await ana.should_see(content="Ojo, @Luis: es la tercera vez", kind=ui.label, retries=20)
    assert len(await texts(transcript, mine)) == before
    [note] = await tools.notebook.notes.mentions(people["Luis"].id)
    assert note.author_name == "Ana"


async def test_whoever_is_named_is_told_on_any_page_until_they_read_it(
    ana: User,
    mine: str,
    tools: Tools,
    live: Live,
    people: dict[str, Agent],
) -> None:
    await ana.open("/")
    me = people["Ana"].id
    await tools.notebook.notes.add(mine, people["Luis"].id, "Luis", "@Ana mira", [me])
    live.publish(News(f"agent:{me}", "notes"))
    await ana.should_see("@ 1", retries=20)
    await ana.should_see(word("mention_toast", "es", name="Luis"), retries=20)
    await open_mine(ana, mine)
    await ana.should_see(content="@Ana mira", kind=ui.label)
    await ana.should_not_see("@ 1", retries=20)


async def test_a_draft_is_there_again_and_gone_once_it_is_sent(
    ana: User, mine: str, tools: Tools, people: dict[str, Agent], transcript: Transcript
) -> None:
    drafts, me = tools.notebook.drafts, people["Ana"].id
    await drafts.keep(me, mine, "reply", Drafted("Le envío otro"))
    await open_mine(ana, mine)
    await ana.should_see(content="Le envío otro", kind=ui.textarea)
    ana.find(marker="send").click()
    await ana.should_see(content="Le envío otro", kind=ui.label, retries=20)
    assert (await texts(transcript, mine))[-1] == "Le envío otro"
    assert await drafts.of(me, mine) == {}


async def test_typing_is_kept_as_a_draft(
    ana: User, mine: str, tools: Tools, people: dict[str, Agent]
) -> None:
    await open_mine(ana, mine)
    ana.find(marker="reply").type("Un mo")
    for _ in range(40):
        if found := await tools.notebook.drafts.of(people["Ana"].id, mine):
            break
        await asyncio.sleep(0.1)
    assert found == {"reply": Drafted("Un mo")}


async def test_a_canned_reply_comes_in_the_customers_language_and_filled(
    ana: User, mine: str, tools: Tools
) -> None:
    reply = Canned("hola", "Hola, soy {agent}.", "Hello, this is {agent}.")
    await tools.notebook.replies.keep(reply, "system")
    await open_mine(ana, mine)
    area = ana.find(marker="reply")
    area.type("Good morning. /ho")
    await ana.should_see("/hola", retries=20)
    area.trigger("keydown", {"key": "Enter", "text": "Good morning. /ho"})
    filled = "Good morning. Hello, this is Ana."
    await ana.should_see(content=filled, kind=ui.textarea, retries=20)
    await ana.should_not_see("/hola")


async def test_a_gap_in_a_canned_reply_is_not_sent(
    ana: User, mine: str, transcript: Transcript
) -> None:
    await open_mine(ana, mine)
    before = await texts(transcript, mine)
    ana.find(marker="reply").type("About {order}")
    ana.find(marker="send").click()
    await ana.should_see(word("gap", "es", gap="{order}"), retries=20)
    assert await texts(transcript, mine) == before


async def test_labels_are_put_on_and_taken_off(ana: User, mine: str, tools: Tools) -> None:
    await open_mine(ana, mine)
    ana.find(marker="labels").click()
    await ana.should_see(marker="new_label", retries=20)
    ana.find(marker="new_label").type("Garantía rara")
    ana.find(marker="add_label").click()
    await ana.should_see("garantía rara", retries=20)
    assert await tools.notebook.labels.of(mine) == ["garantía rara"]


async def test_resolve_with_outcome_and_topic_and_take_it_back(
    ana: User, mine: str, transcript: Transcript, database: Database
) -> None:
    await open_mine(ana, mine)
    ana.find(marker="resolve").click()
    await ana.should_see(marker="do_resolve", retries=20)
    ana.find(word("unsolved", "es")).click()
    ana.find(TOPICS["repairs"]["es"]).click()
    ana.find(word("to_closed", "es")).click()
    ana.find(marker="do_resolve").click()
    await ana.should_see(marker="undo", retries=20)
    assert (await transcript.get(mine)).state == "closed"
    async with database.read() as session:
        row = await session.get(Escalation, 1)
        assert row is not None
        assert (row.outcome, row.result_topic) == ("unsolved", "repairs")

    ana.find(marker="do_undo").click()
    await ana.should_see(label("send", "es"), retries=20)
    assert ana.back_history[-1] == f"/conversation/{mine}"
    assert (await transcript.get(mine)).state == "agent"


async def test_resolve_is_refused_when_the_customer_wrote_meanwhile(
    ana: User, mine: str, transcript: Transcript, live: Live
) -> None:
    await open_mine(ana, mine)
    ana.find(marker="resolve").click()
    await ana.should_see(marker="do_resolve", retries=20)
    await transcript.append(mine, MessageDraft("customer", "Wait, one more thing"))
    live.publish(News(mine))
    ana.find(marker="do_resolve").click()
    await ana.should_see(word("unread", "es"), retries=20)
    assert (await transcript.get(mine)).state == "agent"
    await ana.should_see("Wait, one more thing", retries=20)


async def test_pass_it_to_a_colleague_with_a_note(
    ana: User, mine: str, transcript: Transcript, tools: Tools, people: dict[str, Agent]
) -> None:
    await open_mine(ana, mine)
    ana.find(marker="transfer").click()
    await ana.should_see(marker="do_transfer", retries=20)
    ana.find(f"Luis · {word('offline', 'es')}").click()
    ana.find(marker="why").type("Sabe de hervidores")
    ana.find(marker="do_transfer").click()
    await ana.should_see(label("conversations", "es"), retries=20)
    row = await transcript.get(mine)
    assert (row.state, row.assigned_agent) == ("waiting", None)
    [note] = await tools.notebook.notes.mentions(people["Luis"].id)
    assert note.text == "Sabe de hervidores"
    assert (await texts(transcript, mine))[-1].startswith("Ana is passing you to Luis")


async def test_pass_it_to_the_assistant(ana: User, mine: str, transcript: Transcript) -> None:
    await open_mine(ana, mine)
    ana.find(marker="transfer").click()
    await ana.should_see(marker="do_transfer", retries=20)
    ana.find(word("assistant", "es")).click()
    ana.find(marker="do_transfer").click()
    await ana.should_see(label("conversations", "es"), retries=20)
    assert (await transcript.get(mine)).state == "bot"


async def test_another_conversation_is_brought_here(
    ana: User, mine: str, transcript: Transcript
) -> None:
    other = await transcript.start("en", MessageDraft("bot", "Hello again"))
    await transcript.append(other.id, MessageDraft("customer", "Same kettle", asks=False))
    await open_mine(ana, mine)
    ana.find(marker="merge").click()
    await ana.should_see(marker="do_merge", retries=20)
    ana.find(marker="do_merge").click()
    await ana.should_see(word("merge_none", "es"), retries=20)
    ana.find(marker="other").type(f"http://counter/console/conversation/{other.id}")
    ana.find(marker="do_merge").click()
    await ana.should_see("Same kettle", retries=20)
    assert (await transcript.get(other.id)).merged_into == mine


async def test_marks_say_what_arrived_and_was_read(
    ana: User, mine: str, hands: Hands, live: Live, transcript: Transcript
) -> None:
    await open_mine(ana, mine)
    ana.find(marker="reply").type("Hello")
    ana.find(marker="send").click()
    await ana.should_see(word("sent_mark", "es"), retries=20)
    row = await transcript.get(mine)
    assert row.agent_read_seq > 0
    await hands.mark(mine, "customer", got=row.last_seq)
    live.publish(News(mine, "marks", "customer"))
    await ana.should_see(word("got_mark", "es"), retries=20)
    await hands.mark(mine, "customer", read=row.last_seq)
    live.publish(News(mine, "marks", "customer"))
    await ana.should_see(word("read_mark", "es"), retries=20)
    await ana.should_not_see(word("got_mark", "es"))


async def test_who_only_looks_reads_for_nobody(
    ana: User, waiting: str, transcript: Transcript, people: dict[str, Agent], live: Live
) -> None:
    await ana.open(f"/conversation/{waiting}")
    live.publish(News(waiting, "looking", people["Luis"].id, True))
    await ana.should_see(word("looking", "es", names="Luis"), retries=20)
    assert (await transcript.get(waiting)).agent_read_seq == 0
    live.publish(News(waiting, "looking", people["Luis"].id, False))
    await ana.should_not_see(word("looking", "es", names="Luis"), retries=20)


async def test_the_score_is_shown_when_it_comes(
    ana: User, mine: str, tools: Tools, live: Live
) -> None:
    surveys = tools.surveys
    assert surveys is not None
    await open_mine(ana, mine)
    await ana.should_not_see(marker="csat")
    survey = await surveys.ask("csat", mine, "agent", "en", None)
    assert survey is not None
    await surveys.score(survey, 4)
    await surveys.comment(survey, "Quick and kind")
    live.publish(News(mine))
    await ana.should_see(word("csat", "es", score=4), retries=20)
    await ana.should_see("«Quick and kind»")


async def test_only_a_supervisor_takes_over(
    agent_desk: AgentDesk,
    mine: str,
    agents: Agents,
    people: dict[str, Agent],
    transcript: Transcript,
    visitor: User,
) -> None:
    with pytest.raises(NotAllowed):
        await agent_desk.take_over(mine, people["Luis"])
    eva = await agents.ensure("eva@example.com", "Eva", "secret", "manager")
    visitor.http_client.cookies.set(COOKIE, await agents.log_in("eva@example.com", "secret"))
    await visitor.open(f"/conversation/{mine}")
    await visitor.should_see(word("with_other", "es", name="Ana"))
    visitor.find(marker="take_over").click()
    await visitor.should_see(label("send", "es"), retries=20)
    assert (await transcript.get(mine)).assigned_agent == eva.id
    assert (await texts(transcript, mine))[-1] == "Eva is looking after you from now on."


async def test_a_page_that_is_no_longer_the_agents_cannot_write(
    ana: User, mine: str, hands: Hands, people: dict[str, Agent], agent_desk: AgentDesk
) -> None:
    await open_mine(ana, mine)
    await hands.take_over(mine, people["Luis"].id, MessageDraft("system", "Luis"))
    with pytest.raises(NotYours):
        await agent_desk.say(mine, people["Ana"], "Hello", "an-id-of-mine")
    ana.find(marker="reply").type("Hello")
    ana.find(marker="send").click()
    await ana.should_see(label("ended", "es"), retries=20)


async def test_every_action_is_written_down(
    agent_desk: AgentDesk,
    waiting: str,
    people: dict[str, Agent],
    audit: AuditLog,
    transcript: Transcript,
    states: States,
) -> None:
    one, two = people["Ana"], people["Luis"]
    await agent_desk.claim(waiting, one)
    await agent_desk.say(waiting, one, "Hello", "an-id-of-mine")
    await agent_desk.transfer(waiting, one, two)
    await agent_desk.claim(waiting, two)
    other = await transcript.start("en", MessageDraft("bot", "Hello again"))
    await agent_desk.merge(other.id, waiting, two)
    await agent_desk.resolve(waiting, two, Ending("bot", "elsewhere", "orders"))
    assert await agent_desk.undo(two) == waiting
    found = [row.action for row in reversed(await audit.read(AuditFilter()))]
    assert found == ["claim", "say", "transfer", "claim", "merge", "resolve", "undo"]
    rows = await audit.read(AuditFilter(action="resolve"))
    assert rows[0].detail == {"to": "bot", "outcome": "elsewhere", "topic": "orders"}
    assert "Hello" not in str([row.detail for row in await audit.read(AuditFilter())])


async def test_undo_is_offered_for_as_long_as_it_holds(
    transcript: Transcript,
    states: States,
    hands: Hands,
    live: Live,
    waiting: str,
    people: dict[str, Agent],
) -> None:
    desk = AgentDesk(transcript, states, hands, live, undo_within=timedelta(0))
    await desk.claim(waiting, people["Ana"])
    await desk.resolve(waiting, people["Ana"], Ending("bot"))
    assert desk.ended(people["Ana"]) is None
    assert await desk.undo(people["Ana"]) is None
    assert (await transcript.get(waiting)).state == "bot"


async def test_an_answer_shows_how_sure_the_assistant_was(
    ana: User, transcript: Transcript, states: States, tools: Tools
) -> None:
    assert tools.answers is not None
    await tools.answers.log(ENTRY)
    talk = await transcript.start("en")
    said = MessageDraft("bot", "Empty the tray.", data={"answer": ENTRY.id})
    await transcript.append(talk.id, said)
    await states.ask_for_person(talk.id, MessageDraft("customer", "no", asks=False), NOTICES)
    await ana.open(f"/conversation/{talk.id}")
    await ana.should_see(word("confidence", "es", percent=91))
