"""Labels: one spelling each, put on once, taken off, counted."""

import pytest

from bot.conversations import Transcript
from bot.notes import LabelRejected, Notebook


async def test_a_label_has_one_spelling_and_is_put_on_once(
    notebook: Notebook, talk_id: str
) -> None:
    assert await notebook.labels.put(talk_id, "  #Muy   Urgente ", "a") == "muy urgente"
    await notebook.labels.put(talk_id, "muy urgente", "l")
    assert await notebook.labels.of(talk_id) == ["muy urgente"]
    await notebook.labels.take(talk_id, "muy urgente")
    assert await notebook.labels.of(talk_id) == []


@pytest.mark.parametrize("name", ["", " # ", "x" * 41])
async def test_what_is_no_label_is_refused(notebook: Notebook, talk_id: str, name: str) -> None:
    with pytest.raises(LabelRejected, match="1 to 40"):
        await notebook.labels.put(talk_id, name, "a")


async def test_the_most_used_label_is_offered_first(
    notebook: Notebook, transcript: Transcript
) -> None:
    talks = [(await transcript.start("es")).id for _ in range(3)]
    for one in talks:
        await notebook.labels.put(one, "vip", "a")
    await notebook.labels.put(talks[0], "aduana", "a")
    assert await notebook.labels.known() == ["vip", "aduana"]
    assert await notebook.labels.of_many(talks[:2]) == {
        talks[0]: ["aduana", "vip"],
        talks[1]: ["vip"],
    }
