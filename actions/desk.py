"""What the actions work with.

Built in `bot.app` and handed to `actions.build`. Depends on backoffice, the look-up,
contacts, the answers given and settings.
"""

from dataclasses import dataclass

from bot.answers import Answers
from bot.backoffice import Backoffice
from bot.contacts import Contacts
from bot.lookup import Lookup
from bot.settings import Settings


@dataclass(frozen=True)
class Desk:
    """The nouns that the actions translate to."""

    backoffice: Backoffice
    lookup: Lookup
    contacts: Contacts
    answers: Answers
    settings: Settings
