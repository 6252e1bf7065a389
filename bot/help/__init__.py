"""The public resource page: `/help` with FAQ, manuals, policies, tutorials, search and contact.

Built by `bot.loop` over the FAQ, the knowledge, the policies and the hours; editors read `Votes`
and `Searches`. Plain pages that need no script.
"""

from bot.help.searches import Searches, Unanswered
from bot.help.votes import Count, Remark, Votes

__all__ = ["Count", "Remark", "Searches", "Unanswered", "Votes"]
