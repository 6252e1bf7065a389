"""What somebody wrote in an answer, without what it quotes and without the mark of their program.

Line by line, in time that grows with the length alone: what comes in by mail is anybody's. What is
cut is sure to be no words of theirs; where that is not sure it stays, as a greeting or a list
would be missed more than a quotation. Pure.
"""

import re

MARK = "##"
"""The counter's own line "## Write above this line ##" begins and ends with it."""

_OUR_LINE = re.compile(rf"^[>\s]*{MARK} .{{10,80}} {MARK}\s*$")
_WROTE = re.compile(
    r"^(?:On|El|Em|Le|Am|Il|Den)\b.{4,300}"
    r"(?:wrote|escribi[óo]|va escriure|escreveu|a écrit|schrieb|ha scritto)\b.{0,80}[:：]$",
    re.IGNORECASE,
)
_WROTE_BEGINS = re.compile(r"^(?:On|El|Em|Le|Am|Il)\b.*\d", re.IGNORECASE)
_SEPARATOR = re.compile(
    r"^-{2,}\s*(?:original message|mensaje original|forwarded message|mensaje reenviado"
    r"|missatge original)\s*-{2,}$",
    re.IGNORECASE,
)
_EMPTY_LINES = re.compile(r"\n{4,}")
_RULE = re.compile(r"^_{20,}$")
_FIELD = re.compile(
    r"^\*?(?:from|sent|to|cc|subject|date|de|enviado(?: el)?|para|asunto|fecha|data)\s?:\*?\s",
    re.IGNORECASE,
)
_PROGRAM = re.compile(
    r"^(?:(?:enviado desde|sent from) "
    r"(?:mi|my|el correo|correo|mail for|outlook|yahoo|gmail|proton)\b.{0,60}"
    r"|(?:obtener|get) outlook (?:para|for) .{1,60}|enviat des del meu .{1,60})$",
    re.IGNORECASE,
)
LONGEST_SIGNATURE = 12


def own_words(text: str) -> str:
    """`text` without quotations and signature; all of it where nothing else would be left."""
    text = _EMPTY_LINES.sub("\n\n\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line.rstrip() for line in text.split("\n")]
    kept = _without_signature(_without_quotes(lines))
    return "\n".join(kept).strip() or "\n".join(lines).strip()


def _without_quotes(lines: list[str]) -> list[str]:
    above = list(_above_the_old_mail(lines))
    while above and (not above[-1].strip() or above[-1].lstrip().startswith(">")):
        above.pop()
    return _without_attribution(above)


def _above_the_old_mail(lines: list[str]) -> list[str]:
    """The lines before an old mail that stands there unquoted, to the end."""
    asked = False
    for number, line in enumerate(lines):
        stands = _SEPARATOR.match(line) or _OUR_LINE.match(line) or _headers_at(lines, number)
        if stands and not line.startswith(">") and _says_something(lines[:number]):
            return lines[:number]
        length = 0 if asked else _wrote_at(lines, number)
        if length and _says_something(lines[:number]):
            asked = True
            if _is_all_quoted(lines[number + length :]):
                return lines[:number]
    return lines


def _is_all_quoted(lines: list[str]) -> bool:
    """Whether every line has the mark of a quotation, or none has; with some, they answer in
    between."""
    marks = [one.startswith(">") for one in lines if one.strip()]
    return all(marks) or not any(marks)


def _without_attribution(lines: list[str]) -> list[str]:
    """Without "On … wrote:" at the end, when its quotation is gone."""
    for length in (1, 2, 3):
        start = len(lines) - length
        if start > 0 and _wrote_at(lines, start) == length:
            return lines[:start]
    return lines


def _wrote_at(lines: list[str], number: int) -> int:
    """How many lines the words "On … wrote:" take that begin at this one; 0 for none. Programs
    break them in up to three."""
    if not _WROTE_BEGINS.match(lines[number]):
        return 0
    for length in (1, 2, 3):
        joined = " ".join(one.strip() for one in lines[number : number + length])
        if _WROTE.match(joined):
            return length
    return 0


def _headers_at(lines: list[str], number: int) -> bool:
    """Whether an old mail's own headers begin here, perhaps below a rule."""
    after = (
        lines[number + 1 : number + 8] if _RULE.match(lines[number]) else lines[number : number + 7]
    )
    fields = [bool(_FIELD.match(one)) for one in after if one.strip()]
    return len(fields) >= 3 and all(fields[:3])


def _says_something(lines: list[str]) -> bool:
    return any(one.strip() and not one.startswith(">") for one in lines)


def _without_signature(lines: list[str]) -> list[str]:
    """Without what follows "-- " (RFC 3676, 4.3) and the line of the program at the end."""
    at = lines.index("--") if "--" in lines else len(lines)
    if _says_something(lines[:at]) and len(lines) - at <= LONGEST_SIGNATURE:
        lines = lines[:at]
    lines = list(lines)
    while len(lines) > 1 and (not lines[-1].strip() or _PROGRAM.match(lines[-1].strip())):
        lines.pop()
    return lines
