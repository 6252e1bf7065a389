"""The training files of Rasa as text: where the examples of each intent stand, and new ones put in.

Nothing but whole lines is ever put in, so that comments and layout stay; the result is parsed and
compared. Depends on PyYAML.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.errors import Spoken

MARKUP = re.compile(r"\[(?P<said>[^\]]+)\](?:\((?P<entity>[^:)]+)[^)]*\)|\{(?P<more>[^}]+)\})")
NAMED = re.compile(r"[\"']entity[\"']\s*:\s*[\"']([^\"']+)")
BULLET = re.compile(r"\s*-\s+")


class BadFlows(Spoken):
    """The training files cannot be read or changed."""

    def __init__(self, path: Path, why: str, por_que: str) -> None:
        super().__init__(f"{path}: {why}", f"{path}: {por_que}", 422)


@dataclass(frozen=True, slots=True)
class Line:
    """An example to be put in, with the markup of its entities."""

    intent: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """The examples of one intent in one language. `last` is the number of the last one's line in
    its file, counted from 0, `lead` what stands before its text ("    - ")."""

    path: Path
    intent: str
    language: str | None
    examples: tuple[str, ...]
    last: int
    lead: str


@dataclass(frozen=True)
class Flows:
    """The files of one folder: what is in each, line ends as they are, and their blocks."""

    texts: Mapping[Path, str]
    blocks: Sequence[Block] = field(default_factory=tuple)

    def examples(self) -> list[tuple[str, str]]:
        """Each example without markup, and its intent."""
        return [(plain(text), block.intent) for block in self.blocks for text in block.examples]

    def intents(self) -> list[str]:
        """Every intent that has examples, by name."""
        return sorted({block.intent for block in self.blocks})

    def entities(self) -> set[str]:
        """The entities that examples are marked with."""
        return {
            name
            for block in self.blocks
            for text in block.examples
            for name in _entities(text)
        }  # fmt: skip

    def digest(self) -> str:
        """A digest of the examples, whatever stands around them."""
        made = hashlib.sha256()
        for block in self.blocks:
            made.update(repr((block.intent, block.examples)).encode())
        return made.hexdigest()

    def block_for(self, line: Line) -> Block | None:
        """Where `line` belongs: the intent's last block in its language, or in none."""
        own = [one for one in self.blocks if one.intent == line.intent]
        for language in (line.language, None):
            if found := [one for one in own if one.language == language]:
                return found[-1]
        return None


def read_flows(folder: Path) -> Flows:
    """The YAML files of `folder`; `BadFlows` where there are none or one cannot be parsed."""
    paths = sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")])
    if not paths:
        raise BadFlows(folder, "there are no training files here.", "aquí no hay ficheros.")
    texts = {path: path.read_bytes().decode("utf-8") for path in paths}
    blocks = [block for path in paths for block in _blocks(path, texts[path])]
    return Flows(texts, tuple(blocks))


def _blocks(path: Path, text: str) -> Iterator[Block]:
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise BadFlows(path, f"it is not YAML ({error}).", f"no es YAML ({error}).") from error
    rows = text.splitlines(keepends=True)
    nlu = _of(root, "nlu")
    for node in nlu[1].value if nlu and isinstance(nlu[1], yaml.SequenceNode) else ():
        intent, written = _of(node, "intent"), _of(node, "examples")
        if intent and written and getattr(written[1], "style", "") == "|":
            language = _of(_value(_of(node, "metadata")), "language")
            named = str(language[1].value) if language else None
            yield _block(path, str(intent[1].value), named, rows, written[0].start_mark)


def _of(node: Any, key: str) -> tuple[Any, Any] | None:
    """The nodes of `key` and its value in a mapping."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((pair for pair in pairs if pair[0].value == key), None)


def _value(pair: tuple[Any, Any] | None) -> Any:
    return pair[1] if pair else None


def _block(path: Path, intent: str, language: str | None, rows: list[str], mark: Any) -> Block:
    """The block scalar below the key at `mark`: rows that are indented deeper, or blank."""
    at, last = mark.line + 1, mark.line
    while at < len(rows) and (not rows[at].strip() or _indent(rows[at]) > mark.column):
        last = at if rows[at].strip() else last
        at += 1
    examples = [one for one in rows[mark.line + 1 : last + 1] if one.strip()]
    lead = BULLET.match(examples[-1]) if examples else None
    texts = tuple(BULLET.sub("", one, count=1).rstrip() for one in examples)
    return Block(path, intent, language, texts, last, lead[0] if lead else "    - ")


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def with_lines(flows: Flows, lines: Sequence[Line]) -> tuple[dict[Path, str], list[Line]]:
    """The text of each file that changes when `lines` are put in, and those that have no place.

    Raises `BadFlows` where the result would hold anything else than the examples before and these.
    """
    placed: dict[Path, dict[int, list[str]]] = {}
    lost = []
    for line in lines:
        block = flows.block_for(line)
        if block is None:
            lost.append(line)
        else:
            rows = placed.setdefault(block.path, {}).setdefault(block.last, [])
            rows.append(block.lead + line.text)
    changed = {path: _put_in(flows.texts[path], rows) for path, rows in placed.items()}
    kept = [line for line in lines if line not in lost]
    for path, text in changed.items():
        _check(path, flows.texts[path], text, [one for one in kept if _in(flows, one, path)])
    return changed, lost


def _in(flows: Flows, line: Line, path: Path) -> bool:
    block = flows.block_for(line)
    return block is not None and block.path == path


def _put_in(text: str, added: Mapping[int, Sequence[str]]) -> str:
    rows = text.splitlines(keepends=True)
    end = "\r\n" if rows and rows[0].endswith("\r\n") else "\n"
    made = []
    for at, row in enumerate(rows):
        new = added.get(at, ())
        made.append(row if not new or row.endswith("\n") else row + end)
        made += [one + end for one in new]
    return "".join(made)


def _check(path: Path, before: str, after: str, lines: Sequence[Line]) -> None:
    """`after` must parse to `before` with exactly `lines` more among its examples."""
    old, new = _parsed(before), _parsed(after)
    gained = Counter(_told(new)) - Counter(_told(old))
    wanted = Counter((line.intent, line.text) for line in lines)
    same = _without_examples(old) == _without_examples(new)
    if not same or gained != wanted or Counter(_told(old)) - Counter(_told(new)):
        why = "the examples cannot be put in without changing something else."
        raise BadFlows(path, why, "no se pueden añadir los ejemplos sin cambiar algo más.")


def _parsed(text: str) -> Any:
    return yaml.load(text, yaml.CSafeLoader)


def _told(parsed: Any) -> Iterator[tuple[str, str]]:
    for block in parsed.get("nlu") or ():
        for row in str(block.get("examples", "")).splitlines():
            if "intent" in block and row.strip():
                yield block["intent"], BULLET.sub("", row, count=1).rstrip()


def _without_examples(parsed: Any) -> Any:
    nlu = [{k: v for k, v in one.items() if k != "examples"} for one in parsed.get("nlu") or ()]
    return {**parsed, "nlu": nlu}


def plain(text: str) -> str:
    """An example as the customer says it, without markup."""
    return MARKUP.sub(lambda found: found["said"], text)


def _entities(text: str) -> Iterator[str]:
    for found in MARKUP.finditer(text):
        more = NAMED.search(found["more"] or "")
        if name := found["entity"] or (more and more[1]):
            yield str(name)
