"""What a customer says caused a fault, as far as the guarantee asks: limescale, a fall, a bar ...

It is their word, not the workshop's: a clause is named because of it and nothing is refused.
Pure; depends on the folding of `bot.nlu` and the causes that policies know.
"""

import re

from bot.nlu.text import fold

# Folded words, the surest first; the keys are `bot.policies.figures.Cause`.
CAUSES = {
    "limescale": r"""
        \bcal\b | calcific | incrustaci | sin\ descalcificar
        | nunca\ (?:la\ |lo\ )?(?:he\ )?descalcif
        | lime\ ?scale | scaled\ up | never\ descaled | hard\ water | calcified""",
    "commercial_use": r"""
        \ben\ (?:mi|el|un|nuestro|la)\ (?:bar|hotel|restaurante|cafeteria|oficina|negocio|local
            |peluqueria|lavanderia)\b
        | uso\ (?:comercial|profesional) | huespedes | airbnb
        | \bin\ (?:my|our|the|a)\ (?:bar|hotel|restaurant|cafe|office|business|salon|pub)\b
        | (?:commercial|professional)\ use""",
    "other_parts": r"""
        (?:pieza|filtro|recambio|cepillo|mopa|bolsa)s?\ (?:no\ original|compatible|de\ otra|generic)
        | no\ (?:es|era|son|eran)\ original
        | (?:non[- ]original|third[- ]party|compatible|unofficial|generic)\ \w*\ ?
            (?:part|filter|brush|pad|spare|bag)""",
    "accident": r"""
        se\ (?:me|le|nos)\ (?:ha\ )?(?:cayo|caido|derramo|derramado|volco|volcado|mojo|mojado)
        | se\ (?:ha\ )?(?:cayo|caido)\b | un\ golpe | golpe(?:e|ado|ada)\b | \bmojad[oa]\b
        | \bdropped\b | \bfell\ (?:off|down|over|on|from)\b | \bit\ fell\b | knocked
        | spill(?:ed|t)\b | got\ wet | poured""",
    "misuse": r"""
        \b(?:110|125|380)\ ?v | \b(?:lo|la)\ (?:abri|desmonte|abrimos|desmontamos|manipule)\b
        | wrong\ voltage | opened\ it\ up | took\ it\ apart""",
    "wear": r"desgast | \bgastad[oa]s?\b | worn | wore\ out | wear\ and\ tear",
}
_CAUSES = {cause: re.compile(words, re.VERBOSE) for cause, words in CAUSES.items()}


def cause_in(text: str) -> str | None:
    """The cause that `text` names, if it names one."""
    folded = fold(text)
    return next((cause for cause, words in _CAUSES.items() if words.search(folded)), None)
