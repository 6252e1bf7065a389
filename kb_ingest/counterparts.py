"""Which sections say the same in two languages, so that a question gets its own language's.

A file of sections does not say so, a folder of manuals does by their names ("levante.es",
"levante.en"). Told by the vectors: translations are each other's nearest. Of 323 sections of the
sample manuals 96 % are, of manuals of different products 28 %. Depends on sections.
"""

from collections.abc import Callable, Sequence

import faiss
import numpy as np

from bot.knowledge.dense import Matrix
from kb_ingest.sections import Section

READ = 300
"""Characters of a section that are compared."""
LEAST_SHARE = 0.6
"""Of the language with fewer sections so many must have a counterpart, else none has."""
LEAST_SECTIONS = 5

Embed = Callable[[Sequence[str]], Matrix]


def counterparts(
    spanish: Sequence[Section], english: Sequence[Section], embed: Embed
) -> list[tuple[int, int]]:
    """The numbers of the sections that are each other's translations, in order."""
    fewer = min(len(spanish), len(english))
    if fewer < LEAST_SECTIONS:
        return []
    ours, theirs = embed([head(one) for one in spanish]), embed([head(one) for one in english])
    there, back = nearest(ours, theirs), nearest(theirs, ours)
    pairs = [(number, other) for number, other in enumerate(there) if back[other] == number]
    return pairs if len(pairs) >= LEAST_SHARE * fewer else []


def head(section: Section) -> str:
    """What is compared: the title and how the text begins."""
    return f"{section.title}: {section.text}"[:READ]


def nearest(ours: Matrix, theirs: Matrix) -> list[int]:
    """For each of `ours` the row of `theirs` with the largest cosine."""
    _, found = faiss.knn(
        np.ascontiguousarray(ours),
        np.ascontiguousarray(theirs),
        1,
        metric=faiss.METRIC_INNER_PRODUCT,
    )
    return [int(row) for row in found[:, 0]]
