"""Builds in the background: watched while they run, told the same after a restart."""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.content.http import environment_of
from bot.content.jobs import Job, Jobs
from bot.knowledge.lock import building
from bot.knowledge.notices import Notice
from bot.settings import Settings
from tests.content.conftest import FAKE


def open_gate(settings: Settings, how: str = "well") -> None:
    (settings.index_dir / "gate").write_text(how)


def again(settings: Settings) -> Jobs:
    """The jobs as a service that was started again sees them."""
    return Jobs(settings.index_dir, environment_of(settings), (sys.executable, "-c", FAKE))


def wait(jobs: Jobs, job: Job, *states: str) -> str:
    """The job's state once it is one of `states`."""
    deadline = time.monotonic() + 10
    while (state := jobs.state(job)) not in states and time.monotonic() < deadline:
        time.sleep(0.02)
    return state


async def until_ended(editor: httpx.AsyncClient, job: dict[str, Any]) -> dict[str, Any]:
    for _ in range(2500):
        said: dict[str, Any] = (await editor.get(f"/jobs/{job['id']}")).json()
        if said["state"] != "running":
            return said
        await asyncio.sleep(0.02)
    raise AssertionError(said)


async def test_a_build_is_watched_from_beginning_to_end(
    editor: httpx.AsyncClient, settings: Settings
) -> None:
    response = await editor.post(
        "/build", json={"allow_skips": True}, headers={"Accept-Language": "es"}
    )
    assert response.status_code == 202
    job = response.json()
    for _ in range(500):
        said = (await editor.get(f"/jobs/{job['id']}")).json()
        if said["progress"]:
            break
        await asyncio.sleep(0.02)
    assert (said["state"], said["progress"]["file"]) == ("running", "a.pdf")
    second = await editor.post("/build", json={})
    assert (second.status_code, second.json()["error"]["code"]) == (409, "job_running")
    open_gate(settings)
    said = await until_ended(editor, job)
    assert said["state"] == "done"
    assert said["outcome"]["words"] == [
        "--lang", "es", "build", "--by", "content@shop.example", "--allow-skips", "--json",
    ]  # fmt: skip
    assert [one["id"] for one in (await editor.get("/jobs")).json()] == [job["id"]]


def test_a_job_goes_on_without_the_service_and_is_found_again(
    jobs: Jobs, settings: Settings
) -> None:
    job = jobs.start("build", [], "Ana", "en")
    later = again(settings)
    assert later.state(later.get(job.id)) == "running"
    with pytest.raises(Notice):
        later.start("build", [], "Berta", "en")
    open_gate(settings)
    assert wait(jobs, job, "done") == "done"
    assert later.state(job) == "done"
    outcome = later.outcome(job)
    assert outcome is not None
    assert outcome["published"] == "v9"


def test_a_killed_job_is_called_interrupted_and_the_next_may_begin(
    jobs: Jobs, settings: Settings
) -> None:
    job = jobs.start("build", [], "Ana", "en")
    os.kill(job.pid, signal.SIGKILL)
    assert wait(jobs, job, "interrupted") == "interrupted"
    assert again(settings).state(job) == "interrupted"
    open_gate(settings)
    assert wait(jobs, jobs.start("build", [], "Ana", "en"), "done") == "done"


def test_another_process_of_the_same_number_is_not_taken_for_the_job(
    jobs: Jobs, settings: Settings
) -> None:
    ours = Job("20260101T000000-x", "build", "Ana", "2026-01-01", [], os.getpid(), 1.0)
    assert jobs.state(ours) == "interrupted"


def test_a_job_that_fails_says_its_last_words(jobs: Jobs, settings: Settings) -> None:
    open_gate(settings, "fail")
    job = jobs.start("build", [], "Ana", "en")
    assert wait(jobs, job, "interrupted") == "interrupted"
    assert jobs.as_json(job)["said"][-1] == "no memory"


def test_no_job_begins_while_somebody_builds_by_hand(jobs: Jobs, settings: Settings) -> None:
    with building(settings.index_dir).held("Berta"), pytest.raises(Notice, match="Berta"):
        jobs.start("build", [], "Ana", "en")


@pytest.mark.model
@pytest.mark.parametrize("limits", [{"model_dir": Path("var/model").absolute()}])
async def test_a_real_build_publishes_what_was_uploaded(
    editor: httpx.AsyncClient, settings: Settings, jobs: Jobs
) -> None:
    if not (settings.model_dir / "tokenizer.json").exists():
        pytest.skip("var/model is not made yet: run make setup")
    jobs._command = (sys.executable, "-m", "kb_ingest")
    settings.policies_dir.mkdir()
    manual = "# Tostadora\n\n## Limpieza\n\nVacíe la bandeja de migas cada semana.\n"
    await editor.put("/manuals/tostadora.es.md", content=manual.encode())
    said = await until_ended(editor, (await editor.post("/build", json={})).json())
    assert said["state"] == "done", said
    published = said["outcome"]["published"]
    assert (await editor.get("/status")).json()["current"] == published
    found = (await editor.get("/intervals")).json()["products"][""]
    assert [(one["number"], one["unit"]) for one in found] == [(1, "week")]
    log = (await editor.get("/log")).json()
    assert [(one["who"], one["action"]) for one in log[:2]] == [
        ("content@shop.example", "published"), ("content@shop.example", "built"),
    ]  # fmt: skip
