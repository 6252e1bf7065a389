"""A unified diff that `git apply` and `patch -p1` take. Pure; depends on the flows beside it."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path, PurePosixPath

NO_END = "\n\\ No newline at end of file\n"


def patch_of(before: Mapping[Path, str], after: Mapping[Path, str], root: Path) -> str:
    """What turns `before` into `after`, the files named as they are below `root`."""
    return "".join(
        part
        for path in sorted(after)
        for part in _diff(_named(path, root), before[path], after[path])
    )


def _named(path: Path, root: Path) -> str:
    """The path in the checkout; of a file elsewhere its own name and its folder's."""
    whole = path if path.is_absolute() else root / path
    inside = whole.is_relative_to(root)
    return str(PurePosixPath(whole.relative_to(root) if inside else Path(*whole.parts[-2:])))


def _diff(name: str, before: str, after: str) -> Iterator[str]:
    old, new = _rows(before), _rows(after)
    for row in unified_diff(old, new, f"a/{name}", f"b/{name}"):
        yield row if row.endswith("\n") else row + NO_END


def _rows(text: str) -> Sequence[str]:
    """Lines with their ends; only "\\n" ends one, as for the tools that apply the patch."""
    return [one + "\n" for one in text.split("\n")[:-1]] + [
        one for one in [text.rsplit("\n")[-1]] if one
    ]
