"""Private notes call colleagues, and no door shows them to a customer."""

import httpx
import pytest
from fastapi import FastAPI

from bot.conversations import Transcript
from bot.database import Database
from bot.notes import Drafted, Notebook, NoteRejected, called, forget
from tests.core.conftest import (
    app,
    desk,
    detector,
    http,
    limits,
    rasa,
    settings,
    tokens,
    turns,
)

__all__ = ["app", "desk", "detector", "http", "limits", "rasa", "settings", "tokens", "turns"]
PEOPLE = {"a": "Ana", "r": "Ana Ruiz", "l": "Luis"}
SECRET = "Ojo: ya amenazó con un abogado"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Luis, ¿lo ves?", ["l"]),
        ("@luis y @ANA", ["a", "l"]),
        ("@Ana Ruiz sabe más", ["r"]),
        ("@Ana Ruiz y @Ana", ["a", "r"]),
        ("Luis no está; ana@example.com tampoco", []),
    ],
)
def test_an_at_sign_before_a_name_calls(text: str, expected: list[str]) -> None:
    assert sorted(called(text, PEOPLE)) == expected


async def test_whoever_is_called_finds_the_note_until_they_see_it(
    notebook: Notebook, talk_id: str
) -> None:
    note = await notebook.notes.add(talk_id, "a", "Ana", " @Luis mira ", calls=["l", "a"])
    assert note.text == "@Luis mira"
    assert [one.id for one in await notebook.notes.mentions("l")] == [note.id]
    assert await notebook.notes.mentions("a") == []
    assert await notebook.notes.seen("l", talk_id)
    assert not await notebook.notes.seen("l", talk_id)
    assert await notebook.notes.mentions("l") == []


async def test_notes_are_read_on_from_a_number(notebook: Notebook, talk_id: str) -> None:
    first = await notebook.notes.add(talk_id, "a", "Ana", "uno")
    await notebook.notes.add(talk_id, "l", "Luis", "dos")
    assert [one.text for one in await notebook.notes.after(talk_id)] == ["uno", "dos"]
    assert [one.text for one in await notebook.notes.after(talk_id, first.id)] == ["dos"]


@pytest.mark.parametrize("text", ["", "  \n", "x" * 4001])
async def test_an_empty_or_endless_note_is_refused(
    notebook: Notebook, talk_id: str, text: str
) -> None:
    with pytest.raises(NoteRejected, match="1 to 4000"):
        await notebook.notes.add(talk_id, "a", "Ana", text)
    assert await notebook.notes.after(talk_id) == []


async def test_notes_of_a_customer_who_is_forgotten_go_too(
    notebook: Notebook, database: Database, talk_id: str
) -> None:
    await notebook.notes.add(talk_id, "a", "Ana", "Vive en la calle Mayor 3", calls=["l"])
    await notebook.drafts.keep("a", talk_id, "note", Drafted("¿Calle Mayor 3?"))
    async with database.write() as session:
        await forget(session, [talk_id])
    assert await notebook.drafts.of("a", talk_id) == {}
    assert await notebook.notes.after(talk_id) == []
    assert await notebook.notes.mentions("l") == []


async def test_no_door_shows_a_note_to_the_customer(
    http: httpx.AsyncClient, app: FastAPI, notebook: Notebook, transcript: Transcript
) -> None:
    started = (await http.post("/api/conversations", json={"language": "es"})).json()
    key = {"Authorization": f"Bearer {started['token']}"}
    await notebook.notes.add(started["conversation_id"], "a", "Ana", SECRET)
    await notebook.drafts.keep("a", started["conversation_id"], "note", Drafted(SECRET))
    read = await http.get("/api/conversations/current", headers=key)
    assert read.status_code == 200
    assert SECRET not in read.text
    messages = await transcript.after(started["conversation_id"], 0)
    assert all(SECRET not in one.text for one in messages)
