"""The texts of the supervisor's page. Depends on nothing of ours."""

# ruff: noqa: E501
WORDS: dict[str, dict[str, str]] = {
    "team": {"es": "Equipo", "en": "Team"},
    "now": {"es": "Ahora mismo", "en": "Right now"},
    "here": {"es": "disponibles", "en": "online"},
    "room": {"es": "sitios libres", "en": "free places"},
    "held": {"es": "en manos de agentes", "en": "with agents"},
    "waits": {"es": "en espera", "en": "waiting"},
    "longest": {"es": "la espera más larga", "en": "the longest wait"},
    "by_mail": {"es": "esperan un correo", "en": "wait for a mail"},
    "longest_waits": {"es": "Las esperas más largas", "en": "The longest waits"},
    "nobody_waits": {"es": "Nadie espera.", "en": "Nobody waits."},
    "agents": {"es": "Quién está y con qué", "en": "Who is there, and on what"},
    "nothing": {"es": "Sin conversaciones", "en": "No conversation"},
    "no_agents": {"es": "No hay ninguna cuenta que atienda a clientes.", "en": "No account answers customers."},
    "online": {"es": "Disponible", "en": "Online"},
    "away": {"es": "Ausente", "en": "Away"},
    "offline": {"es": "Desconectado", "en": "Offline"},
    "idle": {"es": "sin actividad", "en": "idle"},
    "no_page": {"es": "sin la consola abierta", "en": "no console open"},
    "status_of": {"es": "Estado de {name}", "en": "Status of {name}"},
    "status_set": {"es": "{name}: {status}.", "en": "{name}: {status}."},
    "still_gone": {"es": "{name} no tiene la consola abierta: cuenta como ausente hasta que la abra.", "en": "{name} has no console open: they count as gone until they open it."},
    "load": {"es": "{held} de {capacity}", "en": "{held} of {capacity}"},
    "kept": {"es": "reservadas: {count}", "en": "kept for them: {count}"},
    "since": {"es": "desde hace {time}", "en": "for {time}"},
    "waits_for": {"es": "espera {time}", "en": "waits {time}"},
    "unanswered": {"es": "sin contestar {time}", "en": "unanswered {time}"},
    "mail": {"es": "por correo", "en": "by mail"},
    "call": {"es": "se le llamará", "en": "to be called"},
    "kept_for": {"es": "reservada para {name}", "en": "kept for {name}"},
    "open": {"es": "Abrir", "en": "Open"},
    "take_over": {"es": "Tomar", "en": "Take over"},
    "give_back": {"es": "A la cola", "en": "To the queue"},
    "given_back": {"es": "La conversación está otra vez en la cola.", "en": "The conversation is in the queue again."},
    "moved": {"es": "Esa conversación ya cambió de manos.", "en": "That conversation has changed hands already."},
    "speaks": {"es": "Idiomas: {languages}", "en": "Languages: {languages}"},
    "seconds": {"es": "{count} s", "en": "{count} s"},
    "minutes": {"es": "{count} min", "en": "{count} min"},
    "hours": {"es": "{count} h {minutes} min", "en": "{count} h {minutes} min"},
    "days": {"es": "{count} d {hours} h", "en": "{count} d {hours} h"},
}  # fmt: skip


def word(key: str, language: str, **values: object) -> str:
    """The text `key` in `language` ("es" or "en")."""
    return WORDS[key][language].format(**values)


def span(seconds: float, language: str) -> str:
    """A time in its two largest units: "40 s", "12 min", "3 h 5 min", "2 d 4 h"."""
    whole = max(0, int(seconds))
    if whole < 60:
        return word("seconds", language, count=whole)
    if whole < 3600:
        return word("minutes", language, count=whole // 60)
    if whole < 86_400:
        return word("hours", language, count=whole // 3600, minutes=whole % 3600 // 60)
    return word("days", language, count=whole // 86_400, hours=whole % 86_400 // 3600)
