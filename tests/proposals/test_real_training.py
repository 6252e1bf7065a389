"""Once with Rasa's own interpreter: a dozen examples, trained and asked for real."""

import os
from pathlib import Path

import pytest

from bot.evaluate.intents_runs import OURS, ROOT
from bot.proposals.training import Trainer

TRAIN = {
    "order_status": "where is my parcel|track my order|dónde está mi pedido|ha salido ya el envío",
    "request_refund": "I want my money back|refund me please|quiero mi dinero|devuélvanme todo",
    "greet": "hello|good morning|hola|buenas tardes",
}


@pytest.mark.rasa
async def test_rasa_trains_on_the_pairs_and_answers_the_messages(tmp_path: Path) -> None:
    if not OURS.python.exists() or not (ROOT / "var/model/mostrador.json").exists():
        pytest.skip("needs var/env/rasa and var/model: make setup")
    pairs = [(text, intent) for intent, texts in TRAIN.items() for text in texts.split("|")]
    told: list[str] = []
    answers = await Trainer(tmp_path).answers(
        pairs,
        ["where is my order", "/greet", "quiero que me devuelvan el dinero"],
        lambda stage, done: told.append(stage),
    )
    assert len(answers) == 3
    assert set(answers) <= {*TRAIN, ""}
    assert set(told) == {"train", "test"}
    assert (tmp_path / "cache" / "sentence-vectors.npz").exists()
    assert [one.name for one in os.scandir(tmp_path)] == ["cache"]
