"""A counter's mail over an empty database, with a clock that a test winds on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from bot.conversations import Conversation, Ending, Hands, Message, MessageDraft, States, Transcript
from bot.database import Database
from bot.live import Live
from bot.mail.envelopes import Envelopes
from bot.mail.inbound import Inbound
from bot.mail.letters import Letters
from bot.mail.mails import Mails
from bot.mail.outbox import Outbox
from bot.mail.replies import Replies
from bot.mail.sender import Sender
from bot.mail.transports import Folder
from bot.outcomes import waiting_notice

START = datetime(2026, 6, 15, 10)
COUNTER = "counter@shop.example"
EVA = "eva@mail.example"
ANA = "ana"


class Clock:
    """A clock that a test winds on."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def wind(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    """The present of these tests."""
    return Clock()


@dataclass
class Counter:
    """The parts of mail, and what agents and customers do there in a test."""

    database: Database
    transcript: Transcript
    states: States
    hands: Hands
    mails: Mails
    sender: Sender
    inbound: Inbound
    replies: Replies
    folder: Path
    clock: Clock
    opened: list[EmailMessage] = field(default_factory=list)

    async def offline(self, email: str | None = EVA, language: str = "es") -> Conversation:
        """A conversation whose customer left an address, in Ana's hands."""
        greeting = MessageDraft("bot", "Hola, ¿en qué **le ayudo**?", author_name="Asistente")
        conversation = await self.transcript.start(language, greeting)
        wish = MessageDraft("customer", "El horno no calienta", "wish-0001", asks=False)
        notices = {"bot": waiting_notice(language)}
        await self.states.ask_for_person(conversation.id, wish, notices)
        if email:
            await self.hands.go_offline(conversation.id, email)
        await self.hands.claim(conversation.id, ANA, MessageDraft("system", "Ana está aquí"))
        return await self.transcript.get(conversation.id)

    async def say(self, conversation: Conversation, text: str, client_id: str = "") -> Message:
        """Ana's words."""
        draft = MessageDraft("agent", text, client_id, author_name="Ana")
        return await self.hands.say(conversation.id, ANA, draft)

    async def resolve(self, conversation: Conversation, to: str = "closed") -> None:
        """Ana has finished."""
        notice = MessageDraft("system", "Ana ha terminado")
        await self.hands.resolve(conversation.id, ANA, Ending(to), notice)

    async def post(self) -> list[EmailMessage]:
        """Gather and send what is due; the mails that went out now, in the order of sending."""
        await self.mails.gather()
        await self.sender.send_due()
        known = {str(one["message-id"]) for one in self.opened}
        new = [one for one in self.letters() if str(one["message-id"]) not in known]
        self.opened += new
        return new

    def letters(self) -> list[EmailMessage]:
        """Every mail in the folder."""
        files = sorted(self.folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        return [parsed(path.read_bytes()) for path in files]


def parsed(raw: bytes) -> EmailMessage:
    """The mail of these bytes."""
    mail = message_from_bytes(raw, policy=default)
    assert isinstance(mail, EmailMessage)
    return mail


def plain(mail: EmailMessage) -> str:
    """Its text."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def html(mail: EmailMessage) -> str:
    """Its HTML."""
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


@pytest.fixture
def counter(
    database: Database,
    transcript: Transcript,
    states: States,
    live: Live,
    tmp_path: Path,
    clock: Clock,
) -> Counter:
    """That counter, which writes its mails to a folder."""
    letters, outbox = Letters("Tramontana", "https://shop.example"), Outbox(COUNTER, clock)
    mails = Mails(database, outbox, letters, 60, clock)
    hands = Hands(database, said=mails.said)
    replies = Replies(COUNTER, "a secret")
    envelopes = Envelopes("Tramontana", replies)
    folder = tmp_path / "mail"
    sender = Sender(database, Folder(folder), envelopes, transcript, live, clock, (10, 60))
    inbound = Inbound(database, transcript, hands, live, replies, 100_000, clock=clock)
    return Counter(
        database, transcript, states, hands, mails, sender, inbound, replies, folder, clock
    )


def answer_to(
    mail: EmailMessage,
    text: str,
    sender: str = EVA,
    message_id: str = "<answer-1@mail.example>",
    **headers: str,
) -> EmailMessage:
    """What a customer's program makes of an answer to `mail`; headers are written with "_"."""
    answer = EmailMessage()
    answer["From"] = f"Eva <{sender}>"
    answer["To"] = str(mail["reply-to"])
    answer["Subject"] = f"Re: {mail['subject']}"
    answer["Message-ID"] = message_id
    answer["In-Reply-To"] = str(mail["message-id"])
    answer["References"] = str(mail["message-id"])
    for name, value in headers.items():
        del answer[name.replace("_", "-")]
        answer[name.replace("_", "-")] = value
    answer.set_content(text)
    return answer
