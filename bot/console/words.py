"""The console's texts in both languages. Depends on nothing of ours."""

# ruff: noqa: E501
WORDS: dict[str, dict[str, str]] = {
    "title": {"es": "Consola de agentes", "en": "Agents' console"},
    "claim": {"es": "Atender", "en": "Claim"},
    "open": {"es": "Abrir", "en": "Open"},
    "send": {"es": "Enviar", "en": "Send"},
    "log_out": {"es": "Salir", "en": "Log out"},
    "log_in": {"es": "Entrar", "en": "Log in"},
    "email": {"es": "Correo electrónico", "en": "E-mail"},
    "password": {"es": "Contraseña", "en": "Password"},
    "wrong_login": {"es": "El correo o la contraseña no son correctos.", "en": "The e-mail or the password is wrong."},
    "too_many": {"es": "Demasiados intentos. Espere un minuto.", "en": "Too many attempts. Wait a minute."},
    "language": {"es": "English", "en": "Español"},
    "conversations": {"es": "Conversaciones", "en": "Conversations"},
    "conversation": {"es": "Conversación", "en": "Conversation"},
    "customer": {"es": "Cliente", "en": "Customer"},
    "assistant": {"es": "Asistente", "en": "Assistant"},
    "system": {"es": "Aviso", "en": "Notice"},
    "agent": {"es": "Agente", "en": "Agent"},
    "source": {"es": "Fuente", "en": "Source"},
    "as_given": {"es": "La respuesta tal como se dio", "en": "The answer as it was given"},
    "page": {"es": "p.", "en": "p."},
    "typing": {"es": "El cliente está escribiendo…", "en": "The customer is typing…"},
    "back": {"es": "Volver a la lista", "en": "Back to the list"},
    "taken": {"es": "Otra persona la atiende ya, o el cliente ya no espera.", "en": "Somebody else has it already, or the customer no longer waits."},
    "ended": {"es": "Esta conversación ya no está en sus manos.", "en": "This conversation is no longer in your hands."},
    "not_found": {"es": "No existe esa conversación.", "en": "There is no such conversation."},
    "asked_for_person": {"es": "Pidió una persona", "en": "Asked for a person"},
    "low_confidence": {"es": "El asistente no le entendió", "en": "The assistant did not understand"},
    "no_content": {"es": "No hay respuesta escrita", "en": "No answer is written"},
    "negative_feedback": {"es": "La respuesta no le sirvió", "en": "The answer did not help"},
    "policy_exception": {"es": "Necesita una decisión", "en": "Needs a decision"},
    "system_failure": {"es": "Fallo del sistema", "en": "System failure"},
    "safety": {"es": "Seguridad", "en": "Safety"},
    "in_es": {"es": "en español", "en": "in Spanish"},
    "in_en": {"es": "en inglés", "en": "in English"},
    "state_bot": {"es": "Con el asistente", "en": "With the assistant"},
    "demo": {"es": "datos simulados", "en": "simulated data"},
    "simulated": {"es": "Simulado", "en": "Simulated"},
    "state_waiting": {"es": "En espera", "en": "Waiting"},
    "state_agent": {"es": "Con un agente", "en": "With an agent"},
    "state_closed": {"es": "Cerrada", "en": "Closed"},
}  # fmt: skip


def label(key: str, language: str, **values: object) -> str:
    """The text `key` in `language` ("es" or "en")."""
    return WORDS[key][language].format(**values)
