"""Routing: for whom a conversation waits, and taking it from an agent who is gone or silent.

`choice` says who is best (pure), `topics` what agents know of an intent, `records` what is read
of the database, `routing` what is done about it. Depends on agents, presence, conversations,
live and the audit log.
"""

from bot.routing.choice import Candidate, best
from bot.routing.records import Load, Loads
from bot.routing.routing import Patience, Routing
from bot.routing.topics import TOPIC_OF, topic_of

__all__ = ["TOPIC_OF", "Candidate", "Load", "Loads", "Patience", "Routing", "best", "topic_of"]
