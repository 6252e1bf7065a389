"""Agents: their accounts, skills, pictures, passwords and sessions on the server.

`tables` holds the rows, `skills` what an account may be like, `store` accounts and sessions,
`pictures` faces, `attempts` how often a password may be tried. Depends on `bot.database` and
`bot.roles`.
"""

from bot.agents.attempts import Attempts
from bot.agents.pictures import BadPicture, Pictures, initials, picture_url, pictures_router
from bot.agents.skills import LANGUAGES, TOPICS, BadAccount
from bot.agents.store import AgentNotFound, Agents, EmailTaken, LastAdmin, WrongLogin
from bot.agents.tables import CAPACITY, Agent, AgentPicture, AgentSession
from bot.roles import ROLES

__all__ = [
    "CAPACITY",
    "LANGUAGES",
    "ROLES",
    "TOPICS",
    "Agent",
    "AgentNotFound",
    "AgentPicture",
    "AgentSession",
    "Agents",
    "Attempts",
    "BadAccount",
    "BadPicture",
    "EmailTaken",
    "LastAdmin",
    "Pictures",
    "WrongLogin",
    "initials",
    "picture_url",
    "pictures_router",
]
