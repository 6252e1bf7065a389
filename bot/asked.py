"""What a question asks for: steps, how often, a measure, what a thing is; and whether a text
states it.

Vectors hardly tell "how often is it changed" from "how is it changed", nor "how heavy" from
"how big". Spanish and English. Pure; depends on nothing.
"""

import re
from dataclasses import dataclass
from enum import Enum

Kind = Enum("Kind", ["STEPS", "INTERVAL", "MEASURE", "MEANING", "ANY"])

NUMBER = r"\d+(?:[.,]\d+)*\s?"
HOW_OFTEN = re.compile(
    r"\bcada cu[aá]nt|\bcon (?:qu[eé]|cu[aá]nta) frecuencia|\bcu[aá]ntas veces"
    r"|\bcu[aá]ndo (?:hay que|tengo que|se debe|debo|toca)\b"
    r"|\bhow (?:often|frequently|regularly|many times)\b|\bwhen (?:should|must|do) (?:i|you|we)\b",
    re.IGNORECASE,
)
INTERVAL = re.compile(
    r"\b(?:cada|every|each)\s+(?:\d|d[ií]a|semana|mes\b|año|uso|fregado|lavado|temporada"
    r"|day|week|month|year|use\b|mopping|wash|season)"
    r"|\b(?:una vez|dos veces|veces) (?:al|a la|por)\b|\b(?:once|twice|times) an? "
    r"|\bal (?:final de la temporada|terminar)|\bat the end of the season",
    re.IGNORECASE,
)
HOW_TO = re.compile(
    r"\bc[oó]mo\b|\bpasos\b|\bsteps\b"
    r"|\bhow (?:do|does|to|can|could|should|would|is|are|must)\b|\bhow (?:i|you|we)\b",
    re.IGNORECASE,
)
WHAT_IS = re.compile(
    r"\bqu[eé] (?:es|son|significan?|quiere[ns]? decir|hacen?)\b|\ben qu[eé] consisten?\b"
    r"|\bpara qu[eé] (?:es|son|sirven?|valen?|se usan?)\b"
    r"|\bwhat(?:['’]s| is| are| does| do)\b",
    re.IGNORECASE,
)
INSTRUCTS = re.compile(
    r"\b(?:press|push|tap|click|select|choose|swipe|drag|hold|insert|plug|enter|type|run"
    r"|go to|make sure|follow the)\b"
    r"|^(?:\w+ )?(?:open|close|turn|remove|place|put|pull|use|set|add|fill|empty|wash|rinse|clean"
    r"|wait|check|install|download|switch|lift|loosen|tighten|start|keep|leave|connect)\b"
    r"|\byou (?:can|must|should|need to|have to|may)\b"
    r"|\b(?:puls[ae]r?|presion[ae]r?|to(?:que|ca)|cli[ck]c?|seleccion[ae]r?|elija|elig[eo]|abr[ae]"
    r"|cierr[ae]|gir[ae]|mant(?:enga|én)|retir[ae]|introdu(?:zca|ce)|insert[ae]|colo(?:que|ca)"
    r"|sa(?:que|ca)|desench?uf[ae]|enchuf[ae]|conect[ae]|desconect[ae]|escrib[ae]|ejecut[ae]"
    r"|us[ae]|utili(?:ce|za)|vaya a|arrastr[ae]|ajust[ae]|añad[ae]|llen[ae]|vacíe|lav[ae]"
    r"|enjuag[u]?[ae]|limpi[ae]|esper[ae]|comprueb[ae]|instal[ae]|descarg[u]?[ae]|afloj[ae]"
    r"|apriet[ae]|sig[au]e?|mar(?:que|ca)|activ[ae]|desactiv[ae])\b"
    r"|\b(?:pued|deb)(?:es?|erás?)\b|\b(?:hay|tienes?) que\b",
    re.IGNORECASE,
)
YES_OR_NO = re.compile(
    r"^\W*(?:(?:y|and|pero|but|hola|hi|hello)\W+)?"
    r"(?:se )?(?:puede[ns]?|puedo|podemos|podr[ií]a|hay que|tengo que|es|est[aá]|son|tiene[ns]?"
    r"|can|could|may|do|does|is|are|should|must|will|has|have)\b"
    r"|\bse puede[ns]?\b|\bpuedo\b|\b(?:can|may|should) (?:i|you|we|it|the)\b"
    r"|\bpuede[ns]? (?:ir|meter|lavar|usar|poner)",
    re.IGNORECASE,
)
WHY = re.compile(r"\bpor ?qu[eé]\b|\bwhy\b|\bhow come\b", re.IGNORECASE)
HOW_MUCH = re.compile(
    r"\bcu[aá]nt[oa]s?\b|\bhow (?:many|much|big|long|large|far|wide|deep|tall|high|heavy|loud"
    r"|noisy|hot|cold|strong|powerful|fast)\b",
    re.IGNORECASE,
)
MEASURES = [
    (r"\bpes[ao]\b|\bpesan\b|\bheavy\b|\bweigh", rf"{NUMBER}(?:kg|g)\b"),
    (r"\bruido|\bloud|\bnois[ey]|\bdecibel(?:e?s|ios?)?", rf"{NUMBER}dB"),
    (r"\btemperatur|\bgrados\b|\bhow (?:hot|cold|warm)|\bdegrees\b", rf"{NUMBER}°"),
    (
        r"\bprecio|\bcuesta|\bcu[aá]nto (?:vale|es)\b|\bprice|\bcosts?\b|\bhow much (?:is|are)\b",
        rf"{NUMBER}(?:€|EUR\b|euro)|(?:€|\bEUR\b)\W*\d",
    ),
    (
        r"\bcu[aá]nt[oa] (?:tiempo|tarda|dura|hay que esperar)|\bhow long\b|\btiempo\b|\btime\b"
        r"|\bduraci[oó]n|\bduration|\b(?:tarda|dura)n?\b",
        rf"{NUMBER}(?:s|seg\w*|seconds?|min\w*|h|horas?|hours?|d[ií]as?|days?|(?:d[ií]as? )?\w*"
        rf"laborables|working|semanas?|weeks?|mes(?:es)?|months?|años?|years?)\b"
        r"|\b(?:hour|hora)s? and a half|\bhoras? y media",
    ),
    (
        r"\bcabe|\bcapacidad|\blitros?\b|\bcapacity|\bhold|\bliters?\b|\blitres?\b"
        r"|\bcu[aá]nta (?:agua|leche)|\bhow much (?:water|milk)"
        r"|\bhow (?:big|large)\b.*\b(?:tank|drawer|bag|drum|carafe|hopper)\b",
        rf"{NUMBER}(?:l|ml|litros?|litres?)\b|{NUMBER}-?(?:litre|ml)|{NUMBER}(?:kg|g|dosis)\b",
    ),
    (r"\bmetros cuadrados|\bm2\b|\bm²|\bsquare met|\b(?:how big|size) .*\broom", rf"{NUMBER}m²"),
    (
        r"\bmide|\bmedidas|\bdimensi|\baltura|\banch[oa]|\blargo|\bwide|\btall|\bheight|\bhow high"
        r"|\bhow big",
        rf"{NUMBER}(?:mm|cm|m)\b",
    ),
    (
        r"\bconsum|\bgasta|\belectricity",
        rf"{NUMBER}(?:kWh|k?W|litros?|litres?|l)\b",
    ),
    (r"\bpotencia|\bpower|\bwatt|\bvati", rf"{NUMBER}k?W\b"),
    (r"\bvolt|\btensi[oó]n", rf"{NUMBER}V\b"),
]
IDLE = re.compile(
    r"\b(?:makes?|made|uses?|used|takes?|draws?|lasts?|holds?|really|actually|exactly"
    r"|hace|tiene|usa|lleva|exactamente|m[aá]s o menos)\b",
    re.IGNORECASE,
)
"""Verbs and fillings that a question after a measure cannot do without; they tell nothing."""
SECTION = re.compile(
    r"\b(?:secci[oó]n|section|tabla|table|cap[ií]tulo|chapter)e?s?\s+[\d.]+"
    r"|\(\d+\.\d+\)"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What kind of answer is wanted, and `about` what: the question without the asking words.

    `stated` finds the interval or measure in a text, `named` the measure's name.
    """

    kind: Kind
    about: str
    yes_or_no: bool = False
    stated: re.Pattern[str] | None = None
    named: re.Pattern[str] | None = None

    def is_stated_in(self, text: str) -> bool:
        """Whether `text` states an interval or measure of the kind asked for."""
        return bool(self.stated and self.stated.search(SECTION.sub("", text)))

    def is_named_in(self, text: str) -> bool:
        """Whether `text` names the measure too: "Weight: 68 kg"."""
        return bool(self.named and self.named.search(text))


def instructs(text: str) -> bool:
    """Whether `text` tells somebody to do something."""
    return bool(INSTRUCTS.search(text))


def asked_in(question: str) -> Asked:
    """How often comes before how to, and how to before how much of what."""
    yes_or_no = bool(YES_OR_NO.search(question))
    about = HOW_MUCH.sub(" ", HOW_OFTEN.sub(" ", question))
    if HOW_OFTEN.search(question):
        return Asked(Kind.INTERVAL, about, stated=INTERVAL)
    if HOW_TO.search(question) and not HOW_MUCH.search(question):
        return Asked(Kind.STEPS, about)
    for words, stated in () if WHY.search(question) else MEASURES:
        named = re.compile(words, re.IGNORECASE)
        if named.search(question):
            value = re.compile(stated, re.IGNORECASE)
            bare = IDLE.sub(" ", named.sub(" ", about))
            return Asked(Kind.MEASURE, bare, yes_or_no, value, named)
    if HOW_MUCH.search(question):
        return Asked(Kind.MEASURE, about, stated=re.compile(r"\d"))
    if WHAT_IS.search(question):
        return Asked(Kind.MEANING, WHAT_IS.sub(" ", about))
    return Asked(Kind.ANY, about, yes_or_no)
