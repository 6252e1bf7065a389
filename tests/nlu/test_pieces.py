"""Our reading of the vocabulary against the `tokenizers` package's, on the same file."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from conftest import ROOT, needs_model

from bot.nlu.encoder import model_folder
from bot.nlu.pieces import Pieces

SCRIPTS = [(32, 127), (160, 0x250), (0x300, 0x500), (0x2000, 0x2100), (0x4E00, 0x9FFF)]


@pytest.fixture(scope="module")
def file() -> Path:
    needs_model()
    return ROOT / model_folder("var/model") / "tokenizer.json"


@pytest.fixture(scope="module")
def pieces(file: Path) -> Pieces:
    return Pieces(file)


def strange(count: int) -> list[str]:
    """Texts of many scripts, signs, marks and emoji."""
    dice = random.Random(1)

    def character() -> str:
        return chr(dice.randrange(*dice.choice([*SCRIPTS, (0x1F300, 0x1F700), (32, 33)])))

    return ["".join(character() for _ in range(dice.randrange(60))) for _ in range(count)]


def test_the_same_pieces_as_the_tokenizers_package(file: Path, pieces: Pieces) -> None:
    from tokenizers import Tokenizer

    theirs = Tokenizer.from_file(str(file))
    lines = [
        line
        for path in sorted((ROOT / "data").rglob("*.*"))
        if path.suffix in (".csv", ".md", ".yml")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    for text in ["", "a", "\tdos\u00a0 palabras\n", "ﬁn ½ e\u0301", *lines, *strange(500)]:
        assert pieces.ids(text, 10**6) == theirs.encode(text).ids


def test_a_long_text_keeps_its_marks(pieces: Pieces) -> None:
    whole = pieces.ids("pedido " * 1000, 10**6)
    cut = pieces.ids("pedido " * 1000, 16)
    assert len(cut) == 16
    assert cut == [*whole[:15], whole[-1]]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"model": {"type": "BPE"}}, "no unigram tokenizer"),
        ({"normalizer": {"normalizers": [{"type": "Lowercase"}]}}, "normalises with Lowercase"),
    ],
)
def test_another_kind_of_vocabulary_is_refused(
    tmp_path: Path, change: dict[str, object], words: str
) -> None:
    said = {
        "model": {"type": "Unigram", "unk_id": 3, "vocab": [["a", -1.0]]},
        "normalizer": {"normalizers": [{"type": "NFKC"}]},
    }
    path = tmp_path / "tokenizer.json"
    path.write_text(json.dumps({**said, **change}))
    with pytest.raises(ValueError, match=words):
        Pieces(path)
