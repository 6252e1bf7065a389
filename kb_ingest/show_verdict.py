"""How the commands show a check. Depends on bot.knowledge.verdict and words."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.knowledge.verdict import Verdict
from kb_ingest.words import Language, say


def show_verdict(
    console: Console, verdict: Verdict, language: Language, *, all_mistakes: bool = False
) -> None:
    """The scores side by side, what got worse, and the questions that broke."""
    console.print(_table(verdict, language))
    broken = all_mistakes or not verdict.passed
    if all_mistakes:
        _questions(console, "mistakes", verdict.mistakes, language)
    elif broken and verdict.broken:
        _questions(console, "broken", verdict.broken, language)
    console.print(_ending(verdict, language), markup=False, highlight=False, soft_wrap=True)


def _table(verdict: Verdict, language: Language) -> Table:
    heads = (say(key, language) for key in ("score", "in_use_score", "this_score"))
    table = Table(*heads, "", show_edge=False)
    worse = {one.name for one in verdict.worse}
    for name, value in verdict.values.items():
        before = verdict.before.get(name)
        note = say("worse", language) if name in worse else ""
        table.add_row(name, "-" if before is None else f"{before:.3f}", f"{value:.3f}", note)
    for column in table.columns[1:3]:
        column.justify = "right"
    return table


def _questions(
    console: Console, head: str, mistakes: list[Mapping[str, Any]] | list[dict[str, Any]],
    language: Language,
) -> None:  # fmt: skip
    lines = [say(head, language)]
    for one in mistakes:
        lines.append(f"  [{one['language']}] {one['question']}")
        lines.append(f"       {say('expected', language, expected=one['expected'])}")
        lines.append(f"       {say('got', language, got=one['got'])}")
    console.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)


def _ending(verdict: Verdict, language: Language) -> str:
    if not verdict.against:
        return say("nothing_to_compare", language)
    key = "passed" if verdict.passed else "failed"
    return say(
        key, language,
        questions=verdict.questions, count=len(verdict.worse), margin=verdict.margin,
    )  # fmt: skip
