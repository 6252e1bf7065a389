"""The agents' door at `/console`: log in, see who waits, read, claim, answer, resolve.

`desk` holds what an agent can do, `login` the session cookie, `pages` who may open what,
`board` the list, `thread` one conversation and `customer` whose it is (NiceGUI), `parts` their
pieces, `follow` what keeps them new, `answers` one answer as it was given, `words` and
`matter_words` the texts in both languages. Pages only show and call.
"""

from bot.console.answers import answers_router
from bot.console.audit import AuditRoom, audit_router
from bot.console.audit_desk import AuditDesk
from bot.console.brief_desk import BriefDesk
from bot.console.brief_panel import brief_panel
from bot.console.calls import CallsRoom
from bot.console.calls_desk import CallsDesk
from bot.console.desk import AgentDesk
from bot.console.entrance import Entrance
from bot.console.files import UPLOADS, files_router
from bot.console.lines import Lines
from bot.console.login import login_router
from bot.console.matter_actions import matter_panel
from bot.console.matter_desk import MatterDesk
from bot.console.pages import mount
from bot.console.people import PeopleRoom
from bot.console.people_desk import PeopleDesk
from bot.console.queue import Queue
from bot.console.queue_desk import QueueDesk
from bot.console.replies import RepliesRoom
from bot.console.rooms import Room
from bot.console.search import Search
from bot.console.search_page import SearchRoom
from bot.console.side import MakePanel
from bot.console.supervisor import TeamRoom
from bot.console.surveys import surveys_router
from bot.console.team_desk import TeamDesk
from bot.console.tools import Tools

__all__ = [
    "UPLOADS",
    "AgentDesk",
    "AuditDesk",
    "AuditRoom",
    "BriefDesk",
    "CallsDesk",
    "CallsRoom",
    "Entrance",
    "Lines",
    "MakePanel",
    "MatterDesk",
    "PeopleDesk",
    "PeopleRoom",
    "Queue",
    "QueueDesk",
    "RepliesRoom",
    "Room",
    "Search",
    "SearchRoom",
    "TeamDesk",
    "TeamRoom",
    "Tools",
    "answers_router",
    "audit_router",
    "brief_panel",
    "files_router",
    "login_router",
    "matter_panel",
    "mount",
    "surveys_router",
]
