"""How people type what they ask: without accents, in haste, in capitals, with a greeting. Pure."""

import random
import unicodedata

OPENINGS = {"es": ("Hola, ", "Buenas, ", "Buenos días. "), "en": ("Hi, ", "Hello, ", "Hello. ")}
ENDINGS = {"es": (", gracias", ". Gracias"), "en": (", thanks", ". Thank you")}


def typed(text: str, language: str, mood: str, dice: random.Random) -> str:
    """`text` as somebody of that mood types it, the same for the same dice."""
    if mood == "cross" and dice.random() < 0.3:
        return text.upper()
    if dice.random() < 0.5:
        text = text.lstrip("¿¡")
    if dice.random() < (0.5 if mood == "hurried" else 0.15):
        text = without_accents(text).lower()
    if mood == "hurried":
        return text.rstrip("?!. ")
    if dice.random() < (0.2 if mood == "chatty" else 0.05):
        text = dice.choice(OPENINGS[language]) + text[:1].lower() + text[1:]
    if mood == "chatty" and dice.random() < 0.15:
        text = text.rstrip("?.") + dice.choice(ENDINGS[language])
    return text


def without_accents(text: str) -> str:
    """`text` with the vowels alone; ñ stays a letter of its own."""
    parts = unicodedata.normalize("NFD", text.replace("ñ", "\0"))
    plain = "".join(one for one in parts if not unicodedata.combining(one))
    return plain.replace("\0", "ñ")
