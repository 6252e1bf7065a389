"""Which sentence of a text asks or tells something, in Spanish and English. Pure.

Greetings, thanks, the wish for a person, impatience and insults are none of what an agent has to
answer. Sentences are given exactly as they stand. Depends on how requests are said
(`bot.matters`), on courtesies, grievances, on follow-ups, and on the folding of `bot.nlu`.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.courtesies import is_courtesy
from bot.folding import plain
from bot.followups import own_words
from bot.grievances import subjects_in
from bot.matters import ASKING
from bot.smalltalk import SWEARS

SENTENCE = re.compile(r"\S[^\n]*?(?:[.!?…]+(?=\s|$)|(?=\n|$))")
REMEMBERED = 4096
"""Sentences whose weight is remembered: a brief is made again with each message."""
FEW_OWN = 2
"""Words of its own from which a sentence needs no other one beside it."""
FEWEST_WORDS = 4
_PEOPLE = (
    r"(?:personas?|humano|humana|agente|operador|operadora|alguien|companer[oa]|encargad[oa]"
    r"|responsable|supervisor|supervisora|asesor|asesora|atencion al cliente"
    r"|person|human|agent|operator|someone|somebody|representative|manager|supervisor|colleague"
    r"|adviser|advisor|customer service)"
)
WISH = re.compile(
    r"(?:\b(?:por favor|please)\W+)?"
    r"(?:\b(?:quiero|quisiera|necesito|prefiero|exijo|puedo|podria|me gustaria|i want|i need"
    r"|i would like|i'd like|i'd rather|can i|could i|may i|let me)"
    r"(?: to)?(?: que)?(?: (?:hablar|me atienda|me llame|me pasen?|comunicarme|talk|speak|have|get"
    r"|be put))?"
    r"|\b(?:pas[ae]me|pongame|ponme|que se ponga|que me atienda|hablar|comunica\w*|conecta\w*"
    r"|talk|speak|put me|get me|pass me|connect me|give me))"
    rf"(?: \w+){{0,4}}? {_PEOPLE}\b(?: (?:real|de verdad|humana|ya|now|please|por favor|through))*"
    r"|^\W*(?:un[ao]? |a |an |the |con (?:un |una )?)?"
    rf"{_PEOPLE}(?: (?:please|por favor|ya|now))?\W*$"
)
RATHER = re.compile(
    r"\b(?:mejor|casi|pues|rather|actually|instead|(?:not|no|y no|and not)(?: con| to)?"
    r" (?:a|the|this|un|una|este|el|la) (?:robot|bot|machine|maquina|chatbot))\b"
)
YES_OR_NO = re.compile(r"\b(?:si|no|yes)\b")
IMPATIENT = re.compile(
    r"hay alguien(?: ahi)?|alguien (?:ahi|me lee)|siguen? ahi|estan? ahi|sigo esperando"
    r"|cuanto (?:mas )?(?:tengo que|hay que|debo) esperar|me (?:van a )?contest\w+ o|hola\W*\?"
    r"|me toma[ns]? el pelo|se (?:estan )?ri\w+ de mi|es una (?:broma|verguenza|tomadura)"
    r"|any(?:body|one) (?:there|here)|are you (?:still )?(?:there|kidding|serious|joking)"
    r"|still there\W*\?"
    r"|still waiting|how (?:much )?long(?:er)? (?:do|must|will|should) i (?:have to )?wait"
    r"|hello\W*\?|is this a joke|what a joke|(?:is|this is) (?:a )?(?:disgrace|shameful|ridiculous)"
)
SETTLED = re.compile(
    r"\bya (?:me )?(?:funciona|va\b|esta\b)|\b(?:solucionad|resuelt|arreglad)o\b"
    r"|\b(?:it|that) (?:works|worked|helped)\b|\b(?:works|working|fixed|sorted) now\b"
    r"|\ball (?:good|sorted)\b"
)
REACTION = re.compile(
    r"\bya l[oa]s? (?:he |hemos )?(?:\w+[eé]\b|probad|hech|intentad|mirad)"
    r"|^\W*(?:(?:pero|y|aun|todavia)\W+)*sig(?:ue|o|uen)\b"
    r"|no me (?:ha |han )?(?:sirv|ayud|funcion)|\bno es eso\b|\beso no\b"
    r"|\b(?:tried|did|done) (?:it|that|this|them|everything|all)\b|\balready (?:tried|did|done)\b"
    r"|^\W*(?:(?:but|and|it|it's|its|is)\W+)*still\b"
    r"|\b(?:that|it) (?:did ?n.?t|does ?n.?t|has ?n.?t|did not|does not) (?:work|help)"
)
UNSETTLED = re.compile(r"\?|\b(?:no|sin|sigue|not|still|isn't|never)\b")
STALLING = re.compile(
    r"un momento|un segundo|un minuto|dejeme (?:mirar|ver|comprobar)|lo (?:miro|compruebo|consulto)"
    r"|voy a (?:mirar|ver|comprobar|consultar)|enseguida|ahora (?:mismo )?(?:le|lo) (?:digo|miro)"
    r"|\bsoy \w+|mi nombre es|me llamo|le atiendo|en que (?:le|puedo) ayud"
    r"|one moment|just a (?:moment|second|minute)|let me (?:look|check|see)|i(?:'ll| will) (?:look"
    r"|check|have a look|find out)|bear with me|i am \w+|i'm \w+ from|my name is|how can i help"
    r"|(?:siento|lamento|disculpe) (?:mucho )?las molestias|vamos a arreglarlo"
    r"|gracias por (?:su paciencia|esperar)|(?:thanks|thank you) for (?:your patience|waiting)"
    r"|sorry (?:for|about) (?:the|that|this)|let us put it right"
)
HAS_READ = re.compile(
    r"\bhe leido (?:lo que|todo)|\bno (?:hace falta|tiene) que (?:me )?lo repita"
    r"|\bi have read (?:what|everything)|\bno need to repeat"
    r"|\blo estoy mirando|\ble contesto (?:aqui|en)|\bi am looking into|\bi will answer you"
    r"|\blo tengo delante|\bhave it in front of me"
)
"""How agents present themselves, or ask for a moment, at any length."""
ADDRESS = re.compile(
    r"\W*(?i:hola|buen[oa]s(?: \w+)?|estimad[oa]|hello|hi|dear|good \w+|gracias|thank you|thanks)"
    r"(?:,? [A-ZÁÉÍÓÚÑ][\w'’-]*){1,4}\W*",
)
FAULT = re.compile(
    r"\bno (?:\w+ ){0,2}(?:funciona|enciende|va|arranca|calienta|desagua|carga|conecta|sale|cierra"
    r"|abre|gira|aspira|seca|lava|llega)\w*|pierde|gotea|fuga|ruido|error|roto|rota|averi|estropea"
    r"|(?:does|do|did|will|is|are|has|have|can) ?(?:not|n'?t)\b|won't|can't|leak|drip|noise|broken"
    r"|fault|stuck|stopped|stops|fails?\b|atasc|bloque|parpade|flash|blink|huele|smell"
)
MOST_OF_STALLING = 9
FIGURE = re.compile(r"\d{3}|@")
MOST_BESIDE_FIGURES = 4
OFFERS_MORE = re.compile(
    r"algo mas|alguna otra|otra cosa|otra duda|le (?:sirve|parece|viene)|de acuerdo\W*\?|vale\W*\?"
    r"|anything else|something else|any other|does that|is that (?:ok|all right|fine)"
    r"|all right\W*\?|would that|okay?\W*\?"
)
"""Questions of an agent's that ask for nothing: what they told before is the answer."""
JOINT = re.compile(
    r"[\s,;:]*(?:\b(?:y|and|pero|but|so|así que|asi que)\b)?[\s,;:]*$", re.IGNORECASE
)
MOST_OF_INSULT = 6
"""Words up to which a sentence with an insult says nothing else."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of `text` begins and ends; a line's end ends one too."""
    return [found.span() for found in SENTENCE.finditer(text)]


