"""What a group is called and about: its most central question of each language, and what most of
its questions are about.

Depends on the rows and the kept vectors.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.groups.meaning import unpacked
from bot.groups.tables import Question, QuestionGroup
from bot.language import LANGUAGES

READ = 400
"""The newest questions of a group that its label is chosen from."""
GROWTH = 1.25
LONGEST = 300
READABLE = 14
"""Words up to which a label is as readable as any; each more costs `TOO_LONG` of nearness."""
TOO_LONG = 0.01
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
    for language in LANGUAGES:
        own = [one for one in questions if one.language == language]
        setattr(group, f"label_{language}", central(own)[:LONGEST] if own else None)
    group.topic = agreed([one.intent for one in questions])
    group.product = agreed([one.product for one in questions])


def central(questions: Sequence[Question]) -> str:
    """The text of the question that is nearest to all, long ones after short ones."""
    vectors = unpacked([one.vector for one in questions if one.vector is not None])
    near = vectors @ vectors.mean(axis=0)
    # Raw cosines of one model lie close together: what counts is the order among these.
    spread = float(near.std()) or 1.0
    long = np.asarray([max(0, len(one.text.split()) - READABLE) for one in questions])
    best = int((near / spread - long * TOO_LONG * 10).argmax())
    return " ".join(questions[best].text.split())


def agreed(values: Sequence[str | None]) -> str | None:
    """What more than half of those say that say anything and of all; None where they differ."""
    said = Counter(value for value in values if value)
    if not said:
        return None
    [(value, count)] = said.most_common(1)
    return value if count > MOST * len(values) else None
