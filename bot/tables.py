"""Every table in one place for the migrations: importing this fills `Base.metadata`.

The tables themselves are declared in their nouns' files.
"""

import bot.agents
import bot.alerts.tables
import bot.answers
import bot.audit
import bot.backoffice.matter_tables
import bot.backoffice.tables
import bot.contacts
import bot.conversations.tables
import bot.demand.tables
import bot.editorial.tables
import bot.erasure
import bot.faqs
import bot.files.tables
import bot.groups.tables
import bot.help.tables
import bot.identity
import bot.mail.tables
import bot.notes.tables
import bot.policies.overrides
import bot.presence
import bot.proposals.tables
import bot.report.tables
import bot.solved.tables
import bot.standards.tables
import bot.surveys.tables
import bot.waiting.tables
import bot.webhooks.tables  # noqa: F401
from bot.database import Base

__all__ = ["Base"]
