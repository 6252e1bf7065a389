"""What rides on the words of an answer: where it stands, with its pictures, and its own id.

Depends on the shapes of an answer and of the knowledge's pictures.
"""

from collections.abc import Callable
from typing import Any

from bot.answering import Answer, Citation
from bot.brief.passages import place as place
from bot.knowledge.figures import FigureRef

Figures = Callable[[Citation], list[FigureRef]]


def attachment(answer: Answer, answer_id: str, own_url: str, figures: Figures) -> dict[str, Any]:
    """The answer's id and, of a manual's, the places it is from with the figures beside them."""
    cited = [answer.citation, *answer.also] if answer.citation else []
    places = [
        place(one, answer.quote, own_url)
        | {"figures": [shown(figure, own_url) for figure in figures(one)]}
        for one in cited
    ]
    return {"answer": answer_id} | ({"citations": places} if places else {})


def shown(figure: FigureRef, own_url: str) -> dict[str, Any]:
    """A figure as the widget shows it."""
    size = {"width": figure.width, "height": figure.height}
    return {"url": own_url + figure.url, "alt": figure.alt} | size
