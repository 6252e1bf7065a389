"""Every sentence a reader may say of a file exists in Spanish, with the same values."""

import ast
import re
from pathlib import Path

import pytest

from kb_ingest.problems import SPANISH, VALUES, in_language
from kb_ingest.readers import Limits, ReadError, read

ROOT = Path(__file__).parents[2] / "kb_ingest"
MODULES = [*(ROOT / "readers").rglob("*.py"), *(ROOT / "typeset").rglob("*.py")]
PLACE = re.compile(r"\{\w+\}")


def shape(node: ast.expr, names: dict[str, ast.expr]) -> list[str]:
    """The sentences an expression may be, values as "#"."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        parts = [""]
        for part in node.values:
            inner = part.value if isinstance(part, ast.FormattedValue) else part
            known = isinstance(inner, ast.Name) and inner.id in names
            texts = shape(inner, names) if known or part is inner else ["#"]
            parts = [left + right for left in parts for right in texts]
        return parts
    if isinstance(node, ast.Name) and node.id in names:
        return shape(names[node.id], names)
    return []


def sentences(module: Path) -> set[str]:
    """What the readers of a module say when they raise."""
    tree = ast.parse(module.read_text())
    names = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    raised = [
        call.args[0]
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "ReadError"
        and call.args
    ]
    return {text for node in raised for text in shape(node, names)}


def fits(english: str, sentence: str) -> bool:
    """Whether `sentence` is `english` with its values."""
    pattern = ".+".join(map(re.escape, PLACE.split(english)))
    return bool(re.fullmatch(pattern, sentence))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_sentence_of_a_reader_is_there(module: Path) -> None:
    missing = [one for one in sentences(module) if not any(fits(each, one) for each in SPANISH)]
    assert missing == []


def test_sentences_are_found_at_all() -> None:
    assert len({one for module in MODULES for one in sentences(module)}) > 25


@pytest.mark.parametrize("english", SPANISH)
def test_both_languages_have_the_same_values(english: str) -> None:
    said, meant = set(PLACE.findall(english)), set(PLACE.findall(SPANISH[english]))
    assert meant == said or (meant < said and said - meant == {"{advice}"})


def test_values_that_are_words_are_translated_too(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(ReadError) as caught:
        read(path, Limits())
    said = in_language(caught.value.message, "es")
    assert said == "es un PDF aunque su nombre termina en .txt; cámbielo a x.pdf"
    assert in_language(caught.value.message, "en") == caught.value.message
    assert "un PDF" in VALUES.values()


def test_an_unknown_sentence_is_shown_as_it_is() -> None:
    assert in_language("does not compute", "es") == "does not compute"
