"""The texts of the pages about questions and groups. Depends on nothing of ours."""

# ruff: noqa: E501
WORDS: dict[str, dict[str, str]] = {
    "title": {"es": "Preguntas", "en": "Questions"},
    "help": {"es": "Lo que preguntan los clientes, agrupado: quienes preguntan lo mismo cuentan juntos, en español y en inglés.", "en": "What customers ask, in groups: those who ask the same thing count together, in Spanish and English."},
    "simulated": {"es": "Datos simulados: {count} de estas preguntas las hizo un simulador.", "en": "Simulated data: {count} of these questions were asked by a simulator."},
    # Figures at the head.
    "figures": {"es": "Preguntas simples", "en": "Simple questions"},
    "asked_all": {"es": "preguntas", "en": "questions"},
    "simple_share": {"es": "son simples", "en": "are simple"},
    "simple_alone": {"es": "de las simples las resuelve solo el asistente", "en": "of the simple ones the assistant settles alone"},
    "simple_cost": {"es": "de trabajo de agentes por pregunta simple", "en": "of agents' work for each simple question"},
    "definition": {"es": "Qué es una pregunta simple", "en": "What a simple question is"},
    "version": {"es": "Definición {id}, versión {version}.", "en": "Definition {id}, version {version}."},
    "cost_definition": {"es": "El trabajo de agentes es el tiempo en que tenían la conversación y les tocaba actuar; las que resuelve solo el asistente cuentan con cero.", "en": "Agents' work is the time in which they had the conversation and had to act; those that the assistant settles alone count as zero."},
    "parts": {"es": "Por producto, idioma, canal y semana", "en": "By product, language, channel and week"},
    "by_product": {"es": "Por producto", "en": "By product"},
    "by_language": {"es": "Por idioma", "en": "By language"},
    "by_channel": {"es": "Por canal", "en": "By channel"},
    "by_week": {"es": "Por semana", "en": "By week"},
    "part": {"es": "Parte", "en": "Part"},
    "share": {"es": "Simples", "en": "Simple"},
    "week_of": {"es": "desde el {day}", "en": "from {day}"},
    # Filters.
    "period": {"es": "Periodo", "en": "Period"},
    "days_7": {"es": "7 días", "en": "7 days"},
    "days_28": {"es": "28 días", "en": "28 days"},
    "days_91": {"es": "13 semanas", "en": "13 weeks"},
    "until": {"es": "Hasta el día", "en": "To the day"},
    "product": {"es": "Producto", "en": "Product"},
    "any_product": {"es": "Cualquiera", "en": "Any"},
    "no_product": {"es": "Sin producto", "en": "No product"},
    "language": {"es": "Idioma", "en": "Language"},
    "any_language": {"es": "Los dos", "en": "Both"},
    "lang_es": {"es": "Español", "en": "Spanish"},
    "lang_en": {"es": "Inglés", "en": "English"},
    "channel": {"es": "Canal", "en": "Channel"},
    "any_channel": {"es": "Cualquiera", "en": "Any"},
    "channel_web": {"es": "Web", "en": "Web"},
    "channel_mail": {"es": "Correo", "en": "Mail"},
    "channel_email": {"es": "Correo", "en": "Mail"},
    "topic": {"es": "Tema", "en": "Topic"},
    "any_topic": {"es": "Cualquiera", "en": "Any"},
    "mark": {"es": "Marca", "en": "Mark"},
    "any_mark": {"es": "Todas las preguntas", "en": "All questions"},
    "open": {"es": "Abierta", "en": "Open"},
    "person_only": {"es": "Solo personas", "en": "People only"},
    "no_question": {"es": "No es una pregunta", "en": "No question"},
    "search": {"es": "Buscar", "en": "Search"},
    "search_hint": {"es": "Palabras, o la pregunta con las suyas", "en": "Words, or the question in yours"},
    "sort": {"es": "Orden", "en": "Order"},
    "sort_asked": {"es": "Más preguntadas", "en": "Most asked"},
    "sort_change": {"es": "Las que más crecen", "en": "Growing most"},
    "sort_unanswered": {"es": "Más veces sin respuesta", "en": "Most often unanswered"},
    "sort_thumbs": {"es": "Más veces «no me sirvió»", "en": "Most thumbs down"},
    "sort_agents": {"es": "Más trabajo de agentes", "en": "Most agents' work"},
    "only_simple": {"es": "Solo las simples", "en": "Only simple ones"},
    "show": {"es": "Mostrar", "en": "Show"},
    "all": {"es": "Quitar filtros", "en": "Clear filters"},
    "csv": {"es": "Descargar CSV", "en": "Download CSV"},
    "count": {"es": "{count} grupos de preguntas", "en": "{count} groups of questions"},
    "one": {"es": "1 grupo de preguntas", "en": "1 group of questions"},
    "nothing": {"es": "Nadie ha preguntado nada así en este periodo.", "en": "Nobody asked anything like it in this period."},
    "next": {"es": "Siguientes", "en": "Next"},
    "previous": {"es": "Anteriores", "en": "Previous"},
    "page_of": {"es": "Página {page} de {pages}", "en": "Page {page} of {pages}"},
    # The table.
    "question": {"es": "Pregunta", "en": "Question"},
    "asked": {"es": "Veces", "en": "Times"},
    "of_all": {"es": "Del total", "en": "Of all"},
    "trend": {"es": "Tendencia", "en": "Trend"},
    "trend_is": {"es": "Por semana, las últimas {count}: {values}", "en": "By week, the last {count}: {values}"},
    "unanswered": {"es": "Sin respuesta", "en": "Unanswered"},
    "thumbs": {"es": "Opiniones", "en": "Thumbs"},
    "thumbs_are": {"es": "{up} le sirvió, {down} no le sirvió", "en": "{up} helped, {down} did not help"},
    "alone": {"es": "Solo el asistente", "en": "Assistant alone"},
    "agents": {"es": "Agentes", "en": "Agents"},
    "faq": {"es": "FAQ", "en": "FAQ"},
    "new": {"es": "nueva", "en": "new"},
    "change_is": {"es": "{change} frente al periodo anterior ({before})", "en": "{change} against the period before ({before})"},
    "minutes": {"es": "{count} min", "en": "{count} min"},
    "seconds": {"es": "{count} s", "en": "{count} s"},
    "hours": {"es": "{count} h", "en": "{count} h"},
    "written_published": {"es": "Publicada", "en": "Published"},
    "written_live": {"es": "Publicada, con cambios", "en": "Published, in work"},
    "written_draft": {"es": "Borrador", "en": "Draft"},
    "written_review": {"es": "En revisión", "en": "In review"},
    "written_approved": {"es": "Aprobada", "en": "Approved"},
    "written_scheduled": {"es": "Programada", "en": "Scheduled"},
    "written_retired": {"es": "Retirada", "en": "Retired"},
    # One group.
    "back": {"es": "Todas las preguntas", "en": "All questions"},
    "gone": {"es": "No existe ese grupo de preguntas.", "en": "There is no such group of questions."},
    "named_es": {"es": "En español: {label}", "en": "In Spanish: {label}"},
    "named_en": {"es": "En inglés: {label}", "en": "In English: {label}"},
    "draft": {"es": "Redactar una FAQ", "en": "Draft a FAQ entry"},
    "open_draft": {"es": "Seguir con el borrador", "en": "Go on with the draft"},
    "draft_more": {"es": "Redactar otra FAQ", "en": "Draft another FAQ entry"},
    "draft_help": {"es": "Empieza un borrador en los dos idiomas con la mejor respuesta de un agente o del manual. No se publica nada sin leerlo.", "en": "Begins a draft in both languages with the best answer of an agent or the manual. Nothing is published unread."},
    "in_period": {"es": "En los últimos {days} días, hasta el {day}", "en": "In the last {days} days, to {day}"},
    "weeks": {"es": "Preguntas por semana", "en": "Questions by week"},
    "weeks_table": {"es": "Los números", "en": "The numbers"},
    "week": {"es": "Semana desde el", "en": "Week from"},
    "questions": {"es": "Lo que preguntaron", "en": "What they asked"},
    "questions_count": {"es": "{count} preguntas, las últimas primero", "en": "{count} questions, the latest first"},
    "no_questions": {"es": "Este grupo ya no tiene preguntas.", "en": "This group has no questions any more."},
    "tick": {"es": "Elegir: {text}", "en": "Choose: {text}"},
    "split": {"es": "Separar las elegidas", "en": "Split the chosen ones off"},
    "move": {"es": "Mover las elegidas a otro grupo", "en": "Move the chosen ones to another group"},
    "none_ticked": {"es": "Elija antes una o más preguntas.", "en": "Choose one or more questions first."},
    "open_conversation": {"es": "Conversación", "en": "Conversation"},
    "by_assistant": {"es": "la respondió el asistente", "en": "answered by the assistant"},
    "by_agent": {"es": "la respondió un agente", "en": "answered by an agent"},
    "by_nobody": {"es": "nadie la respondió", "en": "answered by nobody"},
    "helped": {"es": "le sirvió", "en": "it helped"},
    "not_helped": {"es": "no le sirvió", "en": "it did not help"},
    "pinned": {"es": "colocada por una persona", "en": "put here by a person"},
    "made_up": {"es": "simulada", "en": "simulated"},
    "not_asked": {"es": "no es lo que preguntó", "en": "not what they asked"},
    "not_understood": {"es": "no se entiende", "en": "hard to understand"},
    "did_not_work": {"es": "no funcionó", "en": "it did not work"},
    "other_product": {"es": "es de otro producto", "en": "another product's"},
    "answers": {"es": "Lo que respondió el asistente", "en": "What the assistant answered"},
    "no_answers": {"es": "El asistente no ha respondido todavía a estas preguntas.", "en": "The assistant has not answered these questions yet."},
    "times": {"es": "{count} veces", "en": "{count} times"},
    "once": {"es": "1 vez", "en": "once"},
    "as_given": {"es": "Tal como se dio", "en": "As it was given"},
    "of_faq": {"es": "FAQ {id}", "en": "FAQ {id}"},
    "page_short": {"es": "p. {page}", "en": "p. {page}"},
    "replies": {"es": "Respuestas de agentes que lo resolvieron", "en": "Agents' replies that solved it"},
    "no_replies": {"es": "Ningún agente lo ha resuelto todavía por escrito.", "en": "No agent has solved it in writing yet."},
    "csat": {"es": "el cliente dio {score} de 5", "en": "the customer gave {score} of 5"},
    "asked_was": {"es": "Preguntaban: {text}", "en": "They asked: {text}"},
    "passages": {"es": "Lo que dicen los manuales y la FAQ", "en": "What manuals and FAQ say"},
    "no_passages": {"es": "No se ha encontrado nada cercano.", "en": "Nothing near was found."},
    "near_only": {"es": "solo cercano", "en": "near only"},
    "sure": {"es": "confianza {share}", "en": "confidence {share}"},
    "entries": {"es": "Entradas de la FAQ sobre esto", "en": "FAQ entries about this"},
    "no_entries": {"es": "Todavía no hay ninguna.", "en": "There are none yet."},
    "rename": {"es": "Cambiar el nombre", "en": "Rename"},
    "name_es": {"es": "Nombre en español", "en": "Name in Spanish"},
    "name_en": {"es": "Nombre en inglés", "en": "Name in English"},
    "name_help": {"es": "Vacío: se llama como su pregunta más central.", "en": "Empty: it is called after its most central question."},
    "save": {"es": "Guardar", "en": "Save"},
    "cancel": {"es": "Cancelar", "en": "Cancel"},
    "merge": {"es": "Unir con otro grupo", "en": "Merge with another group"},
    "merge_help": {"es": "Las preguntas del grupo que elija pasan a este.", "en": "The questions of the group that you choose come into this one."},
    "move_help": {"es": "Las preguntas elegidas pasan al grupo que elija.", "en": "The chosen questions go to the group that you choose."},
    "find_group": {"es": "Buscar un grupo", "en": "Find a group"},
    "found_none": {"es": "No se ha encontrado ningún otro grupo.", "en": "No other group was found."},
    "choose": {"es": "Elegir", "en": "Choose"},
    "set_person_only": {"es": "Solo para personas", "en": "For people only"},
    "set_no_question": {"es": "No es una pregunta", "en": "Not a question"},
    "set_open": {"es": "Abrir otra vez", "en": "Open again"},
    "marked_open": {"es": "Anotado: el grupo está abierto y se responde otra vez.", "en": "Noted: the group is open and answered again."},
    "marked_person_only": {"es": "Anotado: desde la próxima pregunta se ofrece enseguida una persona.", "en": "Noted: from the next question on a person is offered at once."},
    "marked_no_question": {"es": "Anotado: el grupo ya no cuenta entre las preguntas.", "en": "Noted: the group no longer counts among questions."},
    "merged": {"es": "Los grupos están unidos.", "en": "The groups are merged."},
    "split_done": {"es": "Las preguntas elegidas forman ahora este grupo.", "en": "The chosen questions are this group now."},
    "moved": {"es": "Las preguntas están ahora en el otro grupo.", "en": "The questions are in the other group now."},
    "renamed": {"es": "Nombre guardado.", "en": "Name saved."},
    "edits": {"es": "Cambios hechos en este grupo", "en": "Changes made to this group"},
    "no_edits": {"es": "Ninguno.", "en": "None."},
    "edit_merge": {"es": "Unió grupos", "en": "Merged groups"},
    "edit_split": {"es": "Separó preguntas", "en": "Split questions off"},
    "edit_move": {"es": "Movió preguntas", "en": "Moved questions"},
    "edit_name": {"es": "Cambió el nombre", "en": "Renamed it"},
    "edit_mark": {"es": "Cambió la marca", "en": "Changed the mark"},
    "edit_undone": {"es": "deshecho", "en": "undone"},
    "undo": {"es": "Deshacer", "en": "Undo"},
    "undone": {"es": "Deshecho.", "en": "Undone."},
    "to_gaps": {"es": "Ver por qué quedan sin respuesta", "en": "See why they are unanswered"},
}  # fmt: skip


