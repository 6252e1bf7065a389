"""The names of the office's states, acts and checks, in both languages. Depends on nothing."""

STATES: dict[str, dict[str, str]] = {
    "draft": {"es": "borrador", "en": "draft"},
    "review": {"es": "en revisión", "en": "in review"},
    "approved": {"es": "aprobada", "en": "approved"},
    "scheduled": {"es": "programada", "en": "scheduled"},
    "published": {"es": "publicada", "en": "published"},
    "retired": {"es": "retirada", "en": "retired"},
}
ACTS: dict[str, dict[str, str]] = {
    "drafted": {"es": "Borrador creado", "en": "Drafted"},
    "written": {"es": "Escrita", "en": "Written"},
    "imported": {"es": "Importada de un CSV", "en": "Imported from a CSV"},
    "restored": {"es": "Restaurada de la versión {of}", "en": "Restored from version {of}"},
    "adopted": {"es": "Estaba ya publicada", "en": "Was there before"},
    "submitted": {"es": "Enviada a revisión", "en": "Submitted for review"},
    "returned": {"es": "Devuelta a quien escribe", "en": "Sent back to the writer"},
    "approved": {"es": "Leída y aprobada", "en": "Read and approved"},
    "scheduled": {"es": "Programada", "en": "Scheduled"},
    "unscheduled": {"es": "Programación anulada", "en": "Schedule cancelled"},
    "published": {"es": "Publicada", "en": "Published"},
    "retired": {"es": "Retirada", "en": "Retired"},
    "undone": {"es": "Deshecho", "en": "Undone"},
    "discarded": {"es": "Descartada", "en": "Discarded"},
}
CHECKS: dict[str, dict[str, str]] = {
    "both": {"es": "Está en los dos idiomas", "en": "Both languages are there"},
    "language": {"es": "Cada texto está en su idioma", "en": "Each text is in its language"},
    "length": {"es": "Longitud", "en": "Length"},
    "markdown": {"es": "Formato", "en": "Markup"},
    "links": {"es": "Enlaces", "en": "Links"},
    "personal": {"es": "Sin datos personales", "en": "No personal data"},
    "double": {"es": "No repite otra entrada", "en": "Repeats no other entry"},
    "found": {"es": "Responde a sus propias preguntas", "en": "Answers its own questions"},
    "golden": {"es": "No quita respuestas a otras", "en": "Takes no answers from others"},
}


def named(check: str, language: str) -> str:
    """The name of a check."""
    return CHECKS[check][language]
