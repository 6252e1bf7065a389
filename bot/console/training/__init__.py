"""The console's page of training examples: groups confirmed, proposals shown, measured, decided.

`desk` holds what an editor can do, `page`, `group`, `proposal` and `score` show it, `files` gives a
proposal as a file, `words` the texts in both languages.
"""

from bot.console.training.desk import TrainingDesk
from bot.console.training.files import training_router
from bot.console.training.page import TrainingRoom

__all__ = ["TrainingDesk", "TrainingRoom", "training_router"]
