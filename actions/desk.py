"""What the actions work with.

Built in `bot.app` and handed to `actions.build`. Depends on backoffice, identity, policies, the
invoices, the look-up, contacts, the answers given, the transcript, erasure, surveys and settings.
"""

from dataclasses import dataclass
from typing import Protocol

from bot.answers import Answers
from bot.backoffice import Backoffice
from bot.contacts import Contacts
from bot.conversations import Transcript
from bot.erasure import Erasure
from bot.identity import Identity
from bot.invoice_links import InvoiceLinks
from bot.lookup import Lookup
from bot.policies import Policies
from bot.settings import Settings
from bot.surveys import Surveys
from bot.tracker_cache import TrackerCache


class ForPeople(Protocol):
    """Tells the questions that editors left to people."""

    async def asked(self, text: str, language: str) -> bool: ...


@dataclass(frozen=True)
class Desk:
    """The nouns that the actions translate to."""

    backoffice: Backoffice
    identity: Identity
    policies: Policies
    invoices: InvoiceLinks
    erasure: Erasure
    lookup: Lookup
    contacts: Contacts
    answers: Answers
    settings: Settings
    transcript: Transcript
    surveys: Surveys
    tracker: TrackerCache
    people: ForPeople | None = None
