"""Calibration through the door: begun as a job, its report shown, what is in force told.

Depends on the jobs, the door's words, bot.evaluate and bot.knowledge.
"""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse
from pydantic import BaseModel, Field

from bot.agents import Agent
from bot.content.jobs import Jobs
from bot.content.words import Refused, language_of
from bot.evaluate import calibration
from bot.knowledge.history import record
from bot.knowledge.notices import Notice
from bot.knowledge.versions import current_id
from bot.language import LANGUAGES
from bot.settings import Settings

LEAST, MOST = 0.001, 0.999
NUMBER = {"type": "number", "minimum": LEAST, "maximum": MOST}
SHOWN = 60
"""Characters of a wrong value that are said back."""

Json = dict[str, Any]


class CalibrateBody(BaseModel):
    """`max_wrong` is the share of wrong answers accepted, 0.001 to 0.999; `dry_run` shows what
    would be chosen and changes nothing."""

    max_wrong: Annotated[Any, Field(json_schema_extra=NUMBER)] = 0.1
    dry_run: bool = False


def calibration_router(settings: Settings, jobs: Jobs, guard: Any) -> APIRouter:
    """From how sure on to answer: chosen here, looked at here, taken back here."""
    routes = APIRouter(prefix="/api/content", dependencies=[Depends(guard)])
    index = settings.index_dir

    @routes.post("/calibrate", status_code=202)
    def calibrate(
        request: Request, body: CalibrateBody, who: Annotated[Agent, Depends(guard)]
    ) -> Json:
        """Begin to choose thresholds on the golden questions; poll the job, then fetch its
        report. They count from the next question on."""
        share = checked(body.max_wrong)
        can_calibrate(settings)
        options = ["--max-wrong", f"{share:g}", "--by", who.email]
        options += ["--dry-run"] if body.dry_run else []
        job = jobs.start("calibrate", options, who.email, language_of(request))
        record(index, who.email, "asked", subject="calibrate")
        return jobs.as_json(job)

    @routes.get("/jobs/{name}/report", response_class=FileResponse)
    def report(name: str) -> FileResponse:
        """The page with the pictures that a calibration made."""
        return page(jobs.report(name))

    @routes.get("/calibration")
    def in_force() -> Json:
        """The thresholds in use by language, and the calibration they are from, if any."""
        return state(index)

    @routes.get("/calibration/report", response_class=FileResponse)
    def report_in_force() -> FileResponse:
        """The page of the calibration in use."""
        path = index / calibration.REPORT
        if calibration.kept(index) is None or not path.is_file():
            raise Refused("not_calibrated", 404)
        return page(path)

    @routes.delete("/calibration")
    def undo(who: Annotated[Agent, Depends(guard)]) -> Json:
        """Back to the program's own thresholds, from the next question on."""
        if not calibration.drop(index):
            raise Refused("not_calibrated", 404)
        record(index, who.email, "uncalibrated")
        return state(index)

    return routes


def checked(share: Any) -> float:
    """`share` if it is one; `Refused` (422) otherwise."""
    number = isinstance(share, int | float) and not isinstance(share, bool)
    if not number or not LEAST <= share <= MOST:
        raise Refused("bad_share", 422, value=repr(share)[:SHOWN])
    return float(share)


def can_calibrate(settings: Settings) -> None:
    """`Notice` (404) where there are no golden questions, or no version to ask them."""
    if not settings.golden_file.is_file():
        raise Notice("no_golden", 404, path=settings.golden_file)
    if current_id(settings.index_dir) is None:
        raise Notice("no_versions", 404, index=settings.index_dir)


def state(index: Path) -> Json:
    """What is in force. `answers_from` is by language the confidence from which a manual and
    the FAQ answer; `calibration` is None where those are the program's own; `outdated` says
    that another version is in use now than the one it was chosen on."""
    thresholds, chosen = calibration.KeptThresholds(index), calibration.kept(index)
    vouched = {one["language"] for one in (chosen or {}).get("languages", []) if one["vouched"]}
    return {
        "answers_from": {
            name: {
                "manual": thresholds.of(name).manual,
                "faq": thresholds.of(name).faq,
                "calibrated": name in vouched,
            }
            for name in LANGUAGES
        },
        "calibration": chosen,
        "outdated": chosen is not None and chosen.get("version") != current_id(index),
    }


def page(path: Path) -> FileResponse:
    """A report, never kept by a cache: the next one has the same address."""
    return FileResponse(path, media_type="text/html", headers={"Cache-Control": "no-store"})
