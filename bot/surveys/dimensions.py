"""The short survey in the five dimensions of SERVQUAL (Parasuraman, Zeithaml and Berry, Journal of
Retailing, 1988): their names, and the statement that customers agree with, 1 to 5.

Depends on nothing of ours.
"""

DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")
LEAST, MOST = 1, 5
STATEMENTS: dict[str, dict[str, str]] = {
    "tangibles": {
        "es": "Las páginas, los manuales y el chat se ven claros y cuidados.",
        "en": "The pages, the manuals and the chat look clear and well made.",
    },
    "reliability": {
        "es": "Lo que me han dicho es correcto y lo prometido se cumple.",
        "en": "What I was told is right, and what was promised is done.",
    },
    "responsiveness": {
        "es": "Me han atendido con rapidez y con ganas de ayudar.",
        "en": "I was helped quickly and willingly.",
    },
    "assurance": {
        "es": "Quien me ha atendido sabe de lo que habla y me da confianza.",
        "en": "Whoever helped me knows the subject, and I can trust them.",
    },
    "empathy": {
        "es": "Han entendido mi caso y se han ocupado de él.",
        "en": "My own case was understood and taken care of.",
    },
}


def statements(language: str) -> list[dict[str, str]]:
    """What is asked, in order: `dimension` and `text`."""
    return [{"dimension": name, "text": STATEMENTS[name][language]} for name in DIMENSIONS]
