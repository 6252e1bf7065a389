"""The door itself: /api/content. Each route reads or changes one thing and says what became.

Depends on the other files of this package and on bot.knowledge.
"""

import os
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from bot.agents import Agent, Agents
from bot.content.calibration import calibration_router
from bot.content.guard import Authorization, Logins, allowed, bearer
from bot.content.jobs import Jobs
from bot.content.manuals import ManualFiles
from bot.content.words import Refused, language_of
from bot.knowledge import diff as diffs
from bot.knowledge import intervals as found_intervals
from bot.knowledge import parity as found_parity
from bot.knowledge.history import read_log, record
from bot.knowledge.notices import Notice
from bot.knowledge.overview import named_or_current, status_of, two_versions, versions_of
from bot.knowledge.publishing import Publisher
from bot.knowledge.store import PASSAGES_FILE, read_passages
from bot.knowledge.verdict import as_json as verdict_as_json
from bot.knowledge.verdict import kept_verdict
from bot.knowledge.versions import find_version, newest_version
from bot.settings import Settings

PATH = "/api/content"
UPLOADS = f"{PATH}/manuals/"
"""Below this, bodies are as large as manuals may be: the door counts them itself."""

Json = dict[str, Any]


class LoginBody(BaseModel):
    """Who asks for a session key."""

    email: str = Field(max_length=200)
    password: str = Field(max_length=200)


class BuildBody(BaseModel):
    """How to build. `publish` false keeps the new version aside even if it passes."""

    publish: bool = True
    allow_skips: bool = False


class CheckBody(BaseModel):
    """What to check: a version, the newest where none is named."""

    version: str = Field("", max_length=100)


class PublishBody(BaseModel):
    """What to put in use; `override` is the reason why although it fails its check."""

    version: str = Field(min_length=1, max_length=100)
    override: str = Field("", max_length=1000)


class RollbackBody(BaseModel):
    """Where to go back to; the version in use before where none is named."""

    version: str = Field("", max_length=100)
    reason: str = Field("", max_length=1000)


def install(app: FastAPI, agents: Agents, settings: Settings, jobs: Jobs | None = None) -> None:
    """Open the door in `app`; `jobs` run `python -m kb_ingest` unless others are handed in."""
    jobs = jobs or Jobs(settings.index_dir, environment_of(settings))
    files = ManualFiles(settings.manuals_dir, settings.max_manual_mb)
    guard = allowed(agents)
    app.add_exception_handler(Notice, answer_notice)
    app.include_router(login_router(Logins(agents, settings), agents, settings))
    for made in (
        version_router(settings, guard),
        report_router(settings, guard),
        manual_router(settings, files, guard),
        job_router(settings, jobs, guard),
        calibration_router(settings, jobs, guard),
    ):
        app.include_router(made)


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment of a job: this process's, with the paths of `settings`."""
    names = (
        "index_dir", "model_dir", "manuals_dir", "policies_dir", "golden_file", "faq_file",
    )  # fmt: skip
    paths = {f"MOSTRADOR_{name.upper()}": str(getattr(settings, name)) for name in names}
    numbers = {
        "MOSTRADOR_KEPT_VERSIONS": str(settings.kept_versions),
        "MOSTRADOR_CHECK_MARGIN": str(settings.check_margin),
    }
    return {**os.environ, **paths, **numbers}


async def answer_notice(request: Request, error: Exception) -> JSONResponse:
    """A refusal in the reader's language, in the shape of every other error."""
    assert isinstance(error, Notice)
    message = error.in_language(language_of(request))
    return JSONResponse({"error": {"code": error.key, "message": message}}, error.status_code)


def login_router(logins: Logins, agents: Agents, settings: Settings) -> APIRouter:
    """Session keys."""
    routes = APIRouter(prefix=PATH)

    @routes.post("/login")
    async def log_in(request: Request, body: LoginBody) -> Json:
        """A session key, for the Authorization header, and for how many hours it is good."""
        key, agent = await logins.log_in(request, body.email, body.password)
        hours = settings.session_hours
        return {"key": key, "name": agent.name, "role": agent.role, "hours": hours}

    @routes.post("/logout")
    async def log_out(authorization: Authorization = "") -> Json:
        """End the session of the key sent."""
        await agents.log_out(bearer(authorization))
        return {}

    return routes


