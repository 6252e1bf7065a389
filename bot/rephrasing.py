"""A question put another way: about another product, another thing, or asked otherwise. Pure.

"How do I descale the Levante?" with "the robot" is "How do I descale the robot?", with "how often"
"How often should I descale the Levante?". Small words are carried along ("del robot", "de la
lavadora"), for vectors notice them. Spanish and English. Depends on `bot.asked` and the words of
`bot.knowledge`.
"""

import re

from bot.asked import HOW_MUCH, HOW_OFTEN, HOW_TO
from bot.knowledge.words import codes_in

ENGLISH_DETERMINERS = ("the", "my", "your", "our", "this", "that", "a", "an")
DETERMINERS = "|".join(ENGLISH_DETERMINERS) + "|el|la|los|las|un|una|mi|su|este|esta|lo"
OF = "of|de"
PLACES = "for|in|on|with|to|from|at|about|en|para|con|a|por|desde|sobre"
DETERMINER = re.compile(rf"(?:{DETERMINERS})\b", re.IGNORECASE)
PLACE = re.compile(rf"\W*(?:{PLACES}|al)\b", re.IGNORECASE)
LED = rf"(?:\b(?P<prep>{OF}|{PLACES})\s+)?(?:\b(?P<det>{DETERMINERS})\s+)?"
CONTRACTED = {"del": "de el", "al": "a el"}
# What follows a thing that is asked about, apart from the end: "the basket of ...", "goes".
AFTER_THING = rf"(?:{OF}|del|al|{PLACES}|go|be|se|is|are|es|son|needs?|does|has)\b|\W*$"
THING = re.compile(
    rf"(?<!\bof\s)(?<!\bde\s)(?<!\ben\s)(?<!\bin\s)(?<!\bon\s)(?<!\bto\s)(?<!\ba\s)(?<!\bfor\s)"
    rf"(?<!\bwith\s)(?<!\bcon\s)(?<!\bpor\s)(?<!\bpara\s)(?<!\bfrom\s)"
    rf"\b(?:{DETERMINERS})\s+(?:[^\W\d_][\w'’-]*\s+)*?[^\W\d_][\w'’-]*(?=\s+{AFTER_THING}|\W*$)",
    re.IGNORECASE,
)
COLOURS = re.compile(
    r"\b(?:red|blue|green|white|yellow|orange|amber|purple|roj[oa]|azul|verde|blanc[oa]|amarill[oa]"
    r"|naranja|[aá]mbar|morad[oa])\b",
    re.IGNORECASE,
)
CODE = re.compile(r"\b[A-Z]{1,3}-?\d{1,3}\b", re.IGNORECASE)
WHY_WHEN_WHERE = re.compile(
    r"\bpor qu[eé]\b|\bwhy\b|\bcu[aá]ndo\b|\bwhen\b|\bd[oó]nde\b|\bwhere\b|\bcon qu[eé]\b"
    r"|\bwith what\b|\bwhat with\b|\bc[oó]mo\b|\bhow\b|\ba qu[eé]\b|\bat what\b",
    re.IGNORECASE,
)
ASKING = tuple(
    re.compile(rf"(?:{one.pattern})\w*", re.IGNORECASE)
    for one in (HOW_OFTEN, HOW_MUCH, HOW_TO, WHY_WHEN_WHERE)
)
DOING = re.compile(
    r"\b(?:se (?:hace|debe hacer)|(?:lo|la) hago|hay que hacerlo|(?:puedo |debo )?hacerlo"
    r"|(?:do|should|can|must) (?:i|you|we) (?:do|have to do|need to do) (?:it|that|this)"
    r"|(?:should|must) it be done|is it done)\b",
    re.IGNORECASE,
)
VERBAL = re.compile(
    r"\b(?:do|should|can|could|would|must) (?:i|you|we)\b|\bhow to\b", re.IGNORECASE
)
LEFT_OVER = re.compile(r"^\W*(?:(?:i|you|we|it|to|should|do|does|is|are)\b\W*)+", re.IGNORECASE)
# Verbs that only ask for a measure: they are no part of the topic.
MEASURING = re.compile(
    r"\b(?:weighs?|takes?|costs?|lasts?|pesan?|tardan?|cuestan?|miden?|duran?)\b", re.IGNORECASE
)
# What a product has by itself, whatever was asked about it before.
MEASURED = re.compile(
    r"\b(?:how )?((?:(?<=how )(?:big|large|wide|deep|tall|high|heavy|loud|noisy|powerful))"
    r"|weighs?|pesan?|miden?|ruido|potencia)\b",
    re.IGNORECASE,
)
TAKES = re.compile(r"\b(?:take|cost)\W*$", re.IGNORECASE)
IT = re.compile(r"\bit\b", re.IGNORECASE)
SUBJECT = re.compile(r"\b(?:i|you|we|it|they)\b", re.IGNORECASE)
# How an English question goes on that asks about what somebody does.
GOES_ON = (
    (re.compile(r"\bhow often|\bhow frequently|\bhow many times|\bwhen|\bwhy", re.I), "should I"),
    (re.compile(r"\bhow long", re.IGNORECASE), "does it take to"),
    (re.compile(r"\bhow\W*$|\bwith what|\bwhat with|\bwhere", re.IGNORECASE), "do I"),
)