def parts(text: str) -> list[str]:
    """The sentences of `text`."""
    return [text[start:end] for start, end in sentences(text)]


def is_wish(text: str) -> bool:
    """Whether all that `text` says is that a person is wanted."""
    found = WISH.search(plain(text))
    return bool(found) and not own_words(RATHER.sub(" ", _without(plain(text), found)), "")


def is_thanks(text: str) -> bool:
    """Whether `text` is thanks or agreement that ends an exchange; a yes or no may not."""
    return is_courtesy(text) and not YES_OR_NO.search(plain(text))


def is_detail(text: str) -> bool:
    """Whether `text` is only what it takes to go on: a number, an address of mail, a name with
    them ("TR-104447, Claire Dubois"), and no question or fault."""
    figures = [bool(FIGURE.search(one)) for one in text.split()]
    few = figures.count(False) <= MOST_BESIDE_FIGURES
    said = plain(text)
    return (
        any(figures)
        and few
        and not (ASKING.search(text) or FAULT.search(said) or UNSETTLED.search(said))
    )


def is_reaction(text: str) -> bool:
    """Whether `text` tells that what was answered before did not help."""
    return bool(REACTION.search(plain(text)))


def says_nothing(text: str) -> bool:
    """Whether `text` is nothing that an answer is owed to."""
    said = plain(text)
    if not any(map(str.isalnum, said)) or is_courtesy(text) or is_wish(text):
        return True
    if SETTLED.search(said) and not UNSETTLED.search(said):
        return True
    insult = re.search(rf"\b(?:{SWEARS})\b", said)
    tells = FAULT.search(said) or subjects_in(text)
    if insult and len(said.split()) <= MOST_OF_INSULT and not tells:
        return True
    impatient = IMPATIENT.search(said)
    return bool(impatient) and len(own_words(_without(said, impatient), "")) < FEW_OWN


