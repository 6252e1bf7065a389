"""The marks that printed lists and warnings begin with, in both languages. Depends on nothing."""

import re

BULLETS = "•·▪■□●○◦‣⁃∙➢►▶✓✔❑❖◆◇\uf0b7\uf0a7\uf0d8\uf06c\uf06e"
_BULLET = re.compile(rf"(?:[{BULLETS}]\s*|[-–*]\s+|o\s+(?=[A-ZÁÉÍÓÚÑ¿¡]))(?=\S)")
_STEP = re.compile(
    r"(?P<label>(?:(?:Paso|Step)\s+)?\(?(?:(?P<number>\d{1,3})|(?P<letter>[a-z]))\s?(?:\)\s*|[.:](?:\s+|(?=[A-ZÁÉÍÓÚÑ¿¡])))"
    r"|[①-⑳]\s*)(?=\S)"
)
_NOTE_WORDS = (
    "aviso|avisos|nota|notas|atención|advertencia|peligro|precaución|cuidado|importante|consejo"
    "|sugerencia|recuerde|warning|note|notes|caution|danger|attention|important|notice|tip|hint"
)
_NOTE = re.compile(rf"(?:¡\s?)?(?:{_NOTE_WORDS})\s?(?:[:.!]|\s[-–—])\s*\S", re.IGNORECASE)
_SHOUTED_NOTE = re.compile(rf"(?:{_NOTE_WORDS.upper()})\s+\S")
_LABEL = re.compile(rf"[¡\W]*(?:{_NOTE_WORDS})\s?[:.!]?", re.IGNORECASE)
_HEADED = re.compile(rf"((?i:{_NOTE_WORDS})) (?=[A-ZÁÉÍÓÚÑ¿¡«“])")
_LONGEST_NOTICE = 300
_NOTICE = re.compile(
    r"(?:copyright\b\s*)?(?:©|\(c\))\s*(?:copyright\s*)?(?:\d{4}|por |by )|copyright\s+\d{4}"
    r"|(?:quedan )?reservados todos los derechos|todos los derechos reservados"
    r"|all rights reserved",
    re.IGNORECASE,
)
NOTE_CLASS = re.compile(
    r"^(?:admonition|callout|note|warning|caution|danger|important|notice|tip|hint|nota|aviso"
    r"|advertencia|precaucion|atencion|consejo)(?:[-_]?(?:box|block|info|text))?$"
)


def is_notice(text: str) -> bool:
    """Whether a paragraph only says whose the text is: "© 2024 Tramontana Hogar"."""
    return len(text) <= _LONGEST_NOTICE and bool(_NOTICE.match(text))


def is_note(text: str) -> bool:
    """Whether a paragraph announces itself: "Aviso: ...", "NOTE ..."."""
    return bool(_NOTE.match(text) or _SHOUTED_NOTE.match(text))


def is_note_label(text: str) -> bool:
    """Whether the text is only the word that a note is headed with: "Nota", "WARNING:"."""
    return bool(_LABEL.fullmatch(text.strip()))


def with_colon(text: str) -> str:
    """ "Nota Si falla" as "Nota: Si falla": a box's heading and its text run together."""
    found = _HEADED.match(text)
    shouted = found and found[1].isupper()
    return f"{found[1]}: {text[found.end() :]}" if found and not shouted else text


def bullet(text: str) -> str | None:
    """What follows the bullet, or None where the text does not begin with one."""
    found = _BULLET.match(text)
    return text[found.end() :] if found else None


def step(text: str) -> tuple[str, str, int | None] | None:
    """(label, the rest, ordinal) of a numbered line. The ordinal counts from 1, letters too."""
    found = _STEP.match(text)
    if not found:
        return None
    label = found["label"].strip()
    return label, text[found.end() :], _ordinal(found, label)


def _ordinal(found: re.Match[str], label: str) -> int:
    if found["number"]:
        return int(found["number"])
    if found["letter"]:
        return ord(found["letter"]) - ord("a") + 1
    return ord(label) - ord("①") + 1
