"""Where Spanish and English sentences end. Pure; depends on nothing."""

import re

# Never at a sentence's end: a name, a number or an example follows.
_NEVER = frozenset(
    """p.ej e.g i.e cf sr sra srta dr dra mr mrs ms prof ud uds vd vds d dña st
    ee""".split()  # noqa: SIM905
)
# Not at an end when a number follows; otherwise a capital letter decides.
_BEFORE_NUMBER = frozenset(
    """n.º nº núm num no nos n pág págs pag pags p pp pg art arts fig figs cap caps vol ed tel
    tfno ext aprox máx mín max min approx ref sec secc secs apdo apt ch eq v ver
    mod""".split()  # noqa: SIM905
)
_CANDIDATE = re.compile(r"(?P<marks>[.!?…]+)(?P<close>[\"'»”’)\]]*)\s+(?=(?P<next>\S+))")
_LAST_TOKEN = re.compile(r"[^\s(«\"“¿¡\[]+$")
_OPENERS = "¿¡«\"“‘'([•"


def sentences(text: str) -> list[tuple[int, int]]:
    """(start, end) offsets of the sentences of `text`, white space around them left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _CANDIDATE.finditer(text):
        end = found.end("close")
        if _ends(text[start:end], text[start : found.start("marks")], found):
            spans.append((start, end))
            start = found.end()
    rest = text[start:].rstrip()
    if rest:
        spans.append((start, start + len(rest)))
    return spans


def _ends(sentence: str, before: str, found: re.Match[str]) -> bool:
    following = found["next"].lstrip(_OPENERS)
    if not following or not (following[0].isupper() or following[0].isdigit()):
        # An opening mark begins a sentence whatever its first letter: "¿y ahora?"
        return found["next"][0] in "¿¡" and found["marks"] != "…"
    if found["marks"] != "." or found["close"]:
        return sentence.count("(") <= sentence.count(")") or bool(found["close"])
    return not _is_abbreviation(before, following)


def _is_abbreviation(before: str, following: str) -> bool:
    """Whether the full stop after `before` belongs to its last word."""
    token = _LAST_TOKEN.search(before)
    if token is None:
        return True
    word = token[0].lower()
    if word in _NEVER or (word == "ej" and before.rstrip().lower().endswith("p. ej")):
        return True
    if word in _BEFORE_NUMBER and (following[0].isdigit() or re.match(r"[IVXLC]+\b", following)):
        return True
    if word.isdigit() and before.strip() == token[0]:
        return True  # "1. Pulse": the number of a step
    return _is_initial(before[: token.start()], token[0], following)


def _is_initial(before: str, token: str, following: str) -> bool:
    """ "J. García", "EE. UU.": a capital after a name or at the start, or doubled letters."""
    if token == "EE" and following.startswith("UU"):
        return True
    if len(token) != 1 or not token.isupper() or token == "I":
        return False
    words = before.split()
    return bool(words) and words[-1][0].isupper() and len(words) > 1 and words[-1].isalpha()
