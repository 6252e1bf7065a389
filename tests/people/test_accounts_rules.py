"""What accounts may be like, and that there is always somebody who can make them."""

import io

import pytest
from PIL import Image

from bot.agents import (
    AgentNotFound,
    Agents,
    BadAccount,
    BadPicture,
    EmailTaken,
    LastAdmin,
    Pictures,
    WrongLogin,
    initials,
)
from bot.agents.pictures import squared
from tests.people.conftest import Hire


async def test_a_new_account_speaks_both_languages_and_knows_every_topic(hire: Hire) -> None:
    ana = await hire("Ana")
    assert (ana.capacity, ana.languages, ana.topics) == (4, ["es", "en"], [])
    assert (ana.active, ana.sound, ana.notify, ana.picture) == (True, True, False, "")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"email": "eva"}, "no e-mail address"),
        ({"email": "eva @example.com"}, "no e-mail address"),
        ({"name": "  "}, "1 to 80 characters, this one 0"),
        ({"name": "x" * 81}, "this one 81"),
        ({"role": "king"}, "'king' is no role"),
        ({"capacity": -1}, "from 0 to 50, not -1"),
        ({"capacity": 2.5}, "not 2.5"),
        ({"languages": []}, "at least one language"),
        ({"languages": ["fr"]}, "'fr' is no language"),
        ({"topics": ["weather"]}, "'weather' is no topic"),
    ],
)
async def test_what_cannot_be_is_refused_and_changes_nothing(
    agents: Agents, hire: Hire, values: dict[str, object], said: str
) -> None:
    ana = await hire("Ana")
    with pytest.raises(BadAccount, match=said):
        await agents.change(ana.id, **{"name": "Otra", **values})
    found = await agents.get(ana.id)
    assert (found.name, found.email, found.role) == ("Ana", "ana@example.com", "agent")


async def test_lists_are_kept_in_their_order_and_once(agents: Agents, hire: Hire) -> None:
    ana = await hire("Ana")
    changed = await agents.change(ana.id, topics=["returns", "orders", "returns"])
    assert changed.topics == ["orders", "returns"]


async def test_an_e_mail_belongs_to_one_account(agents: Agents, hire: Hire) -> None:
    ana, ben = await hire("Ana"), await hire("Ben")
    with pytest.raises(EmailTaken, match=r"ana@example\.com has an account already"):
        await agents.change(ben.id, email="ANA@example.com")
    assert (await agents.of_email("ben@example.com")).id == ben.id
    assert (await agents.of_email("Ana@Example.com")).id == ana.id


async def test_there_is_always_an_admin(agents: Agents, hire: Hire) -> None:
    ana, ben = await hire("Ana", role="admin"), await hire("Ben")
    for values in ({"role": "agent"}, {"active": False}):
        with pytest.raises(LastAdmin, match=r"ana@example\.com is the last"):
            await agents.change(ana.id, **values)
    await agents.change(ben.id, role="admin")
    await agents.change(ana.id, role="agent")
    assert (await agents.get(ana.id)).role == "agent"


async def test_a_deactivated_account_is_logged_out_and_stays_out(
    agents: Agents, hire: Hire
) -> None:
    ana = await hire("Ana")
    key = await agents.log_in("ana@example.com", "a secret")
    await agents.change(ana.id, active=False)
    assert await agents.of_session(key) is None
    with pytest.raises(WrongLogin):
        await agents.log_in("ana@example.com", "a secret")
    await agents.change(ana.id, active=True)
    assert await agents.of_session(key) is None
    assert await agents.log_in("ana@example.com", "a secret")


async def test_a_change_of_role_ends_the_sessions_and_another_change_does_not(
    agents: Agents, hire: Hire
) -> None:
    ana = await hire("Ana")
    key = await agents.log_in("ana@example.com", "a secret")
    await agents.change(ana.id, capacity=7)
    assert await agents.of_session(key)
    await agents.change(ana.id, role="manager")
    assert await agents.of_session(key) is None


async def test_unknown_accounts_are_named(agents: Agents) -> None:
    with pytest.raises(AgentNotFound, match="nobody"):
        await agents.get("nobody")
    with pytest.raises(AgentNotFound, match=r"x@example\.com"):
        await agents.of_email("x@example.com")


def picture(kind: str, size: tuple[int, int] = (300, 200)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, kind)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
async def test_a_face_is_made_small_and_square(faces: Pictures, hire: Hire, kind: str) -> None:
    ana = await hire("Ana")
    name = await faces.put(ana.id, picture(kind))
    kept = await faces.get(name)
    assert kept is not None
    with Image.open(io.BytesIO(kept)) as found:
        assert (found.format, found.size) == ("WEBP", (128, 128))


async def test_a_face_is_shown_until_it_is_taken_away(
    faces: Pictures, agents: Agents, hire: Hire
) -> None:
    ana, ben = await hire("Ana"), await hire("Ben")
    name = await faces.put(ana.id, picture("PNG"))
    assert await faces.put(ben.id, picture("PNG")) == name, "the same picture is kept once"
    assert (await agents.get(ana.id)).picture == name
    await faces.remove(ana.id)
    assert (await agents.get(ana.id)).picture == ""
    assert await faces.get(name)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg onload=alert(1)>",
        b"GIF89a" + bytes(50),
        picture("GIF"),
        picture("PNG")[:-60],
        picture("PNG", (9000, 5000)),
        bytes(5 * 1024 * 1024 + 1),
    ],
    ids=["empty", "markup", "no picture", "gif", "cut off", "huge", "heavy"],
)
def test_what_is_no_face_is_refused_in_both_languages(data: bytes) -> None:
    with pytest.raises(BadPicture, match=r"was not taken.* / La imagen no se ha guardado"):
        squared(data)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ana", "A"), ("Ana López Gil", "AG"), ("ömer", "Ö"), ("(Eva)", "?"), ("  ", "?")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters
