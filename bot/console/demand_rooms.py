"""The editors' pages over questions, in the order of the bar. Depends on all of them."""

from bot.audit import AuditLog
from bot.console.effects import EffectsRoom
from bot.console.questions import QuestionsRoom
from bot.console.questions_desk import QuestionsDesk
from bot.console.questions_group import GroupRoom
from bot.console.rooms import Room
from bot.console.unanswered import UnansweredRoom
from bot.console.unanswered_desk import UnansweredDesk
from bot.console.unanswered_gap import GapRoom
from bot.demand import Demand

RIGHT = "content"


def demand_rooms(demand: Demand, audit: AuditLog) -> list[Room]:
    """Questions and one group, unanswered ones and one gap, and whether entries helped."""
    questions, unanswered = QuestionsDesk(demand, audit), UnansweredDesk(demand, audit)
    return [
        Room("/questions", "questions", RIGHT, QuestionsRoom(questions).build),
        Room("/questions/{group_id}", "questions", RIGHT, GroupRoom(questions).build),
        Room("/unanswered", "unanswered", RIGHT, UnansweredRoom(unanswered).build),
        Room("/unanswered/{group_id}", "unanswered", RIGHT, GapRoom(unanswered).build),
        Room("/effects", "effects", RIGHT, EffectsRoom(demand).build),
    ]
