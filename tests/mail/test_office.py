"""The settings decide which ways mails take."""

from pathlib import Path
from typing import Any

import pytest

from bot.conversations import Hands, States, Transcript
from bot.database import Database
from bot.files import Files
from bot.files.shelf import Shelf
from bot.live import Live
from bot.mail import Counter, Office, mails_of, office_of
from bot.mail.office import transport_of
from bot.mail.transports import Folder, Smtp
from bot.settings import Settings
from tests.mail.conftest import EVA


def office(
    database: Database, live: Live, folder: Path, **settings: Any
) -> tuple[Office, Settings]:
    """The office of a new service with these settings."""
    chosen = Settings(_env_file=None, var_dir=folder, secret="a secret", **settings)
    mails = mails_of(chosen, database)
    transcript = Transcript(database)
    desk = Counter(database, transcript, States(database), Hands(database, said=mails.said), live)
    files = Files(database, Shelf(folder / "files", 0))
    return office_of(chosen, mails, desk, files, lambda text: False), chosen


async def test_without_settings_mails_are_files_and_no_mailbox_is_read(
    database: Database, live: Live, tmp_path: Path
) -> None:
    made, settings = office(database, live, tmp_path)
    conversation = await Transcript(database).start("es")
    await made.mails.transcript(conversation.id, EVA)
    assert await made.sender.send_due() == 1
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1
    assert made.reader is None
    assert len(made.works(settings)) == 1


async def test_a_mailbox_in_the_settings_is_read(
    database: Database, live: Live, tmp_path: Path
) -> None:
    made, settings = office(database, live, tmp_path, imap_url="imaps://a:b@mail.example/INBOX")
    assert made.reader is not None
    assert len(made.works(settings)) == 2


@pytest.mark.parametrize(("url", "way"), [("", Folder), ("smtps://a:b@mail.example", Smtp)])
def test_the_way_out_is_the_server_where_there_is_one(url: str, way: type, tmp_path: Path) -> None:
    assert isinstance(transport_of(Settings(_env_file=None, smtp_url=url, var_dir=tmp_path)), way)
