"""New questions are kept and join groups, in one short transaction.

Depends on the board, the rows as they stand and the fresh questions.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

import numpy as np
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.brief.receiving import is_again
from bot.groups.fresh import Fresh, plain_id
from bot.groups.joining import LINK, Board, Standing
from bot.groups.linking import NOWHERE, Matrix
from bot.groups.meaning import packed, unpacked
from bot.groups.space import Space, Totals
from bot.groups.standing import add_to_group, put_into, read_standing
from bot.groups.tables import Question, QuestionGroup
from bot.language import LANGUAGES

SAME = 0.75
"""The cosine, in the space, from which on two questions are nearly the same words."""
MOST_PINNED = 5000


@dataclass
class Joined:
    """What became of a batch: how many questions are new, and the groups that changed."""

    new: int = 0
    groups: set[int] = field(default_factory=set)


async def keep(
    session: AsyncSession, fresh: Sequence[Fresh], vectors: Matrix, totals: Totals
) -> Joined:
    """Write those of `fresh` that are new; `vectors` [n, d] are theirs. `totals` is counted on."""
    chosen = await _unknown(session, fresh, totals.space(), vectors)
    if not chosen:
        return Joined()
    fresh, vectors = [fresh[one] for one in chosen], vectors[chosen]
    totals.add(vectors, [one.language for one in fresh])
    space = totals.space()
    ids, standing = await read_standing(session)
    standing = standing or _nothing(vectors.shape[1])
    board = Board(standing, space, LINK, more=len(fresh))
    rows = space.rows(one.language for one in fresh)
    placed = space.placed(vectors, rows)
    musts = await _pinned_like(session, placed, space, ids)
    joined = [board.join(*one) for one in zip(placed, map(int, rows), musts, strict=True)]
    merged = board.settle()
    groups = await _write_groups(session, ids, fresh, vectors, joined, merged)
    for one, vector, group_id, (_, nearness) in zip(fresh, vectors, groups, joined, strict=True):
        session.add(_row(one, vector, group_id, nearness))
    return Joined(len(fresh), set(groups))


def _nothing(width: int) -> Standing:
    kinds = len(LANGUAGES)
    empty = np.zeros((0, width), np.float32), np.zeros((0, kinds), np.float32)
    return Standing(*empty, np.zeros(0, np.int64))


def _row(one: Fresh, vector: Matrix, group_id: int, nearness: float) -> Question:
    values = {name: value for name, value in asdict(one).items() if name != "said"}
    return Question(**values, vector=packed(vector), group_id=group_id, nearness=nearness)


async def _unknown(
    session: AsyncSession, fresh: Sequence[Fresh], space: Space, vectors: Matrix
) -> list[int]:
    """Which of `fresh` are not kept yet: by their message, or asked once more of people."""
    ids = {one.conversation_id for one in fresh}
    known = select(Question).where(Question.conversation_id.in_(ids))
    before: dict[str, list[Question]] = defaultdict(list)
    for question in await session.scalars(known.order_by(Question.id)):
        before[question.conversation_id].append(question)
    chosen: list[int] = []
    seen: set[tuple[str, str]] = set()
    for at, one in enumerate(fresh):
        key = (one.conversation_id, one.message_id)
        own = before[one.conversation_id]
        same = next((each for each in own if each.message_id == one.message_id), None)
        if same and one.contact_id and same.contact_id is None:
            # The assistant took up what had been said to people.
            same.contact_id, same.intent = one.contact_id, one.intent
            same.answered_by = max(same.answered_by, one.answered_by, key=_RANK.index)
        again = one.said and any(_is_same(each, one, space, vectors[at]) for each in own)
        # In the same batch the contact comes first.
        again = again or (one.said and _in_batch(fresh[:at], one))
        if not same and not again and key not in seen:
            chosen.append(at)
            seen.add(key)
    return chosen


_RANK = ("nobody", "assistant", "agent")


def _in_batch(earlier: Sequence[Fresh], one: Fresh) -> bool:
    own = (each for each in earlier if each.conversation_id == one.conversation_id)
    return any(plain_id(each) == one.message_id or is_again(one.text, each.text) for each in own)


def _is_same(question: Question, one: Fresh, space: Space, vector: Matrix) -> bool:
    """Whether a message to people only asks again what was asked before."""
    if question.asked_at > one.asked_at:
        return False
    if is_again(one.text, question.text):
        return True
    if question.vector is None:
        return False
    rows = space.rows([question.language, one.language])
    both = space.placed(np.vstack([unpacked([question.vector]), vector]), rows)
    lengths = np.linalg.norm(both, axis=1)
    return bool(both[0] @ both[1] / max(lengths[0] * lengths[1], 1e-6) >= SAME)


async def _pinned_like(
    session: AsyncSession, placed: Matrix, space: Space, ids: Sequence[int]
) -> list[int]:
    """Of each vector the row of the group where an editor put nearly the same words, or -1."""
    columns = (Question.vector, Question.language, Question.group_id)
    where = (Question.pinned, Question.vector.is_not(None), Question.group_id.is_not(None))
    newest = select(*columns).where(*where).order_by(Question.id.desc()).limit(MOST_PINNED)
    pinned = [row for row in (await session.execute(newest)).all() if row[2] in set(ids)]
    if not pinned:
        return [NOWHERE] * len(placed)
    theirs = space.placed(
        unpacked([row[0] or b"" for row in pinned]), space.rows(r[1] for r in pinned)
    )
    table = _unit(placed) @ _unit(theirs).T
    best, row_of = table.argmax(axis=1), {one: at for at, one in enumerate(ids)}
    return [
        row_of[pinned[one][2]] if table[at, one] >= SAME else NOWHERE
        for at, one in enumerate(best.tolist())
    ]


def _unit(vectors: Matrix) -> Matrix:
    unit: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return unit


async def _write_groups(
    session: AsyncSession,
    ids: Sequence[int],
    fresh: Sequence[Fresh],
    vectors: Matrix,
    joined: Sequence[tuple[int, float]],
    merged: Sequence[tuple[int, int]],
) -> list[int]:
    """Write what the board found out; the group of each of `fresh`."""
    into = dict(merged)
    final = [_last(row, into) for row, _ in joined]
    named = dict(enumerate(ids))
    for row in dict.fromkeys(final):
        if row not in named:
            group = QuestionGroup()
            session.add(group)
            await session.flush()
            named[row] = group.id
    for goes, stays in merged:
        if goes in named:
            await put_into(session, named[goes], named[_last(stays, into)])
    for row in dict.fromkeys(final):
        own = [at for at, one in enumerate(final) if one == row]
        spoken: dict[str, int] = {
            one: sum(fresh[at].language == one for at in own) for one in LANGUAGES
        }
        times = [fresh[at].asked_at for at in own]
        await add_to_group(session, named[row], vectors[own].sum(axis=0), spoken, times)
    return [named[row] for row in final]


def _last(row: int, into: dict[int, int]) -> int:
    while row in into:
        row = into[row]
    return row
