"""Calibrating through the door: a job with a report, what is in force, and the way back."""

import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.answering import Thresholds
from bot.content.jobs import Jobs
from bot.evaluate import calibration
from bot.evaluate.abstention import Judged
from bot.evaluate.golden import Golden
from bot.evaluate.scores import Outcome
from bot.knowledge.versions import current_id
from bot.settings import Settings
from tests.content.test_jobs import open_gate, until_ended

GOLDEN = "question,language,product,document,heading_contains,kind\n"
ASKED = "¿Cómo vacío la bandeja?,es,,tostadora.es,Limpieza,manual\n¿Quién ganó?,es,,,,none\n"


@pytest.fixture
def questions(settings: Settings) -> Path:
    """Golden questions, so that there is something to calibrate on."""
    settings.golden_file.write_text(GOLDEN + ASKED, encoding="utf-8")
    return settings.golden_file


def calibrate(settings: Settings, right: int = 300) -> calibration.Calibration:
    """Thresholds for Spanish as the job would have kept them; English is not vouched for."""
    judged = [Judged(n / right, n > right // 5) for n in range(right)]
    asked = Golden("q", "es", None, frozenset(), (), "manual")
    few = Golden("q", "en", None, frozenset(), (), "manual")
    made = [Outcome(asked, "right", "", one, 1) for one in judged]
    made.append(Outcome(few, "right", "", Judged(0.9, True), 1))
    chosen = calibration.calibrate(str(current_id(settings.index_dir)), made, 0.1)
    calibration.keep(settings.index_dir, chosen)
    return chosen


async def test_a_calibration_is_a_job_whose_report_can_be_fetched(
    editor: httpx.AsyncClient, settings: Settings, questions: Path
) -> None:
    response = await editor.post("/calibrate", json={"max_wrong": 0.05, "dry_run": True})
    assert response.status_code == 202
    job = response.json()
    early = await editor.get(f"/jobs/{job['id']}/report")
    assert (early.status_code, early.json()["error"]["code"]) == (404, "no_report")
    open_gate(settings)
    said = await until_ended(editor, job)
    assert (said["kind"], said["state"]) == ("calibrate", "done")
    assert said["outcome"]["words"][2:8] == [
        "calibrate", "--max-wrong", "0.05", "--by", "content@shop.example", "--dry-run",
    ]  # fmt: skip
    report = await editor.get(f"/jobs/{job['id']}/report")
    assert (report.status_code, report.text) == (200, "<svg>the picture</svg>")
    assert report.headers["content-type"].startswith("text/html")


async def test_a_build_has_no_report(editor: httpx.AsyncClient, settings: Settings) -> None:
    open_gate(settings)
    job = (await editor.post("/build", json={})).json()
    await until_ended(editor, job)
    assert (await editor.get(f"/jobs/{job['id']}/report")).status_code == 404
    assert (await editor.get("/jobs/nonsense/report")).json()["error"]["code"] == "no_job"


@pytest.mark.parametrize("share", [0, 1, -0.1, 3, "a few", "0.1", None, True, [], 1e-9])
@pytest.mark.parametrize(("language", "words"), [("es-ES", "se acepta"), ("en", "you accept")])
async def test_a_share_that_is_none_is_refused_in_the_readers_language(
    editor: httpx.AsyncClient, questions: Path, share: Any, language: str, words: str
) -> None:
    headers = {"Accept-Language": language}
    response = await editor.post("/calibrate", json={"max_wrong": share}, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "bad_share")
    assert words in response.json()["error"]["message"]
    assert (await editor.get("/jobs")).json() == []


async def test_without_golden_questions_no_job_begins(editor: httpx.AsyncClient) -> None:
    response = await editor.post("/calibrate", json={})
    assert (response.status_code, response.json()["error"]["code"]) == (404, "no_golden")


async def test_the_thresholds_in_force_are_told_and_taken_back(
    editor: httpx.AsyncClient, settings: Settings
) -> None:
    own = (await editor.get("/calibration")).json()
    program = {"manual": Thresholds().manual, "faq": Thresholds().faq, "calibrated": False}
    assert own == {
        "answers_from": {"es": program, "en": program},
        "calibration": None,
        "outdated": False,
    }
    chosen = calibrate(settings)
    said = (await editor.get("/calibration")).json()
    (spanish,) = [one for one in chosen.languages if one.language == "es"]
    assert said["answers_from"]["es"]["manual"] == pytest.approx(spanish.threshold)
    assert said["answers_from"]["es"]["calibrated"] is True
    assert said["answers_from"]["en"] == program
    assert (said["calibration"]["most_wrong"], said["outdated"]) == (0.1, False)
    assert (await editor.delete("/calibration")).json() == own
    last = (await editor.get("/log")).json()[0]
    assert (last["who"], last["action"]) == ("content@shop.example", "uncalibrated")
    again = await editor.delete("/calibration")
    assert (again.status_code, again.json()["error"]["code"]) == (404, "not_calibrated")


async def test_a_calibration_of_an_older_version_is_called_outdated(
    editor: httpx.AsyncClient, settings: Settings
) -> None:
    calibrate(settings)
    assert (await editor.post("/rollback", json={})).status_code == 200
    assert (await editor.get("/calibration")).json()["outdated"] is True


async def test_the_report_in_force_is_the_calibrations(
    editor: httpx.AsyncClient, settings: Settings
) -> None:
    assert (await editor.get("/calibration/report")).status_code == 404
    calibrate(settings)
    (settings.index_dir / calibration.REPORT).write_text("<svg>ours</svg>")
    assert (await editor.get("/calibration/report")).text == "<svg>ours</svg>"


@pytest.mark.parametrize("path", ["/calibration", "/calibration/report", "/jobs/x/report"])
async def test_no_stranger_sees_a_calibration(stranger: httpx.AsyncClient, path: str) -> None:
    assert (await stranger.get(path)).status_code == 401
    assert (await stranger.post("/calibrate", json={})).status_code == 401


async def test_every_route_says_what_it_does(editor: httpx.AsyncClient, app: Any) -> None:
    paths = app.openapi()["paths"]
    routes = [one for path in paths.values() for one in path.values()]
    assert all(one.get("description") for one in routes)
    body = app.openapi()["components"]["schemas"]["CalibrateBody"]["properties"]["max_wrong"]
    assert (body["type"], body["minimum"], body["maximum"]) == ("number", 0.001, 0.999)


@pytest.mark.model
@pytest.mark.parametrize("limits", [{"model_dir": Path("var/model").absolute()}])
async def test_a_real_calibration_leaves_a_picture_and_a_line_in_the_log(
    editor: httpx.AsyncClient, settings: Settings, jobs: Jobs, questions: Path
) -> None:
    if not (settings.model_dir / "tokenizer.json").exists():
        pytest.skip("var/model is not made yet: run make setup")
    jobs._command = (sys.executable, "-m", "kb_ingest")
    settings.policies_dir.mkdir()
    manual = "# Tostadora\n\n## Limpieza\n\nVacíe la bandeja de migas cada semana.\n"
    await editor.put("/manuals/tostadora.es.md", content=manual.encode())
    body = {"publish": False}
    built = await until_ended(editor, (await editor.post("/build", json=body)).json())
    await editor.post("/publish", json={"version": built["outcome"]["written"], "override": "x"})
    headers = {"Accept-Language": "es"}
    started = await editor.post("/calibrate", json={"max_wrong": 0.2}, headers=headers)
    said = await until_ended(editor, started.json())
    assert said["state"] == "done", said
    report = (await editor.get(f"/jobs/{said['id']}/report")).text
    assert "Cuándo responder" in report
    assert "<svg" in report
    assert (await editor.get("/calibration/report")).text == report
    state = (await editor.get("/calibration")).json()
    assert state["calibration"]["languages"][0]["vouched"] is False
    assert state["answers_from"]["es"]["calibrated"] is False
    assert (await editor.get("/log")).json()[0]["action"] == "calibrated"
