"""Who may come in, and versions looked at and changed through the door."""

from pathlib import Path

import httpx
import pytest

from bot.content.words import Refused
from bot.knowledge.verdict import Measured, judge, keep_verdict
from bot.knowledge.versions import current_id, list_versions
from bot.knowledge.writer import IndexWriter
from bot.settings import Settings
from tests.content.conftest import log_in
from tests.knowledge.small import WordEmbedder, sources

READING = ("/status", "/versions", "/diff", "/parity", "/intervals", "/log", "/manuals", "/jobs")


@pytest.mark.parametrize("path", READING)
async def test_nothing_is_shown_without_a_key(stranger: httpx.AsyncClient, path: str) -> None:
    for header in ("", "Bearer nonsense", "Basic x"):
        response = await stranger.get(path, headers={"Authorization": header})
        assert response.status_code == 401
        assert response.json()["error"]["code"] == "log_in_first"


@pytest.mark.parametrize("role", ["content", "manager", "admin"])
async def test_those_who_write_manuals_come_in(stranger: httpx.AsyncClient, role: str) -> None:
    said = (await log_in(stranger, role)).json()
    headers = {"Authorization": f"Bearer {said['key']}"}
    for path in READING:
        assert (await stranger.get(path, headers=headers)).status_code == 200
    assert (await stranger.post("/logout", headers=headers)).status_code == 200
    assert (await stranger.get("/status", headers=headers)).status_code == 401


@pytest.mark.parametrize(("language", "words"), [("es-ES", "papel"), ("en", "role")])
async def test_agents_are_told_whom_to_ask(
    stranger: httpx.AsyncClient, language: str, words: str
) -> None:
    stranger.headers["Accept-Language"] = language
    response = await log_in(stranger, "agent")
    assert response.status_code == 403
    assert words in response.json()["error"]["message"]
    assert "agent@shop.example" in response.json()["error"]["message"]


@pytest.mark.parametrize("limits", [{"login_rate": "2/minute"}])
async def test_many_attempts_are_stopped(stranger: httpx.AsyncClient) -> None:
    wrong = {"email": "content@shop.example", "password": "guess"}
    for _ in range(2):
        assert (await stranger.post("/login", json=wrong)).status_code == 401
    assert (await log_in(stranger, "content")).status_code == 429


async def test_the_status_names_the_version_in_use(
    editor: httpx.AsyncClient, settings: Settings
) -> None:
    said = (await editor.get("/status")).json()
    assert said["current"] == current_id(settings.index_dir)
    assert said["building"] is None
    states = [one["state"] for one in (await editor.get("/versions")).json()]
    assert states == ["in_use", "published"]


async def test_rolling_back_takes_effect_and_is_logged_with_its_author(
    editor: httpx.AsyncClient, settings: Settings
) -> None:
    first, second = list_versions(settings.index_dir)
    response = await editor.post("/rollback", json={"reason": "wrong table"})
    assert response.status_code == 200
    assert (response.json()["version"], response.json()["before"]) == (first, second)
    assert current_id(settings.index_dir) == first
    last = (await editor.get("/log")).json()[0]
    assert (last["who"], last["action"], last["reason"]) == (
        "content@shop.example", "rolled_back", "wrong table",
    )  # fmt: skip
    assert (await editor.post("/rollback", json={})).status_code == 409


@pytest.fixture
async def guarded(
    editor: httpx.AsyncClient, settings: Settings, tmp_path: Path
) -> tuple[httpx.AsyncClient, str]:
    """A door whose versions are checked, and a new version that failed its check."""
    settings.golden_file.write_text("question,language,product,document,heading_contains,kind\n")
    writer = IndexWriter(settings.index_dir, WordEmbedder())
    version = writer.write(sources(tmp_path / "files"), {}).id
    return editor, version


def fail(settings: Settings, version: str) -> None:
    scores = [Measured({"answered_right": one}, {"answered_right": "higher"}) for one in (0.5, 0.9)]
    against = str(current_id(settings.index_dir))
    keep_verdict(settings.index_dir, judge(version, scores[0], against, scores[1], 0.02, 150))


async def test_publishing_needs_a_check_then_a_pass_or_a_reason(
    guarded: tuple[httpx.AsyncClient, str], settings: Settings
) -> None:
    editor, version = guarded
    unseen = await editor.post("/publish", json={"version": version})
    assert (unseen.status_code, unseen.json()["error"]["code"]) == (409, "not_checked")
    assert (await editor.get(f"/checks/{version}")).status_code == 404
    fail(settings, version)
    assert (await editor.get(f"/checks/{version}")).json()["passed"] is False
    worse = await editor.post("/publish", json={"version": version})
    assert worse.json()["error"]["code"] == "not_good_enough"
    body = {"version": version, "override": "the old model was recalled"}
    assert (await editor.post("/publish", json=body)).json()["action"] == "overridden"
    assert current_id(settings.index_dir) == version


async def test_a_difference_is_shown_between_named_versions(
    editor: httpx.AsyncClient, settings: Settings
) -> None:
    a, b = list_versions(settings.index_dir)
    said = (await editor.get("/diff", params={"a": a, "b": b})).json()
    assert (said["a"], said["b"], said["counts"]["unchanged"]) == (a, b, 7)
    assert (await editor.get("/diff", params={"a": "nonsense"})).status_code == 404


async def test_reports_cite_passages(editor: httpx.AsyncClient) -> None:
    assert (await editor.get("/parity")).json()["alone"] == ["cafetera.es"]
    said = (await editor.get("/intervals")).json()
    assert set(said) == {"version", "products"}


@pytest.mark.parametrize("key", Refused.sentences)
def test_every_refusal_has_the_same_values_in_both_languages(key: str) -> None:
    import re

    both = Refused.sentences[key]
    assert set(both) == {"es", "en"}
    places = [set(re.findall(r"\{(\w+)", both[language])) for language in both]
    assert places[0] == places[1]
