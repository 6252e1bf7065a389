"""Making the embedding model's folder: what can be told without making one (a minute)."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from deploy import model
from deploy.e5_weights import tokenizer_of

PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
PIECES += [("▁hola", -2.0), ("▁", -3.0), ("½", -4.0), ("1", -5.0), ("2", -5.0), ("⁄", -5.0)]
PIECES += [("<mask>", 0.0)]


def test_the_tokenizer_normalises_and_marks_as_xlm_r_does() -> None:
    tokenizer = tokenizer_of(PIECES)
    said = tokenizer.encode("hola\u200b\thola\x07  hola")
    assert said.tokens == ["<s>", "▁hola", "▁hola", "▁hola", "</s>"]
    assert said.offsets[1:3] == [(0, 4), (6, 10)]
    assert tokenizer.encode("½").tokens == ["<s>", "▁", "1", "⁄", "2", "</s>"]


def test_a_made_folder_is_known_by_its_hashes(tmp_path: Path) -> None:
    assert not model.is_made(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"weights")
    said = {"format": 1, "sha256": {"model.onnx": hashlib.sha256(b"weights").hexdigest()}}
    (tmp_path / "mostrador.json").write_text(json.dumps(said))
    assert model.is_made(tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"damaged")
    assert not model.is_made(tmp_path)


def test_a_new_folder_takes_the_place_of_the_old(tmp_path: Path) -> None:
    for name in ("model", "made"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "name").write_text(name)
    model.replace_folder(tmp_path / "made", tmp_path / "model")
    assert (tmp_path / "model" / "name").read_text() == "made"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_another_model_needs_nothing_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EMBEDDING_MODEL", "intfloat/multilingual-e5-base")
    assert model.main([str(tmp_path / "model")]) == 0
    assert "fetches it" in capsys.readouterr().out
    monkeypatch.setenv("EMBEDDING_MODEL", str(tmp_path))
    assert model.main([str(tmp_path / "model")]) == 1
    assert "lacks modules.json, tokenizer.json" in capsys.readouterr().out
    for name in ("modules.json", "tokenizer.json"):
        (tmp_path / name).write_text("{}")
    assert model.main([str(tmp_path / "model")]) == 0
    assert "used as it is" in capsys.readouterr().out
    assert not (tmp_path / "model").exists()


def test_the_worst_agreement_counts() -> None:
    left = np.eye(2, dtype=np.float32)
    assert model.least_cosine(left, np.asarray([[1, 0], [0.6, 0.8]], np.float32)) == pytest.approx(
        0.8
    )
