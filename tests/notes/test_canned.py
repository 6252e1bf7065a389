"""Canned replies: checked when they are written, filled when they are used."""

import pytest

from bot.notes import Canned, CannedRejected, Notebook, fill, gaps

HELLO = Canned("hola", "Hola, {customer}, soy {agent}.", "Hello {customer}, this is {agent}.")


async def test_a_reply_is_found_by_its_shortcut(notebook: Notebook) -> None:
    await notebook.replies.keep(Canned(" /HOLA ", HELLO.es, HELLO.en), "a")
    await notebook.replies.keep(Canned("ya-hola", "Otra", "Another"), "a")
    assert [one.shortcut for one in await notebook.replies.starting("ho")] == ["hola", "ya-hola"]
    assert await notebook.replies.starting("zzz") == []
    assert (await notebook.replies.all())[0].text("en") == HELLO.en


@pytest.mark.parametrize(
    ("reply", "problem", "value"),
    [
        (Canned("con espacio", "a", "b"), "bad_shortcut", "con espacio"),
        (Canned("ñ", "a", "b"), "bad_shortcut", "ñ"),
        (Canned("", "a", "b"), "bad_shortcut", ""),
        (Canned("ok", "a", "  "), "bad_text", "en"),
        (Canned("ok", "x" * 4001, "b"), "bad_text", "es"),
        (Canned("ok", "Su {pedido}", "b"), "bad_variable", "{pedido}"),
    ],
)
async def test_a_wrong_reply_is_refused_and_says_why(
    notebook: Notebook, reply: Canned, problem: str, value: str
) -> None:
    with pytest.raises(CannedRejected) as refused:
        await notebook.replies.keep(reply, "a")
    assert (refused.value.problem, refused.value.value) == (problem, value)
    assert await notebook.replies.all() == []


async def test_a_shortcut_is_one_replys_and_can_be_changed(notebook: Notebook) -> None:
    await notebook.replies.keep(HELLO, "a")
    with pytest.raises(CannedRejected, match="there already"):
        await notebook.replies.keep(Canned("hola", "x", "y"), "l")
    await notebook.replies.keep(Canned("hola", "Buenas", "Hi"), "l", instead_of="hola")
    await notebook.replies.keep(Canned("buenas", "Buenas", "Hi"), "l", instead_of="hola")
    assert [one.shortcut for one in await notebook.replies.all()] == ["buenas"]
    await notebook.replies.drop("buenas")
    assert await notebook.replies.all() == []


async def test_renaming_onto_another_reply_loses_neither(notebook: Notebook) -> None:
    await notebook.replies.keep(HELLO, "a")
    await notebook.replies.keep(Canned("adios", "Adiós", "Bye"), "a")
    with pytest.raises(CannedRejected):
        await notebook.replies.keep(Canned("adios", "x", "y"), "a", instead_of="hola")
    kept = {one.shortcut: one.es for one in await notebook.replies.all()}
    assert kept == {"hola": HELLO.es, "adios": "Adiós"}


def test_what_is_known_is_filled_and_what_is_not_stays_to_be_seen() -> None:
    text = fill("{customer}: {order}, {agent} {otra}", {"customer": "Lucía", "agent": "Ana"})
    assert text == "Lucía: {order}, Ana {otra}"
    assert gaps(text) == ["{order}"]
    assert gaps("Lucía") == []


async def test_replies_are_seeded_only_where_there_is_none(notebook: Notebook) -> None:
    assert await notebook.replies.seed([HELLO]) == 1
    assert await notebook.replies.seed([Canned("otra", "a", "b")]) == 0
    assert [one.shortcut for one in await notebook.replies.all()] == ["hola"]


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Hola, {customer}. Soy {agent}.", "Hola. Soy Ana."),
        ("Hello {customer}. I am {agent}.", "Hello. I am Ana."),
        ("Hola, {customer}, soy {agent}.", "Hola, soy Ana."),
        ("¿Hay algo más, {customer}?", "¿Hay algo más?"),
        ("Gracias, {customer}", "Gracias"),
        ("Se lo enviamos a {customer}.", "Se lo enviamos a {customer}."),
        ("{customer}: {order}", "{customer}: {order}"),
    ],
)
def test_who_is_not_known_is_addressed_without_a_name(text: str, filled: str) -> None:
    assert fill(text, {"agent": "Ana"}) == filled
    known = fill(text, {"agent": "Ana", "customer": "Lucía"})
    assert "Lucía" in known
    assert "{customer}" not in known
