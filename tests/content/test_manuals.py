"""Manuals sent to the door: kept whole, or refused with nothing left behind."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.content.manuals import EXTENSIONS, ManualFiles
from bot.knowledge.history import read_log
from bot.settings import Settings
from kb_ingest.readers.source import BY_EXTENSION


def left(settings: Settings) -> list[str]:
    folder = settings.manuals_dir
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_the_door_takes_what_the_ingest_reads() -> None:
    assert set(BY_EXTENSION) <= set(EXTENSIONS)


async def test_a_manual_is_kept_listed_replaced_and_taken_away(
    editor: httpx.AsyncClient, settings: Settings
) -> None:
    large = b"# Uso\n\n" + b"Pulse.\n" * 200_000  # more than other requests may have
    first = await editor.put("/manuals/toaster.es.md", content=large)
    assert (first.status_code, first.json()["bytes"]) == (201, len(large))
    second = await editor.put("/manuals/toaster.es.md", content=b"# Uso\n\nGire.\n")
    assert second.status_code == 200
    assert (settings.manuals_dir / "toaster.es.md").read_text() == "# Uso\n\nGire.\n"
    assert [one["name"] for one in (await editor.get("/manuals")).json()] == ["toaster.es.md"]
    assert (await editor.delete("/manuals/toaster.es.md")).status_code == 200
    assert left(settings) == []
    log = [(entry.action, entry.subject) for entry in read_log(settings.index_dir)[-3:]]
    assert log == [
        ("uploaded", "toaster.es.md"), ("uploaded", "toaster.es.md"), ("deleted", "toaster.es.md"),
    ]  # fmt: skip
    assert (await editor.delete("/manuals/toaster.es.md")).status_code == 404


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("x.exe", "bad_extension"),
        (".hidden.md", "bad_name"),
        ("..%5Cx.md", "bad_name"),
        ("a%00b.md", "bad_name"),
        ("noextension", "bad_extension"),
        ("a..b.md", "bad_name"),
        ("x" * 200 + ".md", "bad_name"),
    ],
)
async def test_names_that_will_not_do_are_refused(
    editor: httpx.AsyncClient, settings: Settings, name: str, code: str
) -> None:
    for language in ("es", "en"):
        headers = {"Accept-Language": language}
        response = await editor.put(f"/manuals/{name}", content=b"x", headers=headers)
        assert response.status_code == 422
        assert response.json()["error"]["code"] == code
    assert left(settings) == []


async def test_no_path_leads_out_of_the_folder(editor: httpx.AsyncClient, tmp_path: Path) -> None:
    for name in ("..%2Fx.md", "%2Fetc%2Fx.md", "sub%2Fx.md"):
        response = await editor.put(f"/manuals/{name}", content=b"x")
        assert response.status_code in (404, 405, 422)
    assert not [name for _, _, names in os.walk(tmp_path) for name in names if name == "x.md"]


@pytest.mark.parametrize("limits", [{"max_manual_mb": 1}])
async def test_a_manual_that_is_too_large_leaves_the_old_one(
    editor: httpx.AsyncClient, settings: Settings
) -> None:
    await editor.put("/manuals/a.es.md", content=b"old")
    response = await editor.put("/manuals/a.es.md", content=b"x" * (1024 * 1024 + 1))
    assert (response.status_code, response.json()["error"]["code"]) == (413, "too_large")
    assert left(settings) == ["a.es.md"]
    assert (settings.manuals_dir / "a.es.md").read_bytes() == b"old"


async def test_an_empty_manual_is_refused(editor: httpx.AsyncClient, settings: Settings) -> None:
    assert (await editor.put("/manuals/a.es.md", content=b"")).status_code == 422
    assert left(settings) == []


async def test_a_document_has_one_format(editor: httpx.AsyncClient, settings: Settings) -> None:
    await editor.put("/manuals/a.es.md", content=b"x")
    response = await editor.put("/manuals/A.es.html", content=b"x")
    assert (response.status_code, response.json()["error"]["code"]) == (409, "same_document")
    assert left(settings) == ["a.es.md"]


async def test_an_upload_that_breaks_off_leaves_nothing(settings: Settings) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"half of it"
        raise ConnectionError

    files = ManualFiles(settings.manuals_dir, 1)
    with pytest.raises(ConnectionError):
        await files.save("a.es.md", broken())
    assert left(settings) == []


async def test_other_requests_stay_small(editor: httpx.AsyncClient) -> None:
    response = await editor.post("/rollback", json={"reason": "x" * 600_000})
    assert response.status_code == 413
