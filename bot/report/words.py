"""The texts of the weekly report. Depends on nothing of ours."""

# ruff: noqa: E501
WORDS: dict[str, dict[str, str]] = {
    "title": {"es": "Informe semanal de servicio", "en": "Weekly service report"},
    "subject": {"es": "Informe semanal de servicio: {days}", "en": "Weekly service report: {days}"},
    "file": {"es": "informe-{week}.pdf", "en": "report-{week}.pdf"},
    "compared": {"es": "Semana: {days}, comparada con la anterior.", "en": "Week: {days}, compared with the week before."},
    "unfinished": {"es": "La semana no ha acabado todavía.", "en": "The week is not over yet."},
    "simulated": {"es": "Datos simulados: se cuentan también clientes simulados.", "en": "Simulated data: simulated customers are counted too."},
    "attached": {"es": "El informe entero va en el PDF adjunto.", "en": "The whole report is in the PDF that comes with this mail."},
    "standards": {"es": "Estándares", "en": "Standards"},
    "standard": {"es": "Estándar", "en": "Standard"},
    "value": {"es": "Semana", "en": "Week"},
    "change": {"es": "Respecto a la anterior", "en": "Against the week before"},
    "target": {"es": "Objetivo", "en": "Target"},
    "weeks": {"es": "Ocho semanas", "en": "Eight weeks"},
    "cases": {"es": "{n} casos", "en": "{n} cases"},
    "met": {"es": "cumplido", "en": "met"},
    "broken": {"es": "no cumplido", "en": "not met"},
    "few": {"es": "pocos datos", "en": "little data"},
    "repeated": {"es": "Las preguntas que más se repiten", "en": "The questions asked most"},
    "question": {"es": "Pregunta", "en": "Question"},
    "asked": {"es": "Veces", "en": "Times"},
    "before": {"es": "Semana anterior", "en": "Week before"},
    "alone": {"es": "Las resuelve el asistente", "en": "Settled by the assistant"},
    "unanswered": {"es": "Preguntas sin respuesta", "en": "Questions without an answer"},
    "cause": {"es": "Causa probable", "en": "Likely cause"},
    "entries": {"es": "Entradas de la FAQ: ¿han servido?", "en": "FAQ entries: did they work?"},
    "entry": {"es": "Entrada", "en": "Entry"},
    "reached": {"es": "Llegaban a personas: antes y ahora", "en": "Reached people: before and now"},
    "entry_change": {"es": "Cambio propio (95 %)", "en": "Change of its own (95 %)"},
    "verdict": {"es": "Resultado", "en": "Result"},
    "helped": {"es": "sirvió", "en": "it worked"},
    "no_change": {"es": "sin cambio", "en": "no change"},
    "worse": {"es": "empeoró", "en": "worse"},
    "points": {"es": "de {low} a {high} puntos", "en": "{low} to {high} points"},
    "promises": {"es": "Promesas de espera", "en": "Promises of waiting"},
    "state": {"es": "Qué fue de ellas", "en": "What became of them"},
    "kept": {"es": "cumplidas", "en": "kept"},
    "broken_ones": {"es": "incumplidas", "en": "broken"},
    "open": {"es": "pendientes", "en": "open"},
    "let_go": {"es": "ya no hacían falta", "en": "no longer needed"},
    "none": {"es": "Ninguna esta semana.", "en": "None this week."},
    "no_entries": {"es": "De ninguna se puede decir nada todavía.", "en": "Nothing can be said of any yet."},
    "definitions": {"es": "Definiciones", "en": "Definitions"},
    "version": {"es": "Versión {version}, desde el {since}.", "en": "Version {version}, since {since}."},
    "page": {"es": "Página {page}", "en": "Page {page}"},
    "open_it": {"es": "Ver los estándares", "en": "See the standards"},
    "no_content": {"es": "no hay contenido", "en": "no content"},
    "ranked_low": {"es": "existe, pero no se encontró", "en": "it exists but was not found"},
    "wrong_product": {"es": "otro producto", "en": "another product"},
    "wrong_language": {"es": "solo en el otro idioma", "en": "only in the other language"},
    "person_only": {"es": "solo para personas", "en": "for people alone"},
    "unhelpful": {"es": "la respuesta no ayudó", "en": "the answer did not help"},
    "other": {"es": "sin determinar", "en": "not known"},
}  # fmt: skip


def word(key: str, language: str, **values: object) -> str:
    """The text `key` in `language` ("es" or "en") with its values filled in."""
    return WORDS[key][language].format(**values)


def cause_words(cause: str, language: str) -> str:
    """The likely cause of a question without an answer."""
    return word(cause if cause in WORDS else "other", language)