def is_reply(text: str) -> bool:
    """Whether an agent's `text` tells something: no greeting, no "let me check", no question."""
    return any(tells(one) for one in parts(text))


def tells(sentence: str) -> bool:
    """Whether an agent's sentence is more than manners and a question."""
    return not (is_courtesy(sentence) or is_stalling(sentence) or asks_back(sentence))


def is_answer(text: str) -> bool:
    """Whether an agent's `text` tells something and asks for nothing that it still takes."""
    told = parts(text)
    wants = any(asks_back(one) and not OFFERS_MORE.search(plain(one)) for one in told)
    return not wants and any(map(tells, told))


def asks_back(sentence: str) -> bool:
    """Whether an agent's sentence is a question."""
    return sentence.rstrip("\"'»”) ").endswith("?")


def is_stalling(sentence: str) -> bool:
    """Whether an agent's sentence only presents them, or asks for a moment."""
    said = plain(sentence)
    if HAS_READ.search(said) or ADDRESS.fullmatch(sentence):
        return True
    return len(sentence.split()) <= MOST_OF_STALLING and bool(STALLING.search(said))


@lru_cache(REMEMBERED)
def weight(sentence: str) -> int:
    """How much a sentence is what an answer is owed to: 0 nothing, 3 and more a question."""
    if says_nothing(sentence):
        return 0
    said = plain(sentence)
    asks = 3 * bool(ASKING.search(sentence))
    tells = 2 * bool(FAULT.search(said) or subjects_in(sentence))
    insults = bool(re.search(rf"\b(?:{SWEARS})\b", said))
    return max(1, asks + tells + (len(said.split()) >= FEWEST_WORDS) - insults)


def stands_alone(sentence: str) -> bool:
    """Whether a sentence is a question or a fault that is understood without what is around it;
    what only tells how an answer went ("I tried that, still leaking") is none."""
    whole = weight(sentence) > 1 and len(own_words(sentence, "")) >= FEW_OWN
    return whole and not is_reaction(sentence)


def most_telling(texts: Sequence[str]) -> list[str]:
    """The newest of these that asks or tells something by itself, and the newest that adds to it;
    else the newest that say anything, or are there. `texts` are in order."""
    newest = [one for one in reversed(texts) if not says_nothing(one)]
    whole = (one for one in newest if any(map(stands_alone, parts(one))))
    long = (one for one in newest if len(one.split()) >= FEWEST_WORDS)
    main = next(whole, None) or next(long, None)
    found = [*([main] if main else []), *(one for one in newest[:1] if one != main)]
    return found or list(texts[-1:])


def telling(text: str, least: int = 1) -> str | None:
    """The stretch of `text` that asks or tells most, exactly as it stands; the later of equals.

    None where no sentence weighs `least`. A sentence that only makes sense after the one before it
    ("how do I stop it?") comes with that one; the wish for a person at its end is left off.
    """
    spans = sentences(text)
    weights = [weight(text[start:end]) for start, end in spans]
    best = max(range(len(spans)), key=lambda n: (weights[n], n), default=None)
    if best is None or weights[best] < max(least, 1):
        return None
    start, end = spans[best]
    few = len(own_words(text[start:end], "")) < FEW_OWN
    if few and best and weights[best - 1]:
        start = spans[best - 1][0]
    return without_wish(text[start:end])


def without_wish(text: str) -> str:
    """`text` without a wish for a person at its end, with what joins it on."""
    found = [*WISH.finditer(plain(text))]
    if not found:
        return text
    head = JOINT.sub("", text[: found[-1].start()])
    return head if len(own_words(head, "")) >= FEW_OWN else text


def _without(text: str, found: "re.Match[str] | None") -> str:
    return text[: found.start()] + " " + text[found.end() :] if found else text
