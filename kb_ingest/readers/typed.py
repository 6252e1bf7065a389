"""Text whose lines stand as they were typed: commands, screens, listings. Depends on words."""

import re
import textwrap

from kb_ingest.readers.words import clean, plain_characters

_TAB = 8
_LONG_LINE = 45  # characters: lines of prose are filled
_FILLED = 0.6  # of the lines that end no paragraph
_SPOKEN = 0.93  # of the words of prose are letters and the marks of sentences
_SPOKEN_WORD = re.compile(r"[\"'«“¿¡(]*[^\W\d_]+(?:['’-][^\W\d_]+)*[.,;:!?)»”\"']*|\d+[.,;:)%]*")
_SENTENCE_END = re.compile(r"[^\W\d_]{2,}[.!?:]$")


def tidy(text: str) -> str:
    """`text` without common indentation, trailing spaces and empty lines around it."""
    lines = [
        plain_characters(line).replace("\u00a0", " ").expandtabs(_TAB).rstrip()
        for line in text.splitlines()
    ]
    while lines and not lines[0].strip():
        lines.pop(0)
    while lines and not lines[-1].strip():
        lines.pop()
    whole = textwrap.dedent("\n".join(lines))
    return re.sub(r"\n{3,}", "\n\n", whole)


def is_prose(text: str) -> bool:
    """Whether it is running text that was only kept as typed: a licence, a letter."""
    words = text.split()
    parts = paragraphs(text)
    if len(words) < 25 or not any(_SENTENCE_END.search(part) for part in parts):
        return False
    lines = [line.strip() for part in re.split(r"\n\s*\n", text) for line in part.splitlines()[:-1]]
    filled = sum(len(line) >= _LONG_LINE for line in lines)
    spoken = sum(bool(_SPOKEN_WORD.fullmatch(word)) for word in words)
    return spoken >= _SPOKEN * len(words) and filled >= _FILLED * len(lines)


def paragraphs(text: str) -> list[str]:
    """What empty lines part, each on one line."""
    parts = (clean(part) for part in re.split(r"\n\s*\n", text))
    return [part for part in parts if part]
