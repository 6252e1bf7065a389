"""What an account may be like: names, roles, capacity, languages and topics, checked.

Depends on errors and roles.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.errors import Spoken
from bot.roles import ROLES

LANGUAGES = ("es", "en")
TOPICS = (
    *("orders", "returns", "refunds", "warranty", "repairs"),
    *("complaints", "safety", "privacy", "products"),
)
"""What an agent may know best; a conversation has one of them, by what it began with."""
MOST = 50


class BadAccount(Spoken):
    """A field of an account cannot be so."""

    def __init__(self, english: str, spanish: str) -> None:
        super().__init__(english, spanish, 422)


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` by column as they are kept; `BadAccount` names the first that cannot be so."""
    return {
        name: CHECKS[name](value) if name in CHECKS else value for name, value in values.items()
    }


def _email(value: str) -> str:
    email = value.strip().lower()
    local, at, domain = email.partition("@")
    if not (local and at and domain) or " " in email or len(email) > 200:
        raise BadAccount(
            f"{value!r} is no e-mail address. Write it as eva@example.com.",
            f"«{value}» no es una dirección de correo. Escríbala como eva@example.com.",
        )
    return email


def _name(value: str) -> str:
    name = " ".join(value.split())
    if not 1 <= len(name) <= 80:
        raise BadAccount(
            f"A name has 1 to 80 characters, this one {len(name)}.",
            f"Un nombre tiene de 1 a 80 caracteres; este, {len(name)}.",
        )
    return name


def _role(value: str) -> str:
    if value not in ROLES:
        known = ", ".join(ROLES)
        raise BadAccount(
            f"{value!r} is no role. Use one of {known}.",
            f"«{value}» no es un papel. Use uno de {known}.",
        )
    return value


def _capacity(value: float) -> int:
    if isinstance(value, bool) or int(value) != value or not 0 <= value <= MOST:
        raise BadAccount(
            f"A capacity is a whole number from 0 to {MOST}, not {value!r}.",
            f"La capacidad es un número entero de 0 a {MOST}, no {value!r}.",
        )
    return int(value)


def _languages(values: Iterable[str]) -> list[str]:
    found = _known(("language", "un idioma"), values, LANGUAGES)
    if not found:
        raise BadAccount(
            "An agent speaks at least one language: es, en.",
            "Un agente habla al menos un idioma: es, en.",
        )
    return found


def _topics(values: Iterable[str]) -> list[str]:
    return _known(("topic", "un tema"), values, TOPICS)


def _known(what: tuple[str, str], values: Iterable[str], known: tuple[str, ...]) -> list[str]:
    given, listed = list(values), ", ".join(known)
    for value in given:
        if value not in known:
            raise BadAccount(
                f"{value!r} is no {what[0]}. Use some of {listed}.",
                f"«{value}» no es {what[1]}. Use algunos de {listed}.",
            )
    return [one for one in known if one in given]


CHECKS: dict[str, Any] = {
    "email": _email,
    "name": _name,
    "role": _role,
    "capacity": _capacity,
    "languages": _languages,
    "topics": _topics,
}