def word(key: str, language: str, **values: object) -> str:
    """The text `key` in `language` ("es" or "en")."""
    return WORDS[key][language].format(**values)


def counted(number: int, language: str) -> str:
    """1234 as "1234", 12345 as "12.345" or "12,345": as each language writes it."""
    written = f"{number:,}" if abs(number) >= 10_000 else str(number)
    return written.replace(",", ".") if language == "es" else written


def percent(share: float | None, language: str) -> str:
    """0.125 as "13 %" or "13%"; a dash for what there is none of."""
    if share is None:
        return "–"
    whole = f"{100 * share:.0f}"
    return f"{whole} %" if language == "es" else f"{whole}%"


def tenths(share: float | None, language: str) -> str:
    """0.0042 as "0,4 %" or "0.4%": parts of a whole of which there are many; a dash for none."""
    if share is None:
        return "–"
    shown = f"{100 * share:.1f}"
    return f"{shown.replace('.', ',')} %" if language == "es" else f"{shown}%"


def lasting(seconds: float | None, language: str) -> str:
    """A time in its largest unit: "40 s", "12 min", "3 h"."""
    if seconds is None:
        return "–"
    if seconds < 60:
        return word("seconds", language, count=round(seconds))
    if seconds < 36_000:
        return word("minutes", language, count=counted(round(seconds / 60), language))
    return word("hours", language, count=counted(round(seconds / 3600), language))
