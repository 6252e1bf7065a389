"""Who comes: made-up customers with a language, a mood, patience, and an order of the shop.

Names and addresses are invented; mail would go to an `example` domain (RFC 2606). Depends on the
shop's tables.
"""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.backoffice.numbers import serial_key
from bot.backoffice.tables import CustomerRow, OrderItemRow, OrderRow
from bot.database import Base

NAMES = {
    "es": (
        *("Alba", "Bruno", "Carla", "Darío", "Elena", "Félix", "Gloria", "Hugo", "Inés", "Jaime"),
        *("Lola", "Marcos", "Nuria", "Óscar", "Pilar", "Raúl", "Silvia", "Tomás", "Vera", "Yago"),
    ),
    "en": (
        *("Alice", "Ben", "Chloe", "Daniel", "Emma", "Frank", "Grace", "Harry", "Isla", "Jack"),
        *("Kate", "Liam", "Megan", "Nathan", "Olivia", "Peter", "Rose", "Sam", "Tessa", "Will"),
    ),
}
SURNAMES = {
    "es": (
        *("Abad", "Bosch", "Cano", "Durán", "Esteve", "Ferrer", "Gil", "Herrero", "Ibáñez", "Lara"),
        *("Marín", "Nieto", "Olmos", "Pardo", "Quiroga", "Ramos", "Soler", "Torres", "Vidal"),
    ),
    "en": (
        *("Archer", "Baker", "Carter", "Dixon", "Ellis", "Fletcher", "Green", "Hughes", "Irving"),
        *("Jones", "Knight", "Lawson", "Mason", "North", "Owen", "Parker", "Reid", "Stone", "Ward"),
    ),
}
MOODS = {"calm": 0.62, "hurried": 0.18, "cross": 0.08, "chatty": 0.12}
PRODUCTS = {
    "levante": ("LV3", 42900),
    "cierzo": ("CZ2", 34900),
    "gregal": ("GR4", 21900),
    "garbi": ("GB8", 49900),
    "siroco": ("SR5", 11900),
    "terral": ("TR1", 38900),
}
FAULTS = {
    "es": (
        "Se apaga sola a los cinco minutos y no vuelve a arrancar.",
        "Hace un chirrido cada vez que la pongo en marcha.",
        "El panel se queda en blanco y no responde a nada.",
        "Pierde agua por la parte de atrás.",
    ),
    "en": (
        "It switches itself off after five minutes and will not start again.",
        "It screeches whenever I turn it on.",
        "The panel goes blank and no key does anything.",
        "Water comes out at the back.",
    ),
}
PATIENCE_MIN = {"calm": 14.0, "hurried": 5.0, "cross": 8.0, "chatty": 18.0}
"""How long they wait for a person, in the mean."""


@dataclass(frozen=True)
class Person:
    """A customer. `known`: the shop has signed them in on its pages, so the counter knows them."""

    number: int
    name: str
    language: str
    mood: str
    known: bool
    product: str

    @property
    def id(self) -> str:
        """The shop's id of them."""
        return f"sim-{self.number:05}"

    @property
    def email(self) -> str:
        """Where they are written to."""
        return f"sim{self.number:05}@example.com"

    @property
    def phone(self) -> str:
        """Where they are called."""
        return f"+34 600 000 {self.number % 1000:03}"

    @property
    def order(self) -> str:
        """Their order's number."""
        return f"TR-{500_000 + self.number:06}"

    @property
    def serial(self) -> str:
        """The serial number of what they bought."""
        return f"{PRODUCTS[self.product][0]}-2503-{self.number:06}"

    @property
    def fault(self) -> str:
        """What is wrong with it, where that is asked."""
        return FAULTS[self.language][self.number % len(FAULTS[self.language])]

    @property
    def patience_s(self) -> float:
        """How long they wait for a person, in the mean."""
        return PATIENCE_MIN[self.mood] * 60


def somebody(number: int, language: str, dice: random.Random) -> Person:
    """A person, the same for the same dice."""
    name = f"{dice.choice(NAMES[language])} {dice.choice(SURNAMES[language])}"
    mood = dice.choices([*MOODS], [*MOODS.values()])[0]
    product = dice.choice([*PRODUCTS])
    return Person(number, name, language, mood, dice.random() < 0.7, product)


def rows_of(person: Person, at: datetime, dice: random.Random) -> tuple[list[Base], list[Base]]:
    """The rows of a customer in the shop, and those of what they bought some days before `at`;
    the second lot refers to the first."""
    spanish = person.language == "es"
    customer = CustomerRow(
        id=person.id,
        name=person.name,
        email=person.email,
        phone=person.phone,
        language=person.language,
        country="ES",
        postcode=f"{dice.randint(1000, 52000):05}",
        city="Valencia" if spanish else "Barcelona",
        street="Calle de la Brújula 1" if spanish else "Calle del Timón 2",
    )
    placed = at - timedelta(days=dice.uniform(3, 24))
    shipped, delivered = placed + timedelta(days=1), placed + timedelta(days=3)
    arrived = delivered < at
    order = OrderRow(
        number=person.order,
        customer_id=person.id,
        channel="web",
        status="delivered" if arrived else "shipped",
        placed_at=placed,
        shipped_at=shipped,
        delivered_at=delivered if arrived else None,
        expected_on=delivered.date(),
        carrier="Correos Express",
        tracking_number=f"SX{person.number:09}ES",
        total_cents=PRODUCTS[person.product][1],
        payment="card",
    )
    return [customer, order], [_item(person)]


def _item(person: Person) -> OrderItemRow:
    return OrderItemRow(
        order_number=person.order,
        product_id=person.product,
        quantity=1,
        unit_price_cents=PRODUCTS[person.product][1],
        serial_number=person.serial,
        serial_key=serial_key(person.serial),
    )
