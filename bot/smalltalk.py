"""What is said to the assistant and not to the shop: how it is, a joke, praise, an insult. Pure.

Looked at where no request was found, and where the customer asks who answers. Spanish and
English. Depends on how texts are folded.
"""

import re
from typing import Literal

from bot.folding import plain

Kind = Literal["insult", "who_made_you", "what_can_you_do", "how_are_you", "joke", "compliment"]

MOST_WORDS = 12
SWEARS = (
    r"idiotas?|imbecil(?:es)?|inutil(?:es)?|estupid[oa]s?|tont[oa]s?|gilipollas|capull[oa]s?"
    r"|cabron(?:es)?"
    r"|mierda|basura|payas[oa]s?|subnormal(?:es)?|hij[oa] de puta|hdp|pendej[oa]s?|boludo"
    r"|vete a la \w+"
    r"|que te (?:den|jodan|follen)|jodete|sinverguenzas?|ladron(?:es)?|no vales (?:nada|para nada)"
    r"|no sirves|das asco|patetic[oa]"
    r"|idiots?|stupid|moron|dumb(?:ass)?|useless|trash|garbage|crap|shit\w*|piece of \w+|bullshit"
    r"|f\W?u\W?c?k\w*|asshole|arsehole|bastards?|screw you|shut up|you suck|suck it|pathetic|loser"
    r"|wankers?|pillock|thick as|bloody (?:machine|thing|robot)|worthless|you(?:'re| are) rubbish"
)
PATTERNS: dict[Kind, str] = {
    "insult": rf"\b(?:{SWEARS})\b",
    "who_made_you": r"quien (?:te|le|lo) (?:ha |han )?(?:hizo|hecho|creo|creado|programo|programado"
    r"|desarroll\w+|invent\w+|entren\w+)|quien es tu (?:creador|dueno|jefe|padre)|de que "
    r"(?:empresa|marca)"
    r" eres|who (?:made|created|built|programmed|developed|owns|trained|designed) you"
    r"|who(?:'s| is) your"
    r" (?:maker|creator|boss|owner|father)|what company (?:made|are)",
    "what_can_you_do": r"que (?:sabes|puedes|sabe|puede)(?: usted)? hacer|(?:en|a) que (?:me "
    ")?(?:puedes?"
    r"|podrias?) (?:ayudar|servir)\w*|para que (?:sirves|vales|estas)|que haces\b|cuales son "
    r"tus funciones"
    r"|what (?:can|do) you (?:do|help|offer)|what are you (?:for|able|capable)|how can you help"
    r"|what(?:'s| is) your (?:job|purpose)",
    "how_are_you": r"(?:como|que tal) (?:estas?|esta usted|te va|va(?: todo)?|andas|te "
    "encuentras|vamos"
    r"|lo llevas|le va|has dormido)|^que tal[ ?!]*$|todo bien\W*$|how (?:are|r) (?:you|u|ya|things)"
    r"|how(?:'s| is) (?:it going|life|your day|everything|things)|how do you (?:do|feel)|what'?s up"
    r"|you (?:ok|all ?right)\b|how have you been",
    # "This is a joke" is no wish for one.
    "joke": r"\bchistes?\b|(?:cuenta|di|sabe|haz|gast)\w*.*\bbromas?\b|algo (?:gracioso|divertido)"
    r"|hazme reir|(?:tell|know|got|have|hear|say|crack|another|any)\b.*\bjokes?\b|^\W*jokes?\b"
    r"|tell me something funny|make me laugh",
    "compliment": r"(?:eres|es usted|que|sois) (?:muy |tan |un |una |el |la )*(?:genial"
    "|maj[oa]|amable|list[oa]"
    r"|crack|simpatic[oa]|inteligente|buen[oa]|mejor|encanto|sol|maquina|eficaz|rapid[oa]"
    r"|guap[oa]|util)"
    r"|te (?:quiero|amo|adoro)|me (?:encantas|gustas|caes bien)|buen trabajo|bien hecho"
    r"|you(?:'re| are|r| r)? (?:so |very |really |a |an |the |pretty )*(?:great|nice|smart"
    r"|kind|clever|best"
    r"|awesome|amazing|sweet|helpful|star|legend|genius|cute|lovely|brilliant|funny guy)"
    r"|good (?:job|work|bot|boy|girl)|well done|i (?:love|like) you|nice work|marry me"
    r"|casar\w* conmigo",
}
KINDS: dict[Kind, re.Pattern[str]] = {kind: re.compile(one) for kind, one in PATTERNS.items()}


def kind_of(text: str) -> Kind | None:
    """Which kind of small talk `text` is; None for what is none, and for what is told at length."""
    folded = plain(text)
    if len(folded.split()) > MOST_WORDS:
        return None
    return next((kind for kind, pattern in KINDS.items() if pattern.search(folded)), None)


def is_insult(text: str) -> bool:
    """Whether `text` is an insult and nothing much besides."""
    return kind_of(text) == "insult"