def with_product(question: str, named: str, words: str, text: str) -> str:
    """`question` with the product that `named` names there replaced by `words`, as `text` has it:
    with its article. Where the question names none it is added as `text` says it ("on the robot").
    """
    if not words:
        return without_product(question, named)
    lead = lead_of(text, words)
    if not named or named not in question:
        stop = question[len(question.rstrip(" ?!.")) :]
        said = " ".join(part for part in (*lead, words) if part)
        return f"{question.rstrip(' ?!.')} {contracted(said)}{stop}"
    prep, det = lead_of(question, named)
    # English articles fit any name; Spanish ones go with their own.
    article = det if det.lower() in ENGLISH_DETERMINERS else lead[1] or det
    told = " ".join(part for part in (prep, article, words) if part)
    return replaced(question, named, contracted(told))


def without_product(question: str, named: str) -> str:
    """`question` without the product that `named` names: "it" stands for what was no place."""
    if not named or named not in question:
        return question
    if possessive := re.search(re.escape(named) + r"['’]s\b", question):
        return replaced(question, possessive[0], "the")
    prep, _ = lead_of(question, named)
    english = re.search(r"\b(?:how|what|does|is|do)\b", question, re.IGNORECASE)
    return replaced(question, named, "it" if english and not prep else "")


def lead_of(text: str, words: str) -> tuple[str, str]:
    """The preposition and the article before `words` in `text`; "del" is both."""
    found = re.search(LED + re.escape(words), expanded(text), re.IGNORECASE)
    return (found["prep"] or "", found["det"] or "") if found else ("", "")


def replaced(question: str, named: str, by: str) -> str:
    """`question` with `named` and what leads to it replaced by `by`."""
    pattern = LED + re.escape(named)
    said = re.sub(pattern, lambda found: by, expanded(question), count=1, flags=re.IGNORECASE)
    said = contracted(re.sub(r"\s+([?!.,])", r"\1", " ".join(said.split())))
    return said[:1].upper() + said[1:] if question[:1].isupper() else said


def expanded(text: str) -> str:
    """ "del" and "al" as two words each."""
    return re.sub(r"\b(?:del|al)\b", lambda found: CONTRACTED[found[0].lower()], text, flags=re.I)


def contracted(text: str) -> str:
    """The opposite of `expanded`."""
    return re.sub(r"\bde el\b", "del", re.sub(r"\ba el\b", "al", text))


def with_thing(question: str, added: str) -> str | None:
    """`question` asked of `added` ("the milk carafe", "to France", "E03", "the red one") instead
    of the thing of its kind in it; None where there is none."""
    if codes_in(added):
        return CODE.sub(added, question, count=1) if CODE.search(question) else None
    if colour := COLOURS.search(added):
        return COLOURS.sub(colour[0], question, count=1) if COLOURS.search(question) else None
    if place := PLACE.match(added):
        same = re.escape(place[0].strip())
        found = re.search(rf"\b{same}\s+[^?!.,]*?(?=\W*$)", question, re.IGNORECASE)
        return question[: found.start()] + added + question[found.end() :] if found else None
    if DETERMINER.match(added) and (thing := THING.search(question)):
        return question[: thing.start()] + added + question[thing.end() :]
    return None


def asked_otherwise(question: str, asking: str, named: str = "") -> str:
    """What `question` is about, asked with the words `asking`: "how often", "¿con qué?".

    Its weight or noise is asked of the product alone, which `named` names in it.
    """
    asked = " ".join(DOING.sub(" ", asking).split()) or asking
    about, is_doing = topic(question), bool(VERBAL.search(question))
    if named and MEASURED.search(asked):
        _, det = lead_of(question, named)
        about, is_doing = f"{det} {named}".strip(), False
    said = joined(asked, about, is_doing)
    if not question.rstrip().endswith("?"):
        return said
    said = said[:1].upper() + said[1:]
    return f"¿{said}?" if "¿" in question else f"{said}?"


def joined(asked: str, about: str, is_doing: bool) -> str:
    """Asking words and a topic; `is_doing` says that it is what somebody does, in English."""
    if is_doing and not SUBJECT.search(asked):
        link = next((words for pattern, words in GOES_ON if pattern.search(asked)), "")
        return " ".join(f"{asked} {link} {about}".split())
    if is_doing and TAKES.search(asked):
        return f"{asked} to {about}"
    if not is_doing and IT.search(asked):
        return IT.sub(lambda found: about, asked, count=1)
    return f"{asked} {about}".strip()


def topic(question: str) -> str:
    """A question without its asking words: what it is about."""
    said = question
    for pattern in (*ASKING, MEASURING):
        said = pattern.sub(" ", said)
    said = re.sub(r"^\W*(?:hay|tengo|debo|tiene) que\b", " ", said, flags=re.IGNORECASE)
    return LEFT_OVER.sub("", " ".join(said.split()).strip(" ¿?¡!.,")).strip(" ¿?¡!.,")
