"""The texts of the queue, of the bell in the bar and of the search. Depends on the console's."""

from bot.console.words import WORDS as COMMON

# ruff: noqa: E501
SHARED = (
    "claim",
    "open",
    "in_es",
    "in_en",
    "asked_for_person",
    "low_confidence",
    "no_content",
    "negative_feedback",
    "policy_exception",
    "system_failure",
    "safety",
)
WORDS: dict[str, dict[str, str]] = {
    **{key: COMMON[key] for key in SHARED},
    "mine": {"es": "Mis conversaciones", "en": "My conversations"},
    "none_mine": {"es": "No tiene conversaciones abiertas.", "en": "You have no open conversation."},
    "waiting_title": {"es": "En espera", "en": "Waiting"},
    "nobody_waits": {"es": "Nadie espera. Buen momento para un café.", "en": "Nobody waits. A good moment for a coffee."},
    "none_match": {"es": "Ninguna de las que esperan cumple esos filtros.", "en": "None of those that wait fits these filters."},
    "no_words": {"es": "(aún sin palabras)", "en": "(no words yet)"},
    "filters": {"es": "Filtros", "en": "Filters"},
    "by_reason": {"es": "Cualquier motivo", "en": "Any reason"},
    "by_language": {"es": "Cualquier idioma", "en": "Any language"},
    "by_product": {"es": "Cualquier producto", "en": "Any product"},
    "by_sign": {"es": "Cualquier señal", "en": "Any sign"},
    "only_mine": {"es": "Solo las que puedo atender", "en": "Only those I may claim"},
    "clear": {"es": "Quitar filtros", "en": "Clear filters"},
    "more": {"es": "Ver las {count} restantes", "en": "Show the other {count}"},
    "gone": {"es": "Ya atendida", "en": "Already taken"},
    "routed": {"es": "Espera a {name}", "en": "Waits for {name}"},
    "waits": {"es": "espera {time}", "en": "waiting {time}"},
    "began": {"es": "desde hace {time}", "en": "for {time}"},
    "first_reply": {"es": "Primera respuesta", "en": "First reply"},
    "next_reply": {"es": "Respuesta", "en": "Reply"},
    "resolution": {"es": "Resolución", "en": "Resolution"},
    "left": {"es": "quedan", "en": "left"},
    "late": {"es": "de retraso", "en": "late"},
    "paused": {"es": "contesta el cliente", "en": "customer's turn"},
    "closed_now": {"es": "fuera de horario", "en": "outside hours"},
    "danger": {"es": "Peligro", "en": "Danger"},
    "simulated": {"es": "Simulado", "en": "Simulated"},
    "by_mail": {"es": "Espera un correo", "en": "Waits for a mail"},
    "by_call": {"es": "Espera una llamada", "en": "Waits for a call"},
    "came_again": {"es": "Volvió a la cola", "en": "Came back to the queue"},
    "unread": {"es": "Sin contestar", "en": "Unanswered"},
    "insult": {"es": "Insultos", "en": "Insults"},
    "legal": {"es": "Habla de reclamar", "en": "Speaks of legal steps"},
    "urgent": {"es": "Dice que urge", "en": "Says it is urgent"},
    "capitals": {"es": "Grita", "en": "Shouts"},
    "repeated": {"es": "Repite la pregunta", "en": "Asks again"},
    "thumbs_down": {"es": "No le sirvió", "en": "It did not help"},
    "came_back": {"es": "Ha vuelto", "en": "Came back"},
    "none_to_claim": {"es": "No hay ninguna que pueda atender.", "en": "There is none that you may claim."},
    "at_capacity": {"es": "Ya tiene {count} conversaciones. Resuelva una antes de la siguiente.", "en": "You have {count} conversations. Resolve one before the next."},
    "all_taken": {"es": "Otra persona las ha atendido ya.", "en": "Somebody else has taken them already."},
}  # fmt: skip

