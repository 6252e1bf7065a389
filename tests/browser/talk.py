"""What the fake service says and keeps: its texts, and one conversation."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

GREETING = {
    "es": "¡Hola! Soy el asistente de **Tramontana**. Busco en los manuales, sigo pedidos, abro "
    "devoluciones y le paso con una persona. ¿En qué le ayudo?",
    "en": "Hello! I am the assistant of **Tramontana**. I search the manuals, follow orders, open "
    "returns and pass you to a person. How can I help?",
}
STEPS = (
    "Para descalcificar la Levante:\n\n"
    "1. Vacíe la bandeja y retire el filtro de agua.\n"
    "2. Eche 125 ml de descalcificador y agua hasta la marca **MAX**.\n"
    "3. Ponga un recipiente de 2 litros bajo la boquilla.\n"
    "4. Vaya a *Menú, Agua, Descalcificar*, y presione el mando."
)
CITATION = {
    "title": "Levante LV-300. Manual de uso",
    "heading": "2.2 Descalcificar",
    "page": 2,
    "url": "/manuals/levante.es?passage=aaaa000000000001#cited",
    "file_url": "/manuals/levante.es/file#page=2",
    "quote": None,
}
USEFUL = [
    {"title": "Sí, gracias", "payload": "/feedback_positive"},
    {"title": "No me ha servido", "payload": "/feedback_negative"},
]
Reply = tuple[str, dict[str, Any]]


@dataclass
class Talk:
    """One conversation."""

    language: str
    state: str = "bot"
    typing: bool = False
    agent: dict[str, Any] | None = None
    agent_read: int = 0
    offline: bool = False
    marks: list[dict[str, int]] = field(default_factory=list)
    files: dict[str, tuple[dict[str, Any], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, Any]] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def standing(self) -> dict[str, Any]:
        """Who is in charge, as every frame says it."""
        return {
            "state": self.state,
            "agent": self.agent if self.state == "agent" else None,
            "agent_read": self.agent_read,
            "offline": self.offline,
        }

    def add(self, author: str, text: str, **more: Any) -> dict[str, Any]:
        """Append a message."""
        names = {"bot": {"es": "Asistente", "en": "Assistant"}[self.language], "agent": "Marta"}
        message = {
            "seq": len(self.messages) + 1,
            "client_id": more.get("client_id") or str(uuid.uuid4()),
            "author": author,
            "author_name": names.get(author),
            "text": text,
            "created_at": datetime.now(UTC).isoformat(),
            "data": {"buttons": [], "citations": [], "notice": None} | more.get("data", {}),
        }
        self.messages.append(message)
        return message
