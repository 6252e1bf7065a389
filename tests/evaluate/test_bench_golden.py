"""The golden questions' table: which questions are asked of which documents."""

from bench.golden import Row, figures, show, together, translated
from bot.evaluate.golden import Golden


def test_a_question_is_answered_by_the_counterpart_in_the_other_language() -> None:
    documents = frozenset({"levante.es", "garbi.es"})
    asked = Golden("¿Cómo?", "es", "levante", documents, ("5.6",), "manual")
    other = translated(asked, "en")
    assert other.documents == {"levante.en", "garbi.en"}
    assert (other.question, other.language, other.headings) == ("¿Cómo?", "es", ("5.6",))


def test_groups_are_counted_together_and_shown_by_ranking() -> None:
    rows = {"es_manual": Row(2, {"ours": [1, None]}), "en_manual": Row(1, {"ours": [2]})}
    both = together([*rows.values()])
    assert both == Row(3, {"ours": [1, None, 2]})
    assert figures({"manual": both})["manual"]["ours"]["hit@3"] == 2 / 3
    said: list[str] = []
    show(rows, said.append)
    assert "| es_manual | 2 | ours | 0.500 | 0.500 | 0.500 | 0.500 |" in said
