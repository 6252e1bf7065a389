"""YAML with the line of everything in it, and nothing read as what it does not look like.

`no` stays a word (it is a country, too), `6.90` is exact, a key that is there twice is refused.
Depends on problems.
"""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from bot.policies.problems import BadPolicies, Problem

Place = tuple[str | int, ...]
BOOL = "tag:yaml.org,2002:bool"


class Loader(yaml.SafeLoader):
    """SafeLoader with exact decimals, and true and false alone as yes and no."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the base class's own form
        first: [pair for pair in pairs if pair[0] != BOOL]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _exact(loader: Loader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)).replace("_", ""))


Loader.add_constructor("tag:yaml.org,2002:float", _exact)
Loader.add_implicit_resolver(BOOL, re.compile("^(?:true|false)$"), list("tf"))


class Lines:
    """Which line of a file each place in it begins on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lines: dict[Place, int] = {}

    def note(self, place: Place, line: int) -> None:
        """Keep the line of `place`, counted from 1."""
        self._lines[place] = line

    def of(self, place: Place) -> int:
        """The line of `place`, or of the nearest place around it; 0 without any."""
        while place not in self._lines and place:
            place = place[:-1]
        return self._lines.get(place, 0)


def read_yaml(path: Path) -> tuple[Any, Lines]:
    """What a file holds, and its lines; or `BadPolicies`."""
    lines = Lines(path)
    loader = Loader(_text(path))
    try:
        node = loader.get_single_node()
        if node is None:
            return None, lines
        _note(node, (), lines)
        return loader.construct_document(node), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = " ".join(filter(None, (error.context, error.problem)))
        line = mark.line + 1 if mark else 0
        raise BadPolicies([Problem(path, line, "", "not_yaml", {"why": why})]) from error
    except (yaml.YAMLError, ValueError, ArithmeticError) as error:
        raise BadPolicies([Problem(path, 0, "", "not_yaml", {"why": error})]) from error
    finally:
        loader.dispose()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BadPolicies([Problem(path, 0, "", "no_file")]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadPolicies([Problem(path, 0, "", "unreadable", {"why": error})]) from error


def _note(node: yaml.Node, place: Place, lines: Lines) -> None:
    lines.note(place, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, each in enumerate(node.value):
            _note(each, (*place, index), lines)
    elif isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            inner = (*place, str(key.value))
            if inner in seen:
                line = key.start_mark.line + 1
                raise BadPolicies([Problem(lines.path, line, "", "twice", {"key": key.value})])
            seen.add(inner)
            _note(value, inner, lines)
            # A value may begin below its key: the key is where a reader looks.
            lines.note(inner, key.start_mark.line + 1)
