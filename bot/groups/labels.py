"""What a group is called and about: its most central question of each language, and what most of
its questions are about.

Depends on the rows and the kept vectors.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.groups.linking import Matrix
from bot.groups.meaning import unpacked, without_manners
from bot.groups.tables import Question, QuestionGroup
from bot.language import LANGUAGES

READ = 400
"""The newest questions of a group that its label is chosen from."""
GROWTH = 1.25
LONGEST = 300
READABLE = 14
"""Words up to which a label is as readable as any; each more costs `TOO_LONG` of what questions
are apart in nearness."""
TOO_LONG = 0.1
MOST = 0.5
"""The share of a group's questions that must agree on its product, or its topic."""


def is_due(before: int, after: int) -> bool:
    """Whether a group that grew from one size to another is to be looked at anew."""
    return before < 2 or int(np.log(before) / np.log(GROWTH)) != int(np.log(after) / np.log(GROWTH))


async def relabel(session: AsyncSession, group_ids: Iterable[int]) -> None:
    """Choose the labels, the topic and the product of groups anew."""
    for group_id in sorted(group_ids):
        group = await session.get(QuestionGroup, group_id)
        if group is not None:
            await _relabel(session, group)


async def _relabel(session: AsyncSession, group: QuestionGroup) -> None:
    where = (Question.group_id == group.id, Question.vector.is_not(None))
    newest = select(Question).where(*where).order_by(Question.asked_at.desc()).limit(READ)
    questions = [*await session.scalars(newest)]
    spoken = {one: [q for q in questions if q.language == one] for one in LANGUAGES}
    middle = middle_of([own for own in spoken.values() if own])
    for language, own in spoken.items():
        setattr(group, f"label_{language}", central(own, middle)[:LONGEST] if own else None)
    group.topic = agreed([one.intent for one in questions])
    group.product = agreed([one.product for one in questions])


def middle_of(parts: Sequence[Sequence[Question]]) -> Matrix:
    """Where the questions of all languages lie in the middle, each language counting the same: the
    labels of both are to say the same."""
    means = [_vectors(own).mean(axis=0) for own in parts]
    middle: Matrix = np.mean(means, axis=0) if means else np.zeros(0, np.float32)
    return middle


def central(questions: Sequence[Question], middle: Matrix) -> str:
    """The text of the question that is nearest to the `middle`, long ones after short ones, without
    its greeting."""
    near = _vectors(questions) @ middle
    # Raw cosines of one model lie close together: what counts is the order among these.
    spread = float(near.std()) or 1.0
    long = np.asarray([max(0, len(one.text.split()) - READABLE) for one in questions])
    best = int((near / spread - long * TOO_LONG).argmax())
    return " ".join(without_manners(questions[best].text).split())


def _vectors(questions: Sequence[Question]) -> Matrix:
    return unpacked([one.vector for one in questions if one.vector is not None])


def agreed(values: Sequence[str | None]) -> str | None:
    """What more than half of those say that say anything and of all; None where they differ."""
    said = Counter(value for value in values if value)
    if not said:
        return None
    [(value, count)] = said.most_common(1)
    return value if count > MOST * len(values) else None