BELL: dict[str, dict[str, str]] = {
    "waiting": {"es": "en espera", "en": "waiting"},
    "status": {"es": "Mi estado", "en": "My status"},
    "online": {"es": "Disponible", "en": "Online"},
    "away": {"es": "Ausente", "en": "Away"},
    "offline": {"es": "Desconectado", "en": "Offline"},
    "sound": {"es": "Sonido", "en": "Sound"},
    "notify": {"es": "Avisos del navegador", "en": "Browser notifications"},
    "refused": {"es": "El navegador no permite avisos de este sitio.", "en": "The browser does not allow this site's notifications."},
    "new_one": {"es": "Espera un cliente nuevo", "en": "A new customer waits"},
    "wrote": {"es": "Su cliente ha escrito", "en": "Your customer has written"},
    "soon_mine": {"es": "Se acaba el tiempo para contestar a su cliente", "en": "Time to answer your customer runs out"},
    "soon_one": {"es": "Se acaba el tiempo de un cliente que espera", "en": "Time of a customer who waits runs out"},
}  # fmt: skip

KEYS: dict[str, dict[str, str]] = {
    "claim": {"es": "Atender la señalada, o la primera", "en": "Claim the one in focus, or the first"},
    "down": {"es": "La siguiente (también ↓)", "en": "The next one (↓ too)"},
    "up": {"es": "La anterior (también ↑)", "en": "The one before (↑ too)"},
    "search": {"es": "Buscar en todas", "en": "Search all"},
}  # fmt: skip

SEARCH: dict[str, dict[str, str]] = {
    "title": {"es": "Buscar conversaciones", "en": "Search conversations"},
    "what": {"es": "Palabras, pedido o nombre", "en": "Words, order or name"},
    "search": {"es": "Buscar", "en": "Search"},
    "state": {"es": "Estado", "en": "State"},
    "any_state": {"es": "Cualquier estado", "en": "Any state"},
    "agent": {"es": "Agente", "en": "Agent"},
    "any_agent": {"es": "Cualquier agente", "en": "Any agent"},
    "language": {"es": "Idioma", "en": "Language"},
    "any_language": {"es": "Cualquier idioma", "en": "Any language"},
    "label": {"es": "Etiqueta", "en": "Label"},
    "any_label": {"es": "Cualquier etiqueta", "en": "Any label"},
    "since": {"es": "Desde", "en": "From"},
    "until": {"es": "Hasta", "en": "Until"},
    "es": {"es": "español", "en": "Spanish"},
    "en": {"es": "inglés", "en": "English"},
    "bot": {"es": "Con el asistente", "en": "With the assistant"},
    "waiting": {"es": "En espera", "en": "Waiting"},
    "agent_state": {"es": "Con un agente", "en": "With an agent"},
    "closed": {"es": "Cerrada", "en": "Closed"},
    "none": {"es": "Nada encontrado. Con menos letras de cada palabra se encuentra más: «devol» vale por devolver y devolución.", "en": "Nothing found. Fewer letters of each word find more: “retur” stands for return and returning."},
    "many": {"es": "Las {count} más recientes; hay más. Afine la búsqueda.", "en": "The newest {count}; there are more. Narrow the search."},
    "found": {"es": "Encontradas: {count}", "en": "Found: {count}"},
    "reading": {"es": "El servicio acaba de arrancar y aún lee las conversaciones antiguas: va por el {percent} %. Aquí pueden faltar algunas; busque otra vez en unos minutos.", "en": "The service has just started and is still reading older conversations: {percent}% so far. Some may be missing here; search again in some minutes."},
    "bad_date": {"es": "La fecha «{date}» no es un día. Escríbala como 2026-01-31.", "en": "“{date}” is no day. Write it as 2026-01-31."},
    "back": {"es": "Volver a la lista", "en": "Back to the list"},
}  # fmt: skip


def spoken(words: dict[str, dict[str, str]], language: str) -> dict[str, str]:
    """All texts of a table in `language` ("es" or "en")."""
    return {key: texts[language] for key, texts in words.items()}
