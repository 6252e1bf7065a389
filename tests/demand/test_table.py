"""The table of groups as HTML."""

import re

import pytest

from bot.console.questions_table import HEADS, GroupsTable
from bot.demand.volume import Group

COUNTS = {"unanswered": 0, "alone": 1, "to_agent": 0, "up": 0, "down": 0, "agent_s": 0.0}


def parts(language: str, mark: str = "open", of_all: int = 250) -> str:
    """What stands in the column of a group's part of all questions."""
    group = Group(1, "¿…?", "…?", mark, None, None, 3, **COUNTS)  # type: ignore[arg-type]
    html = GroupsTable(language, {}, {}, of_all).html((group,))
    cells = re.findall(r"<t[dh][^>]*data-[^>]*>(.*?)</t[dh]>", html, re.DOTALL)
    return re.sub(r"<[^>]*>", "", cells[HEADS.index("of_all")]).strip()


@pytest.mark.parametrize(("language", "said"), [("es", "1,2 %"), ("en", "1.2%")])
def test_each_group_tells_its_part_of_all_questions(language: str, said: str) -> None:
    assert parts(language) == said


def test_what_is_no_question_is_no_part_of_them() -> None:
    assert parts("es", "no_question") == "–"
    assert parts("es", of_all=0) == "–"
