"""The mails about a standard that broke or is well again, in the reader's language. Pure.

Depends on the quantities and memos.
"""

from bot.alerts.tables import Alert
from bot.mail import Memo
from bot.quantities import WORDS as QUANTITIES
from bot.quantities import number, worded
from bot.standards import Definition

PATH = "/console/standards?show=alerts"
WORDS: dict[str, dict[str, str]] = {
    "broken_subject": {"es": "Estándar incumplido: {name}", "en": "Standard broken: {name}"},
    "well_subject": {"es": "Estándar recuperado: {name}", "en": "Standard well again: {name}"},
    "broken": {
        "es": "En los últimos {days} días: {value} ({count} casos). El objetivo es {target}.",
        "en": "Over the last {days} days: {value} ({count} cases). The target is {target}.",
    },
    "broken_one": {
        "es": "Hoy: {value} ({count} casos). El objetivo es {target}.",
        "en": "Today: {value} ({count} cases). The target is {target}.",
    },
    "well": {
        "es": "Ahora: {value}. Estaba en {was} y el objetivo es {target}.",
        "en": "Now: {value}. It was {was}, and the target is {target}.",
    },
    "what": {"es": "Qué es: {text}", "en": "What it is: {text}"},
    "simulated": {
        "es": "Datos simulados: se cuentan también clientes simulados.",
        "en": "Simulated data: simulated customers are counted too.",
    },
    "open": {"es": "Ver los avisos", "en": "See the alerts"},
}


def say(key: str, language: str, **values: object) -> str:
    """The text `key` with its values filled in."""
    return WORDS[key][language].format(**values)


def held_to(definition: Definition, target: float, language: str) -> str:
    """ "80,0 % o más"."""
    said = worded(target, definition.unit, language, tidy=True)
    return QUANTITIES[definition.better][language].format(target=said)


def told(alert: Alert, definition: Definition, language: str) -> str:
    """What broke, in one sentence."""
    key = "broken_one" if alert.days == 1 else "broken"
    return say(
        key, language, days=alert.days, value=worded(alert.value, definition.unit, language),
        count=number(alert.count, language), target=held_to(definition, alert.target, language),
    )  # fmt: skip


def well(alert: Alert, definition: Definition, language: str) -> str:
    """That it is well again, in one sentence."""
    unit = definition.unit
    return say(
        "well", language, value=worded(alert.ended_value, unit, language),
        was=worded(alert.value, unit, language),
        target=held_to(definition, alert.target, language),
    )  # fmt: skip


def memo(alert: Alert, definition: Definition, language: str) -> Memo:
    """The mail about an alert as it stands: broken, or well again."""
    over = alert.ended_at is not None
    name = definition.name[language]
    lines = [well(alert, definition, language) if over else told(alert, definition, language)]
    if not over:
        lines.append(say("what", language, text=definition.text[language]))
    if alert.simulated:
        lines.append(say("simulated", language))
    subject = say("well_subject" if over else "broken_subject", language, name=name)
    return Memo("alert", language, subject, subject, lines, link=(say("open", language), PATH))
