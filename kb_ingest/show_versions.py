"""How the commands show the index and its versions. Depends on words."""

from typing import Any

from rich.console import Console
from rich.table import Table

from kb_ingest.words import Language, say


def show_versions(console: Console, versions: list[dict[str, Any]], language: Language) -> None:
    """A table, the newest first."""
    keys = ("version", "documents", "passages", "state", "check")
    table = Table(*(say(key, language) for key in keys), show_edge=False)
    table.columns[0].no_wrap = True
    for one in versions:
        counts = one["counts"] or {}
        table.add_row(
            one["id"],
            str(counts.get("documents", "-")),
            str(counts.get("passages", "-")),
            say(f"state_{one['state']}", language),
            say(_verdict(one["passed"]), language),
        )
    console.print(table)


def _verdict(passed: bool | None) -> str:
    return {True: "verdict_passed", False: "verdict_failed", None: "verdict_none"}[passed]


def show_status(console: Console, said: dict[str, Any], language: Language) -> None:
    """A few lines."""
    counts = said["counts"] or {}
    lines = [
        f"{say('index', language)}: {said['index']}",
        f"{say('in_use', language)}: {said['current'] or '-'}  ({said['created'] or '-'}; "
        f"{counts.get('documents', 0)} {say('documents', language)}, "
        f"{counts.get('passages', 0)} {say('passages', language)})",
        f"{say('newest', language)}: {said['newest'] or '-'}",
        f"{say('model', language)}: {said['model'] or '-'}",
    ]
    if said["files"]:
        lines.append(_files(said["files"], language))
    if said["building"]:
        lines.append(say("being_built", language, **said["building"]))
    if said["problem"]:
        lines.append(f"{say('problem', language)}: {said['problem']}")
    console.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)


def _files(files: dict[str, list[str]], language: Language) -> str:
    if not any(files.values()):
        return say("files_as_indexed", language)
    nothing = say("nothing", language)
    shown = {key: ", ".join(names) or nothing for key, names in files.items()}
    return say("files_changed", language, **shown)
