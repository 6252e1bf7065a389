"""The agents' door at `/console`: log in, see who waits, read, claim, answer, resolve.

`desk` holds what an agent can do, `login` the session cookie, `pages` who may open what,
`board` the list, `thread` one conversation and `customer` whose it is (NiceGUI), `parts` their
pieces, `follow` what keeps them new, `answers` one answer as it was given, `words` and
`matter_words` the texts in both languages. Pages only show and call.
"""

from bot.console.answers import answers_router
from bot.console.desk import AgentDesk
from bot.console.login import login_router
from bot.console.pages import mount
from bot.console.surveys import surveys_router

__all__ = ["AgentDesk", "answers_router", "login_router", "mount", "surveys_router"]
