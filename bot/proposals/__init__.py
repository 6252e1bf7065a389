"""Training examples proposed from question groups that an editor confirmed.

`confirming` holds what editors say of groups, `candidates` and `choosing` which questions become
`lines`, `flows` and `patch` how they would stand in data/flows, `proposals` and `rendering` the
proposals themselves, `scores`, `training`, `measuring` and `comparing` what they would change. No
training file is ever written here. `python -m bot.proposals` is for engineers. Depends on groups,
the contact log, the evaluation of intents and `bot.nlu`'s finders.
"""

from bot.proposals.candidates import Sources
from bot.proposals.confirming import Confirming
from bot.proposals.measuring import Measuring
from bot.proposals.proposals import Proposals
from bot.proposals.scores import Scores
from bot.proposals.tables import forget
from bot.proposals.training import Trainer

__all__ = ["Confirming", "Measuring", "Proposals", "Scores", "Sources", "Trainer", "forget"]
