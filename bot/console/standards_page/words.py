"""The texts of the page of standards. Depends on the names of intents and of reasons."""

from bot.brief.words import TOPICS
from bot.console.words import WORDS as CONSOLE

# ruff: noqa: E501
WORDS: dict[str, dict[str, str]] = {
    "standards": {"es": "Estándares de servicio", "en": "Service standards"},
    "help": {"es": "Cada cifra lleva al lado su definición y se abre hasta las filas de las que sale.", "en": "Each figure has its definition beside it, and opens the rows that it comes from."},
    "simulated": {"es": "Datos simulados", "en": "Simulated data"},
    "simulated_help": {"es": "Estas cifras cuentan también lo que hicieron clientes simulados.", "en": "These figures also count what simulated customers did."},
    "pages": {"es": "Partes de los estándares", "en": "Parts of the standards"},
    "figures": {"es": "Cifras", "en": "Figures"},
    "alerts": {"es": "Avisos", "en": "Alerts"},
    "weekly": {"es": "Informe semanal", "en": "Weekly report"},
    # What is shown.
    "period": {"es": "Periodo", "en": "Period"},
    "days_1": {"es": "Hoy", "en": "Today"},
    "days_7": {"es": "7 días", "en": "7 days"},
    "days_30": {"es": "30 días", "en": "30 days"},
    "days_90": {"es": "90 días", "en": "90 days"},
    "days_365": {"es": "Un año", "en": "A year"},
    "from": {"es": "Desde el día", "en": "From the day"},
    "until": {"es": "Hasta el día", "en": "To the day"},
    "language": {"es": "Idioma", "en": "Language"},
    "product": {"es": "Producto", "en": "Product"},
    "topic": {"es": "Tema", "en": "Topic"},
    "channel": {"es": "Canal", "en": "Channel"},
    "any": {"es": "Todos", "en": "All"},
    "clock": {"es": "Los tiempos", "en": "Times"},
    "wall": {"es": "A todas horas", "en": "By the clock"},
    "business": {"es": "En horario de atención", "en": "In business hours"},
    "show": {"es": "Mostrar", "en": "Show"},
    "clear": {"es": "Quitar filtros", "en": "Clear filters"},
    "shown": {"es": "{days}; se compara con {before}.", "en": "{days}, compared with {before}."},
    "narrowed": {"es": "Solo {what}.", "en": "Only {what}."},
    "in_hours": {"es": "Tiempos en horario de atención.", "en": "Times in business hours."},
    "bad": {"es": "No se puede mostrar", "en": "It cannot be shown"},
    "back": {"es": "Volver a todos los estándares", "en": "Back to all standards"},
    "nothing": {"es": "En este periodo no hay nada que contar.", "en": "There is nothing to count in this period."},
    # Sections.
    "at_a_glance": {"es": "De un vistazo", "en": "At a glance"},
    "today": {"es": "Hoy, hasta ahora: {n} asuntos.", "en": "Today so far: {n} matters."},
    "today_one": {"es": "Hoy, hasta ahora: un asunto.", "en": "Today so far: one matter."},
    "today_none": {"es": "Hoy no hay todavía nada que contar.", "en": "There is nothing to count today yet."},
    "today_all": {"es": "Se cumplen los {held} estándares principales con objetivo.", "en": "All {held} main standards with a target are met."},
    "today_some": {"es": "Se cumplen {met} de los {held} estándares principales con objetivo. No se cumple: {broken}.", "en": "{met} of the {held} main standards with a target are met. Not met: {broken}."},
    "today_few": {"es": "Son pocos datos todavía.", "en": "It is little data yet."},
    "today_see": {"es": "Ver el día de hoy", "en": "See today"},
    "today_is": {"es": "Hoy: {value}", "en": "Today: {value}"},
    "what_changed": {"es": "Qué ha cambiado", "en": "What changed"},
    "nothing_changed": {"es": "Nada que no pueda ser casual, respecto al periodo anterior.", "en": "Nothing that may not be by chance, against the period before."},
    "nothing_before": {"es": "No hay un periodo anterior con el que comparar.", "en": "There is no period before to compare with."},
    "mostly_product": {"es": "Sobre todo por el producto", "en": "Mostly the product"},
    "mostly_topic": {"es": "Sobre todo por el tema", "en": "Mostly the topic"},
    "mostly_language": {"es": "Sobre todo por el idioma", "en": "Mostly the language"},
    "mostly_channel": {"es": "Sobre todo por el canal", "en": "Mostly the channel"},
    "mostly_said": {"es": ": {now}, antes {before} ({n} casos, antes {was}).", "en": ": {now}, before {before} ({n} cases, before {was})."},
    "speed": {"es": "Rapidez", "en": "Speed"},
    "settled": {"es": "Resolución", "en": "Resolution"},
    "repeated": {"es": "Preguntas que se repiten", "en": "Repeated questions"},
    "opinions": {"es": "Lo que dicen los clientes", "en": "What customers say"},
    "quality": {"es": "Calidad en cinco dimensiones", "en": "Quality in five dimensions"},
    "who_had": {"es": "Quién tenía que actuar", "en": "Who had to act"},
    "people": {"es": "Personas", "en": "People"},
    "others": {"es": "Otros", "en": "Others"},
    "broken_down": {"es": "Por partes", "en": "Broken down"},
    "by_product": {"es": "Por producto", "en": "By product"},
    "by_language": {"es": "Por idioma", "en": "By language"},
    "by_topic": {"es": "Por tema", "en": "By topic"},
    "by_channel": {"es": "Por canal", "en": "By channel"},
    # One standard.
    "median": {"es": "mediana de {n}", "en": "median of {n}"},
    "mean": {"es": "media de {n}", "en": "mean of {n}"},
    "share": {"es": "de {n}", "en": "of {n}"},
    "net": {"es": "de {n} respuestas", "en": "of {n} answers"},
    "count": {"es": "en total", "en": "in all"},
    "left_out": {"es": "{n} sin contar", "en": "{n} left out"},
    "few": {"es": "Pocos datos: no diga mucho de esta cifra", "en": "Little data: do not make much of this figure"},
    "no_value": {"es": "Sin datos en el periodo", "en": "No data in the period"},
    "target": {"es": "Objetivo: {target}", "en": "Target: {target}"},
    "met": {"es": "cumplido", "en": "met"},
    "broken": {"es": "no cumplido", "en": "not met"},
    "interval": {"es": "Con un 95 % de confianza, entre {low} y {high}", "en": "With 95 % confidence, between {low} and {high}"},
    "average": {"es": "Media", "en": "Mean"},
    "p50": {"es": "La mitad, en", "en": "Half, within"},
    "p90": {"es": "El 90 %, en", "en": "90 %, within"},
    "p95": {"es": "El 95 %, en", "en": "95 %, within"},
    "trend_of": {"es": "Evolución: {name}", "en": "Trend: {name}"},
    "trend_said": {"es": "De {first} ({from_}) a {last} ({to}). El valor más bajo es {low} y el más alto {high}.", "en": "From {first} ({from_}) to {last} ({to}). The lowest value is {low}, the highest {high}."},
    "trend_none": {"es": "No hay datos.", "en": "There are no data."},
    "trend_held": {"es": "La línea discontinua es el objetivo.", "en": "The dashed line is the target."},
    "numbers": {"es": "Los números del gráfico", "en": "The numbers of the chart"},
    "day": {"es": "Día", "en": "Day"},
    "week": {"es": "Semana desde", "en": "Week from"},
    "month": {"es": "Mes desde", "en": "Month from"},
    "value": {"es": "Valor", "en": "Value"},
    "cases": {"es": "Casos", "en": "Cases"},
    "what_it_is": {"es": "Qué es", "en": "What it is"},
    "version": {"es": "Versión {version}, desde el {since}", "en": "Version {version}, since {since}"},
    "rows": {"es": "Ver las {n} filas", "en": "See the {n} rows"},
    "row": {"es": "Ver la fila", "en": "See the row"},
    "more": {"es": "Por producto, idioma, tema y canal", "en": "By product, language, topic and channel"},
    "csv": {"es": "Descargar CSV", "en": "Download CSV"},
    "versions": {"es": "Definición anterior y actual, una junto a otra", "en": "The earlier and the present definition, side by side"},
    "changed": {"es": "La definición cambió en este periodo", "en": "The definition changed in this period"},
    "in_force": {"es": "en vigor", "en": "in force"},
    "rows_earlier": {"es": "Estas filas son las de una definición anterior:", "en": "These are the rows of an earlier definition:"},
    "earlier": {"es": "anterior", "en": "earlier"},
    "counted_as": {"es": "Cuenta como", "en": "Counts as"},
    "parts": {"es": "Cómo cuenta cada fila", "en": "What each row counts as"},
    "part": {"es": "Parte", "en": "Share"},
    "unknown": {"es": "sin indicar", "en": "not known"},
    "questions": {"es": "Asuntos", "en": "Matters"},
    # Rows.
    "rows_of": {"es": "Las filas de: {name}", "en": "The rows of: {name}"},
    "rows_count": {"es": "{n} filas: {counted} cuentan y {left_out} no.", "en": "{n} rows: {counted} count and {left_out} do not."},
    "as_one": {"es": "{n} filas que cuentan como «{part}».", "en": "{n} rows that count as “{part}”."},
    "when": {"es": "Cuándo", "en": "When"},
    "asked": {"es": "Pregunta", "en": "Question"},
    "about": {"es": "Sobre", "en": "About"},
    "conversation": {"es": "Conversación", "en": "Conversation"},
    "open": {"es": "Abrir", "en": "Open"},
    "open_of": {"es": "Abrir la conversación de {when}", "en": "Open the conversation of {when}"},
    "left": {"es": "no cuenta", "en": "left out"},
    "all_rows": {"es": "Todas", "en": "All"},
    "only_part": {"es": "Cuentan como", "en": "Counting as"},
    "next": {"es": "Más antiguas", "en": "Older"},
    "before": {"es": "Más recientes", "en": "Newer"},
    "page_of": {"es": "Página {page} de {pages}", "en": "Page {page} of {pages}"},
    "back_one": {"es": "Volver a la cifra", "en": "Back to the figure"},
}  # fmt: skip

