"""Whether a text keeps to its passage: what is said truly, of something else, or turned round.

On the sample manuals, sentence by sentence, whose Spanish and English are parallel. In the same
language `bot.grounding` judges. Across languages, which it refuses, the cosine of sentences is
tried (each language's mean taken off, as in `bot.knowledge.parity`) with the same checks of
numbers and denials. Depends on bot.grounding, bot.opposites and the embedder.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.grounding import NUMBER, denies, keeps_to
from bot.knowledge.embedding import Embedder
from bot.knowledge.encoders import Matrix
from bot.settings import Settings

SAMPLE = Path("data/sample")
SENTENCES = re.compile(r"(?<=[.!?])\s+")
MARKS = re.compile(r"^(?:\d+\.|-)\s+|\*\*")
TRUE_SHARES = (0.95, 0.9, 0.8, 0.7)
"""Of true translations that are to pass: the thresholds are those that let so many."""
# One word for another: what a model may get wrong while all else stays.
EXCHANGED = (
    "abra/cierre encienda/apague antes/después izquierda/derecha caliente/fría superior/inferior "
    "llene/vacíe quite/ponga máximo/mínimo arriba/abajo dentro/fuera días/meses semanas/meses "
    "minutos/horas segundos/minutos más/menos verde/roja bandeja/tapa depósito/cajón filtro/tubo "
    "manguera/cable gris/azul agua/leche"
)


@dataclass(frozen=True)
class Twin:
    """A sentence in both languages; `section` counts the sections of all manuals."""

    section: int
    es: str
    en: str


@dataclass(frozen=True)
class Trial:
    """A Spanish `text` held against the section that it is said to be from."""

    text: str
    section: int


def run(_: Path) -> dict[str, Any]:
    """Print and give the shares that pass: true sentences, strangers, exchanged words."""
    twins = read_twins()
    trials = {
        "true": [Trial(one.es, one.section) for one in twins],
        "strangers": strangers(twins),
        "exchanged": [Trial(text, one.section) for one in twins for text in exchanged(one.es)],
    }
    print({kind: len(some) for kind, some in trials.items()})
    same = {kind: share(some, in_spanish(twins)) for kind, some in trials.items()}
    print("same language:", shown(same))
    return {"grounding": {"same_language": same, "across": across(twins, trials)}}


def across(twins: Sequence[Twin], trials: dict[str, list[Trial]]) -> dict[str, Any]:
    """The same of Spanish sentences against English passages, by threshold."""
    judge = Across(twins)
    scores = {kind: [judge.score(one) for one in some] for kind, some in trials.items()}
    found: dict[str, Any] = {}
    for kept in TRUE_SHARES:
        limit = float(np.quantile([cosine for cosine, _ in scores["true"]], 1 - kept))
        passed = {
            kind: float(np.mean([cosine >= limit and checked for cosine, checked in some]))
            for kind, some in scores.items()
        }
        print(f"across, cosine from {limit:.2f}:", shown(passed))
        found[f"{kept:.2f}"] = passed | {"cosine": limit}
    return found


class Across:
    """Scores Spanish sentences against the English sentences of a section."""

    def __init__(self, twins: Sequence[Twin]) -> None:
        settings = Settings()
        self._embedder = Embedder(settings.model)
        self._sections = np.array([one.section for one in twins])
        self._english = [one.en for one in twins]
        self._mean = self._vectors([one.es for one in twins]).mean(axis=0)
        vectors = self._vectors(self._english)
        self._passages = unit(vectors - vectors.mean(axis=0))

    def score(self, trial: Trial) -> tuple[float, bool]:
        """The best cosine, and whether numbers and denial agree."""
        [vector] = unit(self._vectors([trial.text]) - self._mean)
        own = np.flatnonzero(self._sections == trial.section)
        cosines = self._passages[own] @ vector
        best = self._english[own[cosines.argmax()]]
        told = {number for at in own for number in numbers(self._english[at])}
        return float(cosines.max()), numbers(trial.text) <= told and denies(trial.text) == denies(
            best
        )

    def _vectors(self, texts: Sequence[str]) -> Matrix:
        return self._embedder.embed_passages(texts)


def in_spanish(twins: Sequence[Twin]) -> Callable[[Trial], bool]:
    """Whether `bot.grounding` lets a sentence pass for its Spanish section."""
    told: dict[int, list[str]] = {}
    for one in twins:
        told.setdefault(one.section, []).append(one.es)
    return lambda trial: keeps_to(trial.text, ["\n".join(told[trial.section])])


def share(trials: Sequence[Trial], passes: Callable[[Trial], bool]) -> float:
    """The part of the trials that pass; 0..1."""
    return sum(map(passes, trials)) / len(trials)


def strangers(twins: Sequence[Twin]) -> list[Trial]:
    """Each sentence against another section, drawn by lot."""
    lot = random.Random(7)
    drawn = [Trial(one.es, lot.choice(twins).section) for one in twins]
    return [t for t, one in zip(drawn, twins, strict=True) if t.section != one.section]


def exchanged(text: str) -> list[str]:
    """The sentence with one word exchanged, in every way that `EXCHANGED` knows."""
    pairs = [pair.split("/") for pair in EXCHANGED.split()]
    both = [(a, b) for one, other in pairs for a, b in ((one, other), (other, one))]
    made = (re.sub(rf"\b{a}\b", b, text, count=1, flags=re.IGNORECASE) for a, b in both)
    return sorted({one for one in made if one != text})


def read_twins() -> list[Twin]:
    """The sentences of sections that have as many in either language."""
    found: list[Twin] = []
    count = 0
    for path in sorted(SAMPLE.glob("*/*.es.md")):
        other = path.with_name(path.name.replace(".es.", ".en."))
        for spanish, english in zip(sections(path), sections(other), strict=True):
            if len(spanish) == len(english):
                pairs = zip(spanish, english, strict=True)
                found += [Twin(count, es, en) for es, en in pairs]
            count += 1
    return found


def sections(path: Path) -> list[list[str]]:
    """The sentences under each heading; tables and figures left out."""
    found: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            found.append([])
        elif found and line and not line.startswith(("|", "!")):
            found[-1] += SENTENCES.split(MARKS.sub("", line))
    return found


def numbers(text: str) -> set[str]:
    """The numbers of a text, written alike: "1.450" and "1,450", "0,6" and "0.6"."""
    plain = (re.sub(r"[.,](?=\d{3}\b)", "", found) for found in NUMBER.findall(text))
    return {one.replace(",", ".") for one in plain}


def unit(vectors: Matrix) -> Matrix:
    """Vectors of length 1."""
    scaled: Matrix = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled


def shown(shares: dict[str, float]) -> str:
    """Shares as they are printed."""
    return ", ".join(f"{kind} {value:.3f}" for kind, value in shares.items())
