"""The texts of the page that tells whether entries helped. Depends on nothing of ours."""

# ruff: noqa: E501
WORDS: dict[str, dict[str, str]] = {
    "title": {"es": "¿Funcionó?", "en": "Did it work?"},
    "help": {"es": "Desde el día en que se publicó cada entrada: qué parte de las preguntas de su grupo llega a un agente, antes y después, frente a los grupos en los que nadie tocó nada. Primero, las que no han cambiado nada.", "en": "From the day each entry was published: the share of its group's questions that reach an agent, before and after, against the groups that nobody touched. Those that changed nothing come first."},
    "method": {"es": "Cómo se calcula", "en": "How it is computed"},
    "method_1": {"es": "El efecto es la diferencia de diferencias: lo que cambia la parte en el grupo menos lo que cambia en los demás, en ventanas iguales de hasta 28 días a cada lado del día de publicación, que no cuenta.", "en": "The effect is the difference of differences: how the share changes in the group less how it changes in the others, in equal windows of up to 28 days on each side of the day of publishing, which is left out."},
    "method_2": {"es": "El intervalo del 95 % es el de Newcombe (2001), con los intervalos de Wilson de las cuatro partes. Ayudó: todo el intervalo está por debajo de cero. Peor: todo por encima. Sin cambio: lo contiene. Pronto: menos de {days} días o de {fewest} preguntas antes o después.", "en": "The 95% interval is Newcombe's (2001), from the Wilson intervals of the four shares. Helped: the whole interval is below zero. Worse: all above. No change: it has zero in it. Too early: fewer than {days} days, or {fewest} questions before or after."},
    "method_3": {"es": "El intervalo mide el azar. Otra cosa que le pasara solo a ese grupo en las mismas semanas también está en el efecto.", "en": "The interval measures chance. Anything else that happened to this group alone in the same weeks is in the effect too."},
    "simulated": {"es": "Datos simulados: cuentan también las preguntas de un simulador.", "en": "Simulated data: a simulator's questions are counted too."},
    "nothing": {"es": "Todavía no se ha publicado ninguna entrada sobre un grupo de preguntas en el último medio año.", "en": "No entry about a group of questions has been published in the last half year."},
    "none_of": {"es": "Ninguna.", "en": "None."},
    "entry": {"es": "Entrada", "en": "Entry"},
    "published": {"es": "Publicada", "en": "Published"},
    "window": {"es": "Días", "en": "Days"},
    "to_agent": {"es": "Llegan a un agente", "en": "Reach an agent"},
    "others": {"es": "Los demás grupos", "en": "The other groups"},
    "effect": {"es": "Efecto (95 %)", "en": "Effect (95%)"},
    "unanswered": {"es": "Sin respuesta", "en": "Unanswered"},
    "before_after": {"es": "{before} → {after}", "en": "{before} → {after}"},
    "of": {"es": "{hits} de {asked} → {hits_after} de {asked_after}", "en": "{hits} of {asked} → {hits_after} of {asked_after}"},
    "points": {"es": "{value} puntos", "en": "{value} points"},
    "from_to": {"es": "de {low} a {high}", "en": "{low} to {high}"},
    "days": {"es": "{count} y {count}", "en": "{count} and {count}"},
    "group": {"es": "el grupo", "en": "the group"},
    "no_change": {"es": "Sin cambio", "en": "No change"},
    "worse": {"es": "Peor", "en": "Worse"},
    "helped": {"es": "Ayudó", "en": "Helped"},
    "too_early": {"es": "Pronto para saberlo", "en": "Too early to tell"},
    "said_no_change": {"es": "Publicadas y sin que cambiara nada: léalas otra vez.", "en": "Published, and nothing changed: read them again."},
    "said_worse": {"es": "Desde que están publicadas, más preguntas llegan a un agente.", "en": "Since they were published, more questions reach an agent."},
    "said_helped": {"es": "Desde que están publicadas, menos preguntas llegan a un agente.", "en": "Since they were published, fewer questions reach an agent."},
    "said_too_early": {"es": "Hay pocos días o pocas preguntas todavía.", "en": "There are too few days or questions yet."},
}  # fmt: skip


def word(key: str, language: str, **values: object) -> str:
    """The text `key` in `language` ("es" or "en")."""
    return WORDS[key][language].format(**values)


def points(share: float, language: str) -> str:
    """0.034 as "+3.4" or "+3,4"; never "-0.0"."""
    value = round(100 * share, 1) or 0.0
    written = f"{value:+.1f}" if value else "0.0"
    return written.replace(".", ",") if language == "es" else written
