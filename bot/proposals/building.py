"""The objects of training examples, built from the settings. Depends on all that they are."""

from dataclasses import dataclass

from bot.database import Database
from bot.evaluate.intents_runs import ROOT
from bot.proposals.candidates import Sources
from bot.proposals.confirming import Confirming
from bot.proposals.measuring import Measuring
from bot.proposals.proposals import Proposals
from bot.proposals.scores import Scores
from bot.proposals.training import VECTORS, Trainer
from bot.settings import Settings


@dataclass(frozen=True)
class Training:
    """Confirmed groups, proposals of examples, and their measurements."""

    confirming: Confirming
    proposals: Proposals
    scores: Scores
    measuring: Measuring


def training_of(settings: Settings, database: Database) -> Training:
    """Unconnected; what is trained lies in var_dir."""
    confirming = Confirming(database, settings.demo)
    sources = Sources(
        settings.flows_dir,
        settings.training_test_file,
        settings.products_file,
        settings.training_most,
    )
    proposals = Proposals(database, confirming, sources, settings.demo)
    scores = Scores(database)
    folder = settings.var_dir.resolve() / "proposals"
    trainer = Trainer(folder, ROOT / "var" / "rasa-cache" / VECTORS)
    return Training(confirming, proposals, scores, Measuring(proposals, scores, trainer))
