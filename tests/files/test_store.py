"""Files kept and given back: to whom, for how long, and what happens when there is no room."""

import errno
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.conversations import Conversation, Hands, MessageDraft, States, Transcript
from bot.database import Database, now
from bot.files import FileNotFound, FileRefused, Files, StoredFile
from bot.files.erasing import erase_in, erase_of
from bot.files.shelf import NoRoom, Shelf
from tests.files.made import picture

TEXT = b"Serie: LV3-2607-018345"
Lying = Callable[[], list[str]]


async def test_a_file_is_kept_under_an_id_and_given_back(
    files: Files, conversation: Conversation, folder: Path
) -> None:
    told = await files.take(conversation.id, "customer", "../serie.txt", TEXT)
    assert (told.name, told.mime, told.size) == ("serie.txt", "text/plain", len(TEXT))
    assert told.as_dict()["width"] is None
    again, path = await files.open(told.id, conversation.id)
    assert again == told
    assert path.read_bytes() == TEXT
    assert path.relative_to(folder) == Path(told.id[:2], told.id), "no name becomes a path"
    assert path.stat().st_mode & 0o077 == 0, "others on the machine cannot read it"


async def test_a_picture_is_told_with_its_size(files: Files, conversation: Conversation) -> None:
    told = await files.take(conversation.id, "agent", "foto.jpg", picture())
    assert (told.width, told.height) == (40, 60)


async def test_only_who_sees_the_conversation_sees_its_files(
    files: Files, conversation: Conversation, english: Conversation
) -> None:
    told = await files.take(conversation.id, "customer", "serie.txt", TEXT)
    with pytest.raises(FileNotFound):
        await files.open(told.id, english.id)
    with pytest.raises(FileNotFound):
        await files.open("no-such-file", conversation.id)
    assert (await files.open(told.id))[0] == told, "agents see all"


async def test_files_of_a_merged_conversation_are_seen_in_the_other(
    files: Files, states: States, hands: Hands, transcript: Transcript,
    conversation: Conversation, english: Conversation,
) -> None:  # fmt: skip
    told = await files.take(conversation.id, "customer", "serie.txt", TEXT)
    notice = MessageDraft("system", "…")
    for row in (conversation, english):
        said = MessageDraft("customer", "persona", f"person-{row.id}"[:64], asks=False)
        await states.ask_for_person(row.id, said, {"bot": notice})
        await hands.claim(row.id, "ana", notice)
    await hands.merge(conversation.id, english.id, "ana", {"source": notice, "into": notice})
    assert (await files.open(told.id, english.id))[0] == told


@pytest.mark.parametrize("size", [2_000_001, 2_500_000])
async def test_a_file_over_the_limit_is_refused_in_the_conversations_language(
    files: Files, conversation: Conversation, english: Conversation, size: int, lying: Lying
) -> None:
    with pytest.raises(FileRefused, match="más de 2 MB") as refused:
        await files.take(conversation.id, "customer", "mucho.txt", b"a" * size)
    assert refused.value.status_code == 413
    with pytest.raises(FileRefused, match="larger than 2 MB"):
        await files.take(english.id, "customer", "mucho.txt", b"a" * size)
    assert lying() == []


async def test_a_conversation_has_room_for_so_much_and_no_more(
    files: Files, conversation: Conversation
) -> None:
    for _ in range(2):
        await files.take(conversation.id, "customer", "mucho.txt", b"a" * 2_000_000)
    with pytest.raises(FileRefused, match="5 MB") as refused:
        await files.take(conversation.id, "customer", "mucho.txt", b"a" * 2_000_000)
    assert refused.value.key == "too_many"


async def test_no_file_is_taken_where_the_setting_says_none(
    database: Database, folder: Path, conversation: Conversation
) -> None:
    with pytest.raises(FileRefused, match="no se reciben archivos"):
        await Files(database, Shelf(folder), most_mb=0).take(conversation.id, "customer", "a", TEXT)


async def test_a_full_disk_is_said_and_leaves_nothing_behind(
    database: Database, folder: Path, conversation: Conversation, lying: Lying
) -> None:
    nearly_full = Shelf(folder, reserve=1000, free=lambda path: 1010)
    with pytest.raises(FileRefused, match="nos falta espacio") as refused:
        await Files(database, nearly_full).take(conversation.id, "customer", "serie.txt", TEXT)
    assert refused.value.status_code == 507
    assert lying() == []
    async with database.read() as session:
        assert list(await session.scalars(select(StoredFile))) == []


