"""The topics of the FAQ in the words of the help pages, in the order in which they are shown.

An entry's topic is a short word of its writers; one that is not listed here is shown as it is,
after the others. Pure.
"""

from collections.abc import Iterable

TOPICS: dict[str, dict[str, str]] = {
    "orders": {"es": "Pedidos", "en": "Orders"},
    "shipping": {"es": "Envíos", "en": "Delivery"},
    "returns": {"es": "Devoluciones", "en": "Returns"},
    "refunds": {"es": "Reembolsos", "en": "Refunds"},
    "warranty": {"es": "Garantía", "en": "Guarantee"},
    "repairs": {"es": "Reparaciones", "en": "Repairs"},
    "products": {"es": "Los aparatos", "en": "The products"},
    "payment": {"es": "Pagos", "en": "Payment"},
    "invoices": {"es": "Facturas", "en": "Invoices"},
    "stores": {"es": "Tiendas", "en": "Shops"},
    "account": {"es": "Su cuenta", "en": "Your account"},
    "privacy": {"es": "Privacidad", "en": "Privacy"},
    "contact": {"es": "Contacto", "en": "Contact"},
    "general": {"es": "Otras preguntas", "en": "Other questions"},
}
OF_A_PRODUCT = ("products", "shipping", "returns", "repairs", "warranty", "privacy", "general")
"""Topics whose answers, where they name a product, tell something about it; in others a product
is an example."""


def name_of(topic: str, language: str) -> str:
    """What a topic is called; one of the writers' own, with a capital."""
    known = TOPICS.get(topic)
    return known[language] if known else topic.replace("-", " ").capitalize()


def in_order(topics: Iterable[str]) -> list[str]:
    """Each topic once: the listed ones first, then the others by name."""
    places = {topic: place for place, topic in enumerate(TOPICS)}
    return sorted(set(topics), key=lambda topic: (places.get(topic, len(places)), topic))
