"""The texts of the audit log's page: what agents did, worded. Depends on the topics' names."""

from bot.console.thread_words import TOPICS

# ruff: noqa: E501
WORDS: dict[str, dict[str, str]] = {
    "audit": {"es": "Registro", "en": "Audit log"},
    "help": {"es": "Todo lo que han hecho los agentes y el servicio, lo último primero. No contiene palabras de clientes.", "en": "All that agents and the service did, the latest first. It has no words of customers."},
    "who": {"es": "Quién", "en": "Who"},
    "anybody": {"es": "Cualquiera", "en": "Anybody"},
    "what": {"es": "Qué", "en": "What"},
    "anything": {"es": "Cualquier cosa", "en": "Anything"},
    "conversation": {"es": "Conversación", "en": "Conversation"},
    "from": {"es": "Desde el día", "en": "From the day"},
    "until": {"es": "Hasta el día", "en": "To the day"},
    "show": {"es": "Mostrar", "en": "Show"},
    "all": {"es": "Quitar filtros", "en": "Clear filters"},
    "csv": {"es": "Descargar CSV", "en": "Download CSV"},
    "count": {"es": "{count} anotaciones", "en": "{count} entries"},
    "one": {"es": "1 anotación", "en": "1 entry"},
    "nothing": {"es": "No hay nada anotado con esos filtros.", "en": "Nothing is noted under these filters."},
    "older": {"es": "Más antiguas", "en": "Older"},
    "newest": {"es": "Las más recientes", "en": "The latest"},
    "when": {"es": "Cuándo", "en": "When"},
    "detail": {"es": "Detalle", "en": "Detail"},
    "system": {"es": "El servicio", "en": "The service"},
    "command": {"es": "Orden en el servidor", "en": "Command on the server"},
    "bad_day": {"es": "«{day}» no es un día. Escríbalo como 2026-11-23.", "en": "“{day}” is no day. Write it as 2026-11-23."},
}  # fmt: skip
ACTIONS: dict[str, dict[str, str]] = {
    "log_in": {"es": "Entró", "en": "Logged in"},
    "log_out": {"es": "Salió", "en": "Logged out"},
    "status": {"es": "Cambió su estado", "en": "Changed their status"},
    "set_status": {"es": "Cambió el estado de otra persona", "en": "Changed another's status"},
    "called": {"es": "Llamó al cliente", "en": "Called the customer"},
    "claim": {"es": "Atendió", "en": "Claimed"},
    "say": {"es": "Escribió al cliente", "en": "Wrote to the customer"},
    "transfer": {"es": "Pasó la conversación", "en": "Passed it on"},
    "take_over": {"es": "Tomó la conversación", "en": "Took it over"},
    "release": {"es": "Devolvió a la cola", "en": "Put back in the queue"},
    "route": {"es": "Reservó para un agente", "en": "Kept for an agent"},
    "resolve": {"es": "Resolvió", "en": "Resolved"},
    "undo": {"es": "Deshizo el final", "en": "Took the end back"},
    "merge": {"es": "Unió conversaciones", "en": "Merged conversations"},
    "note": {"es": "Escribió una nota", "en": "Wrote a note"},
    "label": {"es": "Cambió las etiquetas", "en": "Changed the labels"},
    "labels": {"es": "Cambió las etiquetas", "en": "Changed the labels"},
    "reply_written": {"es": "Escribió una respuesta preparada", "en": "Wrote a canned reply"},
    "reply_deleted": {"es": "Borró una respuesta preparada", "en": "Deleted a canned reply"},
    "account_made": {"es": "Creó una cuenta", "en": "Made an account"},
    "account_changed": {"es": "Cambió una cuenta", "en": "Changed an account"},
    "account_deactivated": {"es": "Desactivó una cuenta", "en": "Deactivated an account"},
    "account_activated": {"es": "Activó una cuenta", "en": "Activated an account"},
    "password_made": {"es": "Dio otra contraseña", "en": "Gave another password"},
    "picture_set": {"es": "Puso una imagen", "en": "Set a picture"},
    "picture_removed": {"es": "Quitó una imagen", "en": "Removed a picture"},
    "identify": {"es": "Identificó al cliente", "en": "Identified the customer"},
    "identify_failed": {"es": "No pudo identificar al cliente", "en": "Could not identify the customer"},
    "open_return": {"es": "Abrió una devolución", "en": "Opened a return"},
    "look_at_order": {"es": "Consultó un pedido", "en": "Looked at an order"},
    "look_at_guarantee": {"es": "Consultó una garantía", "en": "Looked at a guarantee"},
    "look_at_repair": {"es": "Consultó una reparación", "en": "Looked at a repair"},
    "audit_exported": {"es": "Descargó el registro", "en": "Downloaded the log"},
}  # fmt: skip

