"""Conversations that people solved, found again by what was asked.

`tables` holds the row, `masking` takes out whose it was, `cases` reads question and reply out of
a conversation, `learning` keeps the rows up as conversations are resolved, `finding` gives the
nearest. Depends on conversations, contacts, the brief's sentences and the embedder.
"""

from bot.solved.finding import Case, Solved
from bot.solved.learning import Learning
from bot.solved.tables import SolvedCase, forget_cases

__all__ = ["Case", "Learning", "Solved", "SolvedCase", "forget_cases"]
