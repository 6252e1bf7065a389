"""Every table in one place for the migrations: importing this fills `Base.metadata`.

The tables themselves are declared in their nouns' files.
"""

import bot.agents
import bot.answers
import bot.backoffice.tables
import bot.contacts
import bot.conversations.tables
import bot.faqs  # noqa: F401
from bot.database import Base

__all__ = ["Base"]
