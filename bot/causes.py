"""Why a question was not answered, for those who write what customers read. Pure.

Depends on the kinds of `bot.offtopic` and the shapes of an answer and a refusal.
"""

from typing import Literal

from bot.answering import Answer, Refusal
from bot.offtopic import OFF_TOPIC, kind_of

Cause = Literal[
    "no_content", "ranked_low", "wrong_product", "wrong_language", "person_only", "off_topic"
]
FLOOR = 0.25
"""From which confidence on something may be written about it: of the golden questions that are
answered nowhere 43 of 47 stay below, of those refused although they are answered 18 of 21 are
above (what is off topic and what another product or language answers left out)."""


def cause(
    question: str,
    refusal: Refusal,
    *,
    about_ours: bool = False,
    anywhere: Answer | Refusal | None = None,
    other_language: Answer | Refusal | None = None,
) -> Cause:
    """The likely cause of `refusal`; `about_ours` says that the question names our product.

    `anywhere` is what was found without the product, `other_language` what a customer of the
    other language would have been told; None where that was not looked up.
    """
    kind = kind_of(question, about_ours)
    if kind in OFF_TOPIC:
        return "off_topic"
    if kind == "for_people":
        return "person_only"
    if isinstance(anywhere, Answer):
        return "wrong_product"
    if isinstance(other_language, Answer):
        return "wrong_language"
    return "ranked_low" if refusal.confidence >= FLOOR else "no_content"