def test_a_write_that_finds_no_space_leaves_no_half_file(
    folder: Path, lying: Lying, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(NoRoom):
        Shelf(folder).put("ab-cd", TEXT)
    assert lying() == []


async def test_a_file_that_no_message_took_is_gone_after_a_day(
    database: Database, folder: Path, conversation: Conversation, lying: Lying
) -> None:
    moment = now()

    def clock() -> datetime:
        return moment

    files = Files(database, Shelf(folder), clock=clock)
    sent = await files.take(conversation.id, "customer", "sent.txt", TEXT)
    by_agent = await files.take(conversation.id, "agent", "label.txt", TEXT)
    left = await files.take(conversation.id, "customer", "left.txt", TEXT)
    await files.told(conversation.id, [sent.id])
    moment += timedelta(hours=23)
    assert await files.sweep() == 0
    moment += timedelta(hours=2)
    assert await files.sweep() == 1
    assert lying() == sorted([sent.id, by_agent.id])
    with pytest.raises(FileNotFound):
        await files.open(left.id)
    assert await files.sweep() == 0


async def test_bytes_that_a_crash_left_without_a_row_are_swept(
    files: Files, folder: Path, conversation: Conversation, lying: Lying
) -> None:
    told = await files.take(conversation.id, "customer", "serie.txt", TEXT)
    await files.told(conversation.id, [told.id])
    for name in ("aa-stray", "aa-half.part"):
        os.utime(Shelf(folder).put(name, TEXT), (1, 1))
    os.utime(Shelf(folder).path(told.id), (1, 1))
    assert await files.sweep() == 2
    assert lying() == [told.id]


async def test_a_message_takes_only_the_customers_own_files(
    files: Files, conversation: Conversation, english: Conversation
) -> None:
    mine = await files.take(conversation.id, "customer", "serie.txt", TEXT)
    other = await files.take(english.id, "customer", "serial.txt", TEXT)
    agents = await files.take(conversation.id, "agent", "label.txt", TEXT)
    assert await files.told(conversation.id, [mine.id, mine.id]) == [mine]
    for wrong in (other.id, agents.id, "no-such"):
        with pytest.raises(FileRefused, match="ya no está"):
            await files.told(conversation.id, [mine.id, wrong])
    with pytest.raises(FileRefused, match="hasta 6 archivos"):
        await files.told(conversation.id, [mine.id] * 7)


async def test_erasing_a_customer_takes_their_files(
    files: Files, database: Database, conversation: Conversation, lying: Lying
) -> None:
    told = await files.take(conversation.id, "customer", "dni.jpg", picture())
    await files.told(conversation.id, [told.id])
    async with database.write() as session:
        await erase_in(session, [conversation.id], now())
    with pytest.raises(FileNotFound):
        await files.open(told.id, conversation.id)
    with pytest.raises(FileNotFound):
        await files.open(told.id)
    await files.sweep()
    assert lying() == []
    async with database.read() as session:
        row = (await session.scalars(select(StoredFile))).one()
    assert row.name == "-", "the name may say who it was"


async def test_blanking_a_conversation_keeps_the_files_that_prove_a_wish(
    files: Files, database: Database, transcript: Transcript, conversation: Conversation
) -> None:
    proof, private = [
        await files.take(conversation.id, "customer", f"{name}.txt", TEXT) for name in "ab"
    ]
    for client_id, told in (("proof-message", proof), ("private-message", private)):
        data = {"files": [told.as_dict()]}
        await transcript.append(
            conversation.id, MessageDraft("customer", "", client_id, data=data, asks=False)
        )
    async with database.write() as session:
        assert await erase_of(session, conversation.id, {"proof-message"}, now()) == 1
    await files.open(proof.id, conversation.id)
    with pytest.raises(FileNotFound):
        await files.open(private.id, conversation.id)
    kept = {one.client_id: one.data for one in await transcript.after(conversation.id, 0)}
    assert "files" in kept["proof-message"]
    assert "files" not in kept["private-message"]
