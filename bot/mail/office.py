"""The parts of mail over one service, put together from the settings.

Depends on the settings and on all the parts; `bot.service` hands in what they stand on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.conversations import Hands, States, Transcript
from bot.database import Database
from bot.files import Files
from bot.live import Live
from bot.mail.envelopes import Envelopes
from bot.mail.inbound import Inbound
from bot.mail.joining import Attaching, Urging
from bot.mail.keeping import Keeping
from bot.mail.letters import Letters
from bot.mail.mailbox import MailboxReader
from bot.mail.mails import Mails
from bot.mail.outbox import Outbox
from bot.mail.replies import Replies
from bot.mail.sender import Sender
from bot.mail.transports import Folder, Smtp, Transport
from bot.settings import Settings
from bot.upkeep import Work, regularly

MAIL_EVERY_S = 5.0


@dataclass(frozen=True, slots=True)
class Office:
    """What goes out and what comes in. `reader` is None where no mailbox is set."""

    mails: Mails
    sender: Sender
    inbound: Inbound
    keeping: Keeping
    reader: MailboxReader | None

    def works(self, settings: Settings) -> tuple[Work, ...]:
        """What goes on for as long as the service serves."""
        out = partial(regularly, MAIL_EVERY_S, self.mails.gather, self.sender.send_due)
        if self.reader is None:
            return (out,)
        return (out, partial(regularly, settings.imap_every_s, self.reader.read))


@dataclass(frozen=True, slots=True)
class Counter:
    """The service's conversations, which mails go out of and come in to."""

    database: Database
    transcript: Transcript
    states: States
    hands: Hands
    live: Live


def mails_of(settings: Settings, database: Database) -> Mails:
    """What writes mails: agents' words go to it before anything else is there."""
    letters = Letters(settings.company, settings.own_url)
    return Mails(database, Outbox(settings.mail_from), letters, settings.mail_gather_s)


def office_of(
    settings: Settings,
    mails: Mails,
    counter: Counter,
    files: Files,
    is_danger: Callable[[str], bool],
) -> Office:
    """The rest of it, around `mails`; `is_danger` tells words that cannot wait."""
    database, transcript = counter.database, counter.transcript
    replies = Replies(settings.mail_from, settings.secret, settings.mail_plus)
    envelopes = Envelopes(settings.company, replies)
    sender = Sender(database, transport_of(settings), envelopes, transcript, counter.live)
    inbound = Inbound(
        database,
        transcript,
        counter.hands,
        counter.live,
        replies,
        max_bytes=settings.mail_max_mb * 1_000_000,
        attach=Attaching(files),
        urge=Urging(counter.states, transcript, mails, is_danger),
    )
    url = settings.imap_url
    reader = MailboxReader(database, inbound, url) if url else None
    return Office(mails, sender, inbound, Keeping(database, settings.mail_kept_days), reader)


def transport_of(settings: Settings) -> Transport:
    """The server of the settings, or the folder where there is none."""
    return Smtp(settings.smtp_url) if settings.smtp_url else Folder(settings.mail_folder)
