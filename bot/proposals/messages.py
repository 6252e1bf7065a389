"""The messages that a proposal is measured with: a CSV file with the columns text and intent, and
language where it has one. Depends on the evaluation's reader of such files.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

from bot.evaluate.intents_file import Row
from bot.evaluate.intents_file import read_messages as read_rows
from bot.proposals.comparing import OUT

OUT_OF_SCOPE = "out_of_scope"


def read_messages(path: Path) -> list[Row]:
    """The rows of `path`; `BadFile` where it is broken. Of two intents ("a+b") the first counts."""
    rows = read_rows(path, "text", "intent").rows
    return [Row(row.line, row.text, intent_of(row.label), row.language) for row in rows]


def intent_of(label: str | None) -> str:
    """The intent that should be acted upon, or `OUT`."""
    first = (label or OUT_OF_SCOPE).split("+")[0]
    return OUT if first == OUT_OF_SCOPE else first


def asked(rows: Sequence[Row], intents: Collection[str]) -> list[Row]:
    """Those whose intent the training files know, or which are about something else."""
    return [row for row in rows if row.label == OUT or row.label in intents]
