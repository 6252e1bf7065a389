"""The door over a small index, with an account of each role."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from bot import content, errors, web
from bot.agents import ROLES, Agents
from bot.content.http import environment_of
from bot.content.jobs import Jobs
from bot.database import Database
from bot.knowledge.versions import publish
from bot.knowledge.writer import IndexWriter
from bot.settings import Settings
from tests.knowledge.small import WordEmbedder, sources

PASSWORD = "correct horse"
FAKE = """
import json, os, sys, time
from pathlib import Path
words = sys.argv[1:]
print(json.dumps({"step": "reading", "done": 1, "of": 3, "file": "a.pdf"}), file=sys.stderr, flush=True)
gate = Path(os.environ["MOSTRADOR_INDEX_DIR"]) / "gate"
while not gate.exists():
    time.sleep(0.02)
if "fail" in gate.read_text():
    raise SystemExit("no memory")
if "--report" in words:
    Path(words[words.index("--report") + 1]).write_text("<svg>the picture</svg>")
print(json.dumps({"published": "v9", "words": words}))
"""  # noqa: E501


@pytest.fixture
def limits() -> dict[str, object]:
    """Settings that a test wants otherwise; it parametrizes this."""
    return {}


@pytest.fixture
def settings(tmp_path: Path, limits: dict[str, object]) -> Settings:
    """Settings over an index with two versions, both once in use."""
    writer = IndexWriter(tmp_path / "index", WordEmbedder())
    for _ in range(2):
        publish(tmp_path / "index", writer.write(sources(tmp_path / "files"), {}).id)
    paths = {
        "var_dir": tmp_path, "index_dir": tmp_path / "index", "golden_file": tmp_path / "none.csv",
        "manuals_dir": tmp_path / "manuals", "policies_dir": tmp_path / "policies",
    }  # fmt: skip
    return Settings(_env_file=None, secret="a secret", **{**paths, **limits})


@pytest.fixture
async def agents(database: Database) -> Agents:
    """An account of each role, "content@shop.example" and its like."""
    agents = Agents(database)
    for role in ROLES:
        await agents.ensure(f"{role}@shop.example", role.title(), PASSWORD, role)
    return agents


@pytest.fixture
def jobs(settings: Settings) -> Jobs:
    """Jobs that wait for the file `gate` in the index folder and then end."""
    command = (sys.executable, "-c", FAKE)
    return Jobs(settings.index_dir, environment_of(settings), command)


@pytest.fixture
def app(agents: Agents, settings: Settings, jobs: Jobs) -> FastAPI:
    """The door with the limits of the whole service."""
    app = FastAPI()
    errors.install(app)
    app.add_middleware(web.BodyLimit, skip=(content.UPLOADS,))
    content.install(app, agents, settings, jobs)
    return app


@pytest.fixture
async def stranger(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a key."""
    transport = httpx.ASGITransport(app)
    base = "http://counter/api/content"
    async with httpx.AsyncClient(transport=transport, base_url=base) as client:
        yield client


async def log_in(client: httpx.AsyncClient, role: str) -> httpx.Response:
    """Ask for a key."""
    body = {"email": f"{role}@shop.example", "password": PASSWORD}
    return await client.post("/login", json=body)


@pytest.fixture
async def editor(stranger: httpx.AsyncClient) -> httpx.AsyncClient:
    """A client with the key of the content role."""
    key = (await log_in(stranger, "content")).json()["key"]
    stranger.headers["Authorization"] = f"Bearer {key}"
    return stranger