DETAILS: dict[str, dict[str, str]] = {
    "of": {"es": "de", "en": "of"},
    "to": {"es": "a", "en": "to"},
    "was": {"es": "antes", "en": "before"},
    "why": {"es": "porque", "en": "because"},
    "account": {"es": "cuenta", "en": "account"},
    "role": {"es": "papel", "en": "role"},
    "status": {"es": "estado", "en": "status"},
    "from_agent": {"es": "la tenía", "en": "was with"},
    "to_agent": {"es": "para", "en": "for"},
    "order": {"es": "pedido", "en": "order"},
    "number": {"es": "número", "en": "number"},
    "product": {"es": "producto", "en": "product"},
    "verdict": {"es": "veredicto", "en": "verdict"},
    "override": {"es": "excepción", "en": "exception"},
    "outcome": {"es": "cómo terminó", "en": "how it ended"},
    "topic": {"es": "tema", "en": "topic"},
    "seq": {"es": "mensaje", "en": "message"},
    "name": {"es": "nombre", "en": "name"},
    "email": {"es": "correo", "en": "e-mail"},
    "capacity": {"es": "a la vez", "en": "at once"},
    "languages": {"es": "idiomas", "en": "languages"},
    "topics": {"es": "temas", "en": "topics"},
    "source": {"es": "de la conversación", "en": "from the conversation"},
    "messages": {"es": "mensajes", "en": "messages"},
    "shortcut": {"es": "atajo", "en": "shortcut"},
    "gone": {"es": "se fue", "en": "they were gone"},
    "no_answer": {"es": "no contestaba", "en": "they did not answer"},
    "inactive": {"es": "cuenta desactivada", "en": "account deactivated"},
    "supervisor": {"es": "decisión de quien supervisa", "en": "a supervisor's decision"},
    "everybody": {"es": "todos", "en": "everybody"},
    "online": {"es": "en línea", "en": "online"},
    "away": {"es": "ausente", "en": "away"},
    "offline": {"es": "desconectado", "en": "offline"},
    "bot": {"es": "el asistente", "en": "the assistant"},
    "closed": {"es": "cerrada", "en": "closed"},
    "solved": {"es": "resuelta", "en": "solved"},
    "unsolved": {"es": "sin resolver", "en": "not solved"},
    "elsewhere": {"es": "por otra vía", "en": "goes on elsewhere"},
    "spam": {"es": "no era un cliente", "en": "was no customer"},
    "withdrawn": {"es": "el cliente ya no quiso", "en": "the customer no longer wished it"},
    "merged": {"es": "unida a otra", "en": "joined to another one"},
}  # fmt: skip


def detail_words(text: str, language: str) -> str:
    """A key or a value of a detail in words; one that has none here as it is."""
    known = DETAILS.get(text) or TOPICS.get(text) or {}
    return known.get(language, text)


def word(key: str, language: str, **values: object) -> str:
    """The text `key` in `language` ("es" or "en")."""
    return WORDS[key][language].format(**values)


def action_words(action: str, language: str) -> str:
    """What was done, in words; an action that has none here as it was noted."""
    return ACTIONS.get(action, {}).get(language) or action.replace("_", " ")