PARTS: dict[str, dict[str, str]] = {
    "assistant": {"es": "el asistente", "en": "the assistant"},
    "agent": {"es": "una persona", "en": "a person"},
    "people": {"es": "personas", "en": "people"},
    "nobody": {"es": "nadie respondió", "en": "nobody answered"},
    "resolved": {"es": "resuelto", "en": "resolved"},
    "not_resolved": {"es": "sin resolver", "en": "not resolved"},
    "durable": {"es": "resuelto y no volvió", "en": "resolved, and did not come back"},
    "came_back": {"es": "volvió", "en": "came back"},
    "once": {"es": "una sola vez", "en": "once only"},
    "ended": {"es": "acabado", "en": "ended"},
    "undecided": {"es": "aún sin decidir", "en": "not decided yet"},
    "rare": {"es": "pregunta poco frecuente", "en": "rare question"},
    "simple": {"es": "simple, con ayuda", "en": "simple, with help"},
    "simple_alone": {"es": "simple, la resolvió solo el asistente", "en": "simple, settled by the assistant alone"},
    "no_group": {"es": "sin grupo todavía", "en": "no group yet"},
    "wish": {"es": "pidió una persona, sin pregunta", "en": "asked for a person, no question"},
    "helped": {"es": "dijo que le ayudó", "en": "said that it helped"},
    "did_not_help": {"es": "dijo que no le ayudó", "en": "said that it did not help"},
    "said_nothing": {"es": "no dijo nada", "en": "said nothing"},
    "contained": {"es": "sin personas", "en": "without people"},
    "handed_over": {"es": "pasó a una persona", "en": "handed over"},
    "answered": {"es": "con respuesta", "en": "answered"},
    "unanswered": {"es": "sin respuesta", "en": "not answered"},
    "by_people": {"es": "la respondió una persona", "en": "answered by a person"},
    "not_asked": {"es": "no se preguntó al asistente", "en": "not put to the assistant"},
    "satisfied": {"es": "satisfecho (4 o 5)", "en": "satisfied (4 or 5)"},
    "dissatisfied": {"es": "no satisfecho (1 a 3)", "en": "not satisfied (1 to 3)"},
    "no_answer": {"es": "no contestó", "en": "did not answer"},
    "promoter": {"es": "promotor (9 o 10)", "en": "promoter (9 or 10)"},
    "passive": {"es": "neutro (7 u 8)", "en": "passive (7 or 8)"},
    "detractor": {"es": "detractor (0 a 6)", "en": "detractor (0 to 6)"},
    "score": {"es": "nota", "en": "score"},
    "tangibles": {"es": "elementos tangibles", "en": "tangibles"},
    "reliability": {"es": "fiabilidad", "en": "reliability"},
    "responsiveness": {"es": "capacidad de respuesta", "en": "responsiveness"},
    "assurance": {"es": "seguridad", "en": "assurance"},
    "empathy": {"es": "empatía", "en": "empathy"},
    "in_time": {"es": "a tiempo", "en": "in time"},
    "late": {"es": "tarde", "en": "late"},
    "left": {"es": "se fue sin respuesta", "en": "left unanswered"},
    "left_early": {"es": "se fue antes de ese tiempo", "en": "left before that time"},
    "waits": {"es": "espera todavía", "en": "still waits"},
    "kept": {"es": "cumplida", "en": "kept"},
    "broken": {"es": "incumplida", "en": "broken"},
    "open": {"es": "pendiente", "en": "open"},
    "let_go": {"es": "ya no hacía falta", "en": "no longer needed"},
    "returned": {"es": "volvió", "en": "came back"},
    "email": {"es": "contestar por correo", "en": "answer by mail"},
    "callback": {"es": "llamar", "en": "call"},
    "wait": {"es": "esperar aquí", "en": "wait here"},
}  # fmt: skip
"""What rows are counted as, and the reasons that only standards have."""
LANGUAGES = {"es": {"es": "español", "en": "Spanish"}, "en": {"es": "inglés", "en": "English"}}
CHANNELS = {
    "web": {"es": "web", "en": "web"},
    "mail": {"es": "correo", "en": "mail"},
    "email": {"es": "correo", "en": "mail"},
    "console": {"es": "consola", "en": "console"},
    "whatsapp": {"es": "WhatsApp", "en": "WhatsApp"},
}


def word(key: str, language: str, **values: object) -> str:
    """The text `key` in `language` ("es" or "en") with its values filled in."""
    return WORDS[key][language].format(**values)


def part_words(name: str, language: str) -> str:
    """What a row was counted as: a part of a figure, or a reason."""
    if found := PARTS.get(name):
        return found[language]
    # Reasons of hand-overs have their names in the queue.
    return CONSOLE[name][language] if name in CONSOLE else plain(name, language)


def named(dimension: str, value: str, language: str) -> str:
    """A value of a dimension."""
    known = {"topic": TOPICS, "language": LANGUAGES, "channel": CHANNELS}.get(dimension, {})
    return known[value][language] if value in known else plain(value, language)


def plain(value: str, language: str) -> str:
    """A name that has no words of its own."""
    if not value:
        return word("unknown", language)
    spoken = value.replace("_", " ")
    return spoken[:1].upper() + spoken[1:]
