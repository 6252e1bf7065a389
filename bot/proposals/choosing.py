"""Which questions become examples: those that the assistant gets wrong or is least sure of first,
and among them such as are not said already. Pure; depends on the lines and on likeness beside it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from bot.proposals.alike import Alike, normal
from bot.proposals.lines import Cleaner

REFUSED = ("nlu_fallback", "out_of_scope")
"""What the contact log says of a question that the assistant did not understand."""
SURE = 0.95
"""From this confidence on a right answer teaches nothing."""
WEIGHTS = {"wrong": 3.0, "refused": 2.0, "unsure": 1.0, "unasked": 1.0}
"""Why a question is chosen: taken for another intent; for none; right, but unsure; an agent was
asked, so that nobody knows. The most telling first."""
LOOKED = 15
"""How many questions are looked at for each line that may be chosen: comparing takes a while."""
FAR = 0.8
"""The cosine from which on two questions are alike at all, for the embedding model."""


@dataclass(frozen=True)
class Candidate:
    """A question of a confirmed group. `intent` is the confirmed one, `taken_for` the assistant's
    with its `confidence`; None where it was not asked. `vector` is a unit vector or None."""

    question_id: int
    group_id: int
    conversation_id: str
    text: str
    language: str
    intent: str
    taken_for: str | None = None
    confidence: float | None = None
    vector: NDArray[np.float32] | None = None
    simulated: bool = False

    @property
    def why(self) -> str:
        """A key of `WEIGHTS`, or "known"."""
        if self.taken_for is None or self.confidence is None:
            return "unasked"
        if self.taken_for != self.intent:
            return "refused" if self.taken_for in REFUSED else "wrong"
        return "unsure" if self.confidence < SURE else "known"

    @property
    def telling(self) -> float:
        """How much it may teach: more for a sure mistake, and for a right answer without trust."""
        sure = self.confidence or 0.0
        return WEIGHTS[self.why] + (sure if self.why == "wrong" else 1 - sure) / 2


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate and the line that it becomes."""

    candidate: Candidate
    text: str
    language: str


@dataclass
class Choice:
    """What was chosen, and how many were left out for each reason of `bot.proposals.lines`."""

    chosen: list[Chosen] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Known:
    """What no line may be nearly the same as: examples with their intents, messages of the test."""

    examples: Sequence[tuple[str, str]]
    alike: Alike
    tests: Alike

    @classmethod
    def of(cls, examples: Sequence[tuple[str, str]], tests: Sequence[str]) -> "Known":
        """Over both."""
        return cls(examples, Alike([text for text, _ in examples]), Alike(tests))

    def reason(self, text: str, intent: str) -> str:
        """Why `text` can be no new example of `intent`; "" where it can."""
        if self.tests.nearest(text) is not None:
            return "test"
        at = self.alike.nearest(text)
        if at is None:
            return ""
        return "already" if self.examples[at][1] == intent else "elsewhere"


def choose(candidates: Sequence[Candidate], cleaner: Cleaner, known: Known, most: int) -> Choice:
    """At most `most` lines of each intent, its languages in turn.

    At most `LOOKED` times as many questions are looked at; those after them count as "enough".
    """
    choice = Choice()
    by_intent: dict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        if one.why == "known":
            choice.left_out["known"] += 1
        else:
            by_intent[one.intent].append(one)
    for intent in sorted(by_intent):
        usable = _unlike(by_intent[intent])
        choice.left_out["alike"] += len(by_intent[intent]) - len(usable)
        _choose(usable, cleaner, known, most, choice)
    choice.left_out += Counter()
    return choice


def _unlike(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Of those with the same words the most telling one."""
    best: dict[str, Candidate] = {}
    for one in candidates:
        words = normal(one.text)
        if words not in best or one.telling > best[words].telling:
            best[words] = one
    return list(best.values())


def _choose(
    usable: Sequence[Candidate], cleaner: Cleaner, known: Known, most: int, choice: Choice
) -> None:
    taken: list[Chosen] = []
    others = Alike([one.text for one in choice.chosen])
    for looked, one in enumerate(_in_turn(usable)):
        if len(taken) == most or looked == LOOKED * most:
            choice.left_out["enough"] += len(usable) - looked
            break
        text, reason = cleaner.line(one.text)
        reason = reason or _reason(text, one.intent, taken, others, known)
        if reason:
            choice.left_out[reason] += 1
        else:
            taken.append(Chosen(one, text, cleaner.language(text, one.language)))
    choice.chosen += taken


def _reason(text: str, intent: str, taken: Sequence[Chosen], others: Alike, known: Known) -> str:
    """Why `text` is none beside the lines that are `taken`; "" where it is one."""
    if Alike([one.text for one in taken]).nearest(text) is not None:
        return "alike"
    return "elsewhere" if others.nearest(text) is not None else known.reason(text, intent)


def _in_turn(usable: Sequence[Candidate]) -> Iterator[Candidate]:
    """Spanish and English one after the other, each in the order of what it teaches."""
    lists = [_ordered([one for one in usable if one.language == each]) for each in ("es", "en")]
    for pair in zip_longest(*lists):
        yield from (one for one in pair if one is not None)


def _ordered(usable: Sequence[Candidate]) -> Iterator[Candidate]:
    """The most telling first, each next one also for being unlike those before it: maximal
    marginal relevance (Carbonell and Goldstein 1998) with equal weights."""
    left = sorted(usable, key=lambda one: (-one.telling, one.question_id))
    value, nearest = np.array([one.telling for one in left]), np.zeros(len(left))
    vectors = _vectors(left)
    for _ in left:
        at = int(np.argmax(value - nearest))
        value[at] = -np.inf
        yield left[at]
        if vectors is not None:
            nearest = np.maximum(nearest, (vectors @ vectors[at] - FAR) / (1 - FAR))


def _vectors(candidates: Sequence[Candidate]) -> NDArray[np.float32] | None:
    """float32[n, d], zeros where a question has none; None where none has."""
    width = max((len(one.vector) for one in candidates if one.vector is not None), default=0)
    empty = np.zeros(width, np.float32)
    rows = [empty if one.vector is None else one.vector for one in candidates]
    return np.stack(rows) if width else None