def version_router(settings: Settings, guard: Any) -> APIRouter:
    """What is in use, and changing it."""
    routes = APIRouter(prefix=PATH, dependencies=[Depends(guard)])
    index = settings.index_dir
    files = [ManualFiles(one, 0) for one in (settings.manuals_dir, settings.policies_dir)]

    def publisher() -> Publisher:
        return Publisher(index, settings.golden_file.is_file(), settings.kept_versions)

    @routes.get("/status")
    def status() -> Json:
        """What is in use, which files changed since, who is building."""
        return status_of(index, [path for one in files for path in one.paths()])

    @routes.get("/versions")
    def versions() -> list[Json]:
        """The versions kept, the newest first, and which is in use."""
        return versions_of(index)

    @routes.get("/checks/{version}")
    def check(version: str) -> Json:
        """The verdict of the last check of a version."""
        name = find_version(index, version)
        verdict = kept_verdict(index, name)
        if verdict is None:
            raise Refused("no_verdict", 404, version=name)
        return verdict_as_json(verdict)

    @routes.post("/publish")
    def publish(body: PublishBody, who: Annotated[Agent, Depends(guard)]) -> Json:
        """Put a version in use."""
        return asdict(publisher().publish(body.version, who.email, body.override))

    @routes.post("/rollback")
    def rollback(body: RollbackBody, who: Annotated[Agent, Depends(guard)]) -> Json:
        """Go back to the version in use before, or to a named one."""
        return asdict(publisher().rollback(who.email, body.version, body.reason))

    return routes


def report_router(settings: Settings, guard: Any) -> APIRouter:
    """What differs, what is missing, what must be done how often, who did what."""
    routes = APIRouter(prefix=PATH, dependencies=[Depends(guard)])
    index = settings.index_dir

    @routes.get("/diff")
    def diff(a: str = "", b: str = "") -> Json:
        """Passages added, removed, changed or moved from version a to version b."""
        return diffs.as_json(diffs.diff_versions(index, *two_versions(index, a, b)))

    @routes.get("/parity")
    def parity(version: str = "") -> Json:
        """What is in one language only, or older than its source."""
        return found_parity.as_json(found_parity.parity_of(named_or_current(index, version)))

    @routes.get("/intervals")
    def intervals(version: str = "") -> Json:
        """How often something must be done, by product."""
        chosen = named_or_current(index, version)
        found = found_intervals.intervals_of(read_passages(chosen.folder / PASSAGES_FILE))
        return {"version": chosen.id, "products": found_intervals.as_json(found)}

    @routes.get("/log")
    def log(limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> list[Json]:
        """Who changed what, when and why, the newest first."""
        return [asdict(entry) for entry in read_log(index)[: -limit - 1 : -1]]

    return routes


def manual_router(settings: Settings, files: ManualFiles, guard: Any) -> APIRouter:
    """The manuals' files."""
    routes = APIRouter(prefix=f"{PATH}/manuals", dependencies=[Depends(guard)])
    index = settings.index_dir

    @routes.get("")
    def listed() -> list[Json]:
        """The files in the manuals' folder."""
        return [asdict(manual) for manual in files.all()]

    @routes.put("/{name}")
    async def upload(
        name: str, request: Request, who: Annotated[Agent, Depends(guard)]
    ) -> JSONResponse:
        """Keep the body as a manual of that name, whole or not at all."""
        manual, is_new = await files.save(name, request.stream())
        record(index, who.email, "uploaded", subject=name)
        return JSONResponse(asdict(manual), 201 if is_new else 200)

    @routes.delete("/{name}")
    def delete(name: str, who: Annotated[Agent, Depends(guard)]) -> Json:
        """Take a manual away; the version in use keeps its copy."""
        files.delete(name)
        record(index, who.email, "deleted", subject=name)
        return {}

    return routes


def job_router(settings: Settings, jobs: Jobs, guard: Any) -> APIRouter:
    """Builds and checks, begun here and watched here."""
    routes = APIRouter(prefix=PATH, dependencies=[Depends(guard)])
    index = settings.index_dir

    @routes.post("/build", status_code=202)
    def build(request: Request, body: BuildBody, who: Annotated[Agent, Depends(guard)]) -> Json:
        """Begin a build; poll the job."""
        options = ["--by", who.email, *([] if body.publish else ["--no-publish"])]
        options += ["--allow-skips"] if body.allow_skips else []
        job = jobs.start("build", options, who.email, language_of(request))
        record(index, who.email, "asked", subject="build")
        return jobs.as_json(job)

    @routes.post("/check", status_code=202)
    def check(request: Request, body: CheckBody, who: Annotated[Agent, Depends(guard)]) -> Json:
        """Begin a check of a version against the one in use; poll the job."""
        name = find_version(index, body.version) if body.version else newest_version(index)
        job = jobs.start("check", [name], who.email, language_of(request))
        record(index, who.email, "asked", version=name, subject="check")
        return jobs.as_json(job)

    @routes.get("/jobs")
    def listed() -> list[Json]:
        """The last jobs, the newest first."""
        return [jobs.as_json(job) for job in jobs.all()]

    @routes.get("/jobs/{name}")
    def job(name: str) -> Json:
        """How far a job is, and its outcome."""
        return jobs.as_json(jobs.get(name))

    return routes
