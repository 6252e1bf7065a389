"""What the documents promise is there: commands, files, links, settings, decisions."""

import importlib.util
import re
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).parent.parent
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
MODULE = re.compile(r"python(?:3)? -m ([\w.]+)")
TARGET = re.compile(r"^(\w+):", re.MULTILINE)
MAKE = re.compile(r"(?:`|^ {4})make (\w+)", re.MULTILINE)


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    missing = [one for one in LINK.findall(page.read_text()) if not (page.parent / one).exists()]
    assert not missing


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_make_targets_exist(page: Path) -> None:
    targets = set(TARGET.findall((ROOT / "Makefile").read_text()))
    assert set(MAKE.findall(page.read_text())) <= targets


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_modules_exist(page: Path) -> None:
    named = set(MODULE.findall(page.read_text()))
    assert [one for one in named if importlib.util.find_spec(one) is None] == []


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_settings_exist(page: Path) -> None:
    named = set(re.findall(r"MOSTRADOR_([A-Z][A-Z0-9_]+)", page.read_text()))
    outside = {"PYTHON310", "PYTHON311", "EVAL", "TRACKER_DB", "WEBHOOK_URL", "TRACKER_PASSWORD"}
    assert {one.lower() for one in named - outside} <= set(Settings.model_fields)


def test_paths_in_the_readme_exist() -> None:
    text = (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text()
    named = set(
        re.findall(r"`((?:bot|actions|kb_ingest|data|tests|docs|deploy|bench)/[\w./]+)`", text)
    )
    assert [one for one in named if not (ROOT / one).exists()] == []


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = (folder / "README.md").read_text()
    assert [page.name for page in folder.glob("0*.md") if page.name not in listed] == []
