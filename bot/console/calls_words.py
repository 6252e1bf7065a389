"""The texts of the page of calls. Depends on nothing of ours."""

WORDS: dict[str, dict[str, str]] = {
    "calls": {"es": "Llamadas", "en": "Calls"},
    "nothing": {"es": "Nadie espera una llamada.", "en": "Nobody waits for a call."},
    "open": {"es": "Abrir la conversación", "en": "Open the conversation"},
    "reached": {"es": "Hemos hablado", "en": "We talked"},
    "missed": {"es": "No contesta", "en": "No answer"},
    "noted_reached": {
        "es": "Anotado. Cuente en la conversación lo acordado y termínela.",
        "en": "Noted. Write in the conversation what was agreed, and end it.",
    },
    "noted_missed": {
        "es": "Anotado. El cliente lo ve en la conversación.",
        "en": "Noted. The customer sees it in the conversation.",
    },
    "later": {"es": "a su hora", "en": "at its time"},
    "now": {"es": "toca ahora", "en": "due now"},
    "late": {"es": "pasada de hora", "en": "overdue"},
    "kept": {"es": "Promesas de los últimos {days} días", "en": "Promises of the last {days} days"},
    "kind": {"es": "Promesa", "en": "Promise"},
    "wait": {"es": "esperar aquí", "en": "wait here"},
    "email": {"es": "contestar por correo", "en": "answer by mail"},
    "callback": {"es": "llamar", "en": "call"},
    "made": {"es": "Hechas", "en": "Made"},
    "kept_count": {"es": "Cumplidas", "en": "Kept"},
    "broken": {"es": "Incumplidas", "en": "Broken"},
    "let_go": {"es": "Ya no hacían falta", "en": "No longer needed"},
    "still": {"es": "Pendientes", "en": "Open"},
    "share": {"es": "Cumplidas de las vencidas", "en": "Kept of those due"},
    "late_by": {"es": "Retraso medio", "en": "Mean delay"},
    "minutes": {"es": "{count} min", "en": "{count} min"},
}


def word(key: str, language: str, **values: object) -> str:
    """The text `key` in `language` ("es" or "en") with its values filled in."""
    return WORDS[key][language].format(**values)
