"""The customer's door: what to expect, an address, a call."""

import json

import httpx
import pytest

from bot.chat import waiting as shapes
from bot.tokens import Tokens
from tests.waiting.conftest import Counter

HERE = "/api/conversations/current"


def bearer(tokens: Tokens, conversation_id: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens.issue(conversation_id)}"}


async def test_what_to_expect_has_the_shape_that_is_documented(
    counter: Counter, door: httpx.AsyncClient, tokens: Tokens
) -> None:
    mine = await counter.ask()
    told = (await door.get(f"{HERE}/waiting", headers=bearer(tokens, mine))).json()
    assert shapes.__doc__ is not None
    assert all(f'"{key}"' in shapes.__doc__ for key in told)
    text = told.pop("text")
    assert told == {
        "state": "waiting",
        "position": 1,
        "people": 2,
        "median_s": 180.0,
        "p90_s": 600.0,
        "basis": "assumed",
        "open": True,
        "opens_at": None,
        "closes_at": "2026-11-24T17:00:00.000Z",
        "offline": False,
        "email": None,
        "options": ["wait", "email", "callback"],
        "promise": {
            "kind": "wait",
            "said_at": "2026-11-24T09:00:00.000Z",
            "due_at": "2026-11-24T09:10:00.000Z",
            "kept": None,
        },
        "callback": None,
    }
    assert text.startswith("Va usted a continuación.")


async def test_who_does_not_wait_is_told_so(
    counter: Counter, door: httpx.AsyncClient, tokens: Tokens
) -> None:
    row = await counter.transcript.start("en")
    told = (await door.get(f"{HERE}/waiting", headers=bearer(tokens, row.id))).json()
    assert (told["state"], told["options"], told["promise"]) == ("bot", [], None)
    assert told["text"] == "You are not waiting for anybody."


async def test_an_address_is_taken_and_shown_to_its_owner(
    counter: Counter, door: httpx.AsyncClient, tokens: Tokens
) -> None:
    headers = bearer(tokens, await counter.ask())
    sent = await door.post(f"{HERE}/email", headers=headers, json={"email": "eva@example.com"})
    body = sent.json()
    assert body["waiting"]["email"] == "eva@example.com"
    assert body["message"]["data"]["notice"] == "email"
    assert body["message"]["author"] == "system"


async def test_a_call_is_booked_shown_and_taken_back(
    counter: Counter, door: httpx.AsyncClient, tokens: Tokens
) -> None:
    headers = bearer(tokens, await counter.ask("en"))
    offered = (await door.get(f"{HERE}/callback", headers=headers)).json()
    assert offered["callback"] is None
    slot = offered["slots"][0]
    assert slot == {
        "slot": "2026-11-24T09:30:00.000Z",
        "ends_at": "2026-11-24T10:00:00.000Z",
        "day": "2026-11-24",
        "title": "Tuesday 24, 10:30-11:00",
    }
    wanted = {"phone": "612 345 678", "slot": slot["slot"]}
    body = (await door.post(f"{HERE}/callback", headers=headers, json=wanted)).json()
    booked = {"slot": slot["slot"], "ends_at": slot["ends_at"], "title": slot["title"]}
    assert body["waiting"]["callback"] == {**booked, "phone": "+34 ••• •• •• 78"}
    again = (await door.get(f"{HERE}/callback", headers=headers)).json()
    assert again["callback"] == body["waiting"]["callback"]
    gone = (await door.delete(f"{HERE}/callback", headers=headers)).json()
    assert gone["waiting"]["callback"] is None
    assert gone["message"]["data"]["notice"] == "callback_off"
    nothing = (await door.delete(f"{HERE}/callback", headers=headers)).json()
    assert nothing["message"] is None


async def test_a_slot_may_be_named_in_any_zone(
    counter: Counter, door: httpx.AsyncClient, tokens: Tokens
) -> None:
    headers = bearer(tokens, await counter.ask())
    wanted = {"phone": "612345678", "slot": "2026-11-24T10:30:00+01:00"}
    assert (await door.post(f"{HERE}/callback", headers=headers, json=wanted)).status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "code", "status"),
    [
        ("email", {"email": "eva"}, "BadAddress", 422),
        ("email", {}, "BadRequest", 422),
        ("callback", {"phone": "12", "slot": "2026-11-24T09:30:00Z"}, "BadPhone", 422),
        ("callback", {"phone": "612345678", "slot": "2026-11-24T09:31Z"}, "NoSuchSlot", 422),
        ("callback", {"phone": "612345678", "slot": "soon"}, "BadRequest", 422),
    ],
)
async def test_bad_wishes_are_refused_by_name(
    counter: Counter, door: httpx.AsyncClient, tokens: Tokens,
    path: str, body: dict[str, str], code: str, status: int,
) -> None:  # fmt: skip
    headers = bearer(tokens, await counter.ask("en"))
    answer = await door.post(f"{HERE}/{path}", headers=headers, json=body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


@pytest.mark.parametrize("path", ["waiting", "callback"])
async def test_nothing_is_told_without_the_conversations_token(
    counter: Counter, door: httpx.AsyncClient, path: str
) -> None:
    await counter.ask()
    for headers in ({}, {"Authorization": "Bearer made-up"}):
        assert (await door.get(f"{HERE}/{path}", headers=headers)).status_code == 401


async def test_who_changes_it_again_and_again_is_slowed_down(
    counter: Counter, door: httpx.AsyncClient, tokens: Tokens
) -> None:
    headers = bearer(tokens, await counter.ask())
    statuses = [
        (await door.post(f"{HERE}/email", headers=headers, json={"email": f"e{n}@example.com"}))
        for n in range(21)
    ]
    assert [one.status_code for one in statuses] == [200] * 20 + [429]
    assert "Espere" in json.loads(statuses[-1].text)["error"]["message"]
