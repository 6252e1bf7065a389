"""The parts of a long message, for a request that hides in a story.

The vector of a whole story is that of everything in it; the clause with the request, alone, says
what is wanted. Depends on nothing of ours.
"""

from __future__ import annotations

import re

LONG = 10
"""Words from which on a message is looked at in parts."""
LEAST = 4
"""Words of a part: a greeting or thanks around a request is shorter, and always sure of itself."""
LONGEST, WINDOW, STEP = 14, 10, 5
MOST = 8
_CLAUSES = re.compile(r"[.;!?\u00bf\u00a1\n,…]+")


def parts(text: str) -> list[str]:
    """The clauses of a long `text`, a long one in overlapping windows; none of a short one."""
    if len(text.split()) < LONG:
        return []
    clauses = [clause.split() for clause in _CLAUSES.split(text)]
    found = [" ".join(words) for clause in clauses for words in _windows(clause)]
    return found[:MOST]


def _windows(words: list[str]) -> list[list[str]]:
    if len(words) <= LONGEST:
        return [words] if len(words) >= LEAST else []
    return [words[at : at + WINDOW] for at in range(0, len(words) - STEP + 1, STEP)]
