"""The tracker store: what Rasa's own store would read, from memory where it can."""

import warnings
from pathlib import Path

import pytest

from bot.nlu.no_tensorflow import leave_out

leave_out()

from rasa.core.tracker_store import SQLTrackerStore  # noqa: E402
from rasa.shared.core.domain import Domain  # noqa: E402
from rasa.shared.core.events import ActionExecuted, SlotSet, UserUttered  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.nlu.tracker import RememberingTrackerStore  # noqa: E402

with warnings.catch_warnings():
    # Rasa warns of a change of its version 3.0 whenever a domain has slots.
    warnings.simplefilter("ignore")
    SLOT = {"type": "text", "mappings": [{"type": "custom"}]}
    DOMAIN = Domain.from_dict({"slots": {"product": SLOT}, "intents": ["greet"]})

pytestmark = pytest.mark.filterwarnings("ignore:Calling URL")


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "tracker.db")


def store(file: str, kept: int = 300) -> RememberingTrackerStore:
    return RememberingTrackerStore(domain=DOMAIN, db=file, kept=kept)


def talk(tracker: DialogueStateTracker, text: str) -> None:
    tracker.update(UserUttered(text, {"name": "greet", "confidence": 1.0}))
    tracker.update(SlotSet("product", text))
    tracker.update(ActionExecuted("action_listen"))


async def have(store: SQLTrackerStore, sender: str, *texts: str) -> None:
    for text in texts:
        tracker = await store.get_or_create_tracker(sender)
        talk(tracker, text)
        await store.save(tracker)


def said(tracker: DialogueStateTracker) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def test_rasas_own_store_reads_the_same(file: str) -> None:
    await have(store(file), "ana", "hola", "adiós")
    read = await SQLTrackerStore(domain=DOMAIN, db=file).retrieve("ana")
    assert said(read) == ["hola", "adiós"]
    assert read.get_slot("product") == "adiós"


async def test_it_goes_on_where_rasas_own_store_ended(file: str) -> None:
    await have(SQLTrackerStore(domain=DOMAIN, db=file), "ana", "hola")
    await have(store(file), "ana", "uno", "dos")
    assert said(await SQLTrackerStore(domain=DOMAIN, db=file).retrieve("ana")) == [
        "hola",
        "uno",
        "dos",
    ]


async def test_what_was_in_memory_is_there_after_a_crash(file: str) -> None:
    await have(store(file), "ana", "hola", "uno")
    await have(store(file), "ana", "dos")
    assert said(await store(file).retrieve("ana")) == ["hola", "uno", "dos"]


async def test_a_turn_that_failed_leaves_nothing(file: str) -> None:
    found = store(file)
    await have(found, "ana", "hola")
    talk(await found.get_or_create_tracker("ana"), "never saved")
    assert said(await found.retrieve("ana")) == ["hola"]


async def test_only_so_many_are_kept(file: str) -> None:
    found = store(file, kept=2)
    for sender in ("a", "b", "c", "a"):
        await have(found, sender, f"from {sender}")
    assert said(await found.retrieve("a")) == ["from a", "from a"]


async def test_files_are_written_ahead(file: str) -> None:
    with store(file).engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1
