"""Drafts: one for each agent, conversation and kind, there after a restart, gone when sent."""

from bot.database import Database
from bot.notes import Drafted, Drafts, Notebook

FILES = {"files": [{"id": "1", "name": "a.pdf"}]}


async def test_a_draft_is_there_after_a_restart(
    notebook: Notebook, database: Database, talk_id: str
) -> None:
    await notebook.drafts.keep("a", talk_id, "reply", Drafted("Le envío", FILES))
    await notebook.drafts.keep("a", talk_id, "reply", Drafted("Le envío uno", FILES))
    await notebook.drafts.keep("a", talk_id, "note", Drafted("¿Es el mismo?"))
    another = Database(database.url)
    try:
        found = await Drafts(another).of("a", talk_id)
    finally:
        await another.close()
    assert found == {
        "reply": Drafted("Le envío uno", FILES),
        "note": Drafted("¿Es el mismo?"),
    }


async def test_a_draft_is_the_agents_own(notebook: Notebook, talk_id: str) -> None:
    await notebook.drafts.keep("a", talk_id, "reply", Drafted("Hola"))
    assert await notebook.drafts.of("l", talk_id) == {}
    assert await notebook.drafts.open("a") == [talk_id]
    assert await notebook.drafts.open("l") == []


async def test_an_empty_draft_is_none(notebook: Notebook, talk_id: str) -> None:
    await notebook.drafts.keep("a", talk_id, "reply", Drafted("Hola"))
    await notebook.drafts.keep("a", talk_id, "reply", Drafted("  "))
    assert await notebook.drafts.of("a", talk_id) == {}
    await notebook.drafts.keep("a", talk_id, "reply", Drafted("", FILES))
    assert await notebook.drafts.of("a", talk_id) == {"reply": Drafted("", FILES)}
