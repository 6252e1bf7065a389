"""How the commands show a difference: by document and heading, words before and after.

Depends on bot.knowledge.diff and words.
"""

from collections.abc import Iterator
from itertools import groupby

from rich.console import Console
from rich.text import Text

from bot.knowledge.diff import KINDS, Diff, Difference, Edit
from kb_ingest.words import Language, say

STYLES = {"added": "green", "removed": "red", "changed": "yellow", "moved": "cyan"}
SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": ">"}
SHOWN = 160
"""Characters of a whole passage that are shown."""


def show_diff(console: Console, diff: Diff, language: Language, *, full: bool = False) -> None:
    """Everything that is not as it was, then how much of each."""
    _print(console, Text(say("diff_title", language, a=diff.a, b=diff.b), "bold"))
    for document, ones in groupby(diff.differences, lambda one: one.document):
        note = _note(diff, document, language)
        _print(console, Text(f"\n{document}{note}", "bold"))
        for one in ones:
            for line in _lines(one, language, full):
                _print(console, line)
    counts = diff.counts
    if not diff.differences:
        _print(console, Text(say("diff_none", language)))
    keys = (*KINDS, "unchanged")
    _print(console, Text("\n" + ", ".join(f"{say(k, language)}: {counts[k]}" for k in keys)))


def _note(diff: Diff, document: str, language: Language) -> str:
    if document in diff.added_documents:
        return f"  ({say('new_document', language)})"
    if document in diff.removed_documents:
        return f"  ({say('gone_document', language)})"
    return ""


def _lines(one: Difference, language: Language, full: bool) -> Iterator[Text]:
    heading = " > ".join(one.heading) or "-"
    yield Text(f"  {SIGNS[one.kind]} {heading}  [{say(one.kind, language)}]", STYLES[one.kind])
    if one.kind == "moved":
        was = " > ".join(one.was_under)
        yield Text("      " + say("moved_from", language, heading=was))
    elif one.kind == "changed" and not full:
        yield from map(_edit, one.edits)
    else:
        for sign, text in (("-", one.before), ("+", one.after)):
            if text:
                style = "red" if sign == "-" else "green"
                yield Text(f"      {sign} {_shown(text, full)}", style)


def _edit(edit: Edit) -> Text:
    line = Text("      … ")
    for words, style, pattern in (
        (edit.lead, "", "{} "),
        (edit.before, "red", "[-{}-] "),
        (edit.after, "green", "{{+{}+}} "),
        (edit.tail, "", "{} "),
    ):
        if words:
            line.append(pattern.format(words), style)
    return line.append("…")


def _shown(text: str, full: bool) -> str:
    flat = text if full else " ".join(text.split())
    return flat if full or len(flat) <= SHOWN else flat[:SHOWN].rstrip() + " …"


def _print(console: Console, text: Text) -> None:
    console.print(text, soft_wrap=True)
