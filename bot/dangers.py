"""Whether a text tells of a danger: smoke, sparks, a shock, water at the current, somebody hurt.

Words alone, Spanish and English, read before anything else makes sense of the message. A danger
that is denied ("no smoke"), only imagined ("what if it smokes?") or none ("smoked salmon") is told
apart clause by clause: "it does not smoke, but it smells of burning" is one. Pure; depends on how
texts are folded.
"""

import re
from typing import Literal

from bot.folding import plain
from bot.nlu.text import fold

Kind = Literal["fire", "shock", "battery", "gas", "hurt"]
Verdict = Literal["danger", "harmless", "none"]

CURRENT = (
    r"(?:enchufe\w*|regleta|clavija|toma de corriente|cuadro (?:electrico|de la luz)|los cables?"
    r"|el cable|socket\w*|outlet|plug\b|plugs\b|power strip|extension lead|wiring|electrics"
    r"|fuse ?box)"
)
WATER = r"(?:agua|mojad\w+|inundad\w+|empapad\w+|humedad|water|wet|soaked|flooded|dripping)"
SOMEBODY = (
    r"(?:mi (?:hij|niet|sobrin|mujer|marido|madre|padre|abuel|herman|pareja|perr|gat)\w*"
    r"|(?:el|la|un|una) (?:nin|beb|nen|crio|cria|chiquill|perr|gat)\w*"
    r"|my (?:son|daughter|kid|child|baby|wife|husband|mother|father|mum|mom|dad|toddler|boy"
    r"|girl|dog"
    r"|cat|partner|little \w+|grand\w+)|the (?:kid|child|baby|boy|girl|dog|cat|toddler)\w*)"
)
BODY = (
    r"(?:mano|manos|brazo|dedo|dedos|cara|pie|pierna|ojo|piel|hand|hands|arm|finger|fingers"
    r"|face|foot"
    r"|leg|eye|skin|thumb|wrist)\b"
)
# What burns for the plates and not for the house.
FOOD = (
    r"(?:cafe|comida|pollo|patatas?|pan|tostadas?|leche|agua|aceite|grasa|carne|pizza|pescado|queso"
    r"|coffee(?! (?:machine|maker))|food|chicken|chips|fries|bread|toast|milk|water|oil|meat"
    r"|fish|cheese|crumbs|popcorn)"
)
PATTERNS: dict[Kind, str] = {
    "hurt": (
        rf"{SOMEBODY}(?: \w+){{0,6}} (?:herid|quemad|quemo|abras|sangra|electrocut|cortado"
        rf"|corto|dano"
        r"|lastim|inconscient|desmay|intoxic|atrapad|hurt|injur|burn|scald|bleed|electrocut"
        r"|unconscious"
        r"|passed out|trapped|cut (?:him|her|it)self)\w*"
        rf"|\bme (?:he |ha )?(?:quem|cort|abras|escald|electrocut|machac)\w*(?: \w+){{0,4}} {BODY}"
        r"|(?<!\bse )\bme (?:he|ha) (?:quemado|cortado|abrasado|electrocutado|escaldado"
        r"|herido|hecho dano)"
        r"|\bme (?:queme|quemo|corte|abraso) con\b|\bestoy (?:sangrando|herid\w)"
        r"|\bse (?:ha hecho|hizo) (?:mucho )?dano|\bsangr(?:o|ando|a) mucho|\bno puede respirar"
        rf"|\b(?:burn(?:ed|t)|scald(?:ed)?|cut|hurt|injured|sliced)(?: \w+){{0,2}} (?:my|his|her)"
        rf"(?: \w+)? {BODY}"
        r"|\b(?:burn(?:ed|t)|hurt|injured|scalded) (?:my|him|her|it)self|\b(?:am|is|was) "
        r"(?:bleeding"
        r"|injured)|'m bleeding|\bbleeding (?:a lot|badly)|\bcan(?:no|')?t breathe|\bi(?:'m| "
        r"am) (?:hurt|injured)"
    ),
    "battery": (
        r"(?:bateria|pila)s?(?: \w+){0,5} (?:hinchad|inflad|explot|ardi|arde|revent|fuga"
        r"|derram|humea"
        r"|quema)\w*|(?:explot|revent|ardio)\w*(?: \w+){0,2} (?:bateria|pila)"
        r"|batter(?:y|ies)(?:'s)?(?: \w+){0,5} (?:swollen|swelling|swelled|bulg|explod|burst|leak"
        r"|burn|hot|smok|fire)\w*|(?:swollen|bulging|exploded|burst|leaking|burning) batter"
    ),
    "gas": (
        r"(?:huele|olor|peste|escape|fuga|escapa|pierde)(?: \w+){0,3} gas\b|\bgas (?:que )?(?:se )?"
        r"escap\w+|(?:smell|smells|stinks|leak|leaking|leaks|whiff)(?: \w+){0,3} gas\b|\bgas "
        r"leak\w*"
        r"|\bgas(?: \w+){0,2} (?:leaking|escaping)"
    ),
    "shock": (
        r"\bcalambr(?:e|es|azo|azos)\b|descarga electrica|\b(?:dio|dado|da|pego|pegado|daba|llevado"
        r"|lleve)(?: \w+){0,2} (?:descarga|chispazo|corrientazo|latigazo)\b|\bcorrientazo"
        r"|\b(?:da|dio|daba|dado|pasa|pego) (?:la )?corriente\b(?! de aire)|\belectrocut\w+"
        r"|electric(?:al)? shock|\bshock(?:ed|s)? (?:me|him|her|my)\b|\b(?:got|get|gets"
        r"|getting|gave"
        r"|gives|give|giving|had)(?: \w+){0,3} (?:shock|zap|jolt)s?\b(?! absorb)|\bzapped\b"
        r"|\bfe(?:el|lt)(?: \w+){0,2} current\b|\btingl\w+|\b(?:is|casing|case|body) live\b"
        r"|\b(?:under|with) (?:tension|current)\b"
        rf"|{WATER}(?: \w+){{0,6}} {CURRENT}|{CURRENT}(?: \w+){{0,6}} {WATER}"
    ),
    "fire": (
        r"^(?:humo|fuego|smoke|fire|chispas)$|\bh?umito\b|\b(?:ech|sal|sac|suelt|solt|hac|hech|hizo"
        r"|desprend|despid|saca|tir|veo|hay|lleno|llena|con"
        r"|vi)\w*(?: \w+){0,4} h?umo(?:s|\b)(?! blanc)|\bh?umo (?:negro|gris|denso|saliendo|por)"
        r"|\bhumea\w*|\bhumareda|\bincendi\w+|\b(?:se )?(?:prend|prendio|prendido)\w* fuego"
        r"|\b(?:cog|peg|hay|fuego en|sale|salio|saliendo)\w*(?: \w+){0,2} fuego\b|\bfuego dentro"
        r"|\ben llamas\b|\b(?:hay|salen|salian|con|echa|echando) llamas\b|\bllamarada|\bfogonazo"
        r"|\b(?:esta|estan|estaba|salio|sale|sali|salga|salir) ardiendo|\bardio\b"
        r"|\bse (?:esta )?quem(?:a|ando)\b|\bchispas?\b|\bchispazos?\b|\bchispea\w*|\bpetardazo"
        r"|\b(?:huele|olor|oli|apest|peste|tufo|pesta?)\w*(?: \w+){0,5} (?:quema(?:d|o\b)|kemao"
        r"|chamus|requemad)\w*"
        r"|\b(?:cable|enchufe|clavija|regleta|carcasa|plastico|motor)s?(?: \w+){0,6} "
        r"(?:derrit|derret"
        r"|fundid|quemad|chamuscad|al rojo|carboniz)\w*|\b(?:derrit|derret|quemad|chamuscad)\w*"
        r"(?: \w+){0,2} (?:cable|enchufe|clavija|regleta|carcasa)|\bcorto ?circuit\w*"
        r"|\b(?:ha|han|va a|hizo|hace) (?:explot|estall|revent)\w*|\b(?:explot|estall)(?:o"
        r"|ado|ando)\b"
        r"|\bexplosion\b|\bal rojo\b"
        r"|\b(?:mueble|encimera|suelo|pared|mesa|cortina)s?(?: \w+){0,5} (?:quemad|chamuscad)\w*"
        r"|\b(?:quemad|chamuscad)\w*(?: \w+){0,2} (?:mueble|encimera|suelo|pared|mesa|cortina)"
        r"|\b(?:enchufe|clavija|cable|plug|socket|cord|lead)(?: \w+){0,3} (?:quema|arde|(?:so"
        r"|too|very"
        r"|boiling|burning|red) hot)\b|\b(?:worktop|floor|wall|table|curtain)s?(?: \w+){0,5} "
        r"(?:scorch"
        r"|burn)\w*"
        r"|\b(?:why (?:does|do|did) (?:it|the \w+|my \w+)|started to|began to) smoke\b"
        r"|\bsmok(?:es|ing|ey|y|in)?\b|\b(?:black|grey|gray|thick|burning|lots of|loads of"
        r"|some) smoke\b"
        r"|\bsmoke (?:is |was |keeps )?(?:com|pour|billow|everywhere|out|from|in the)\w*"
        r"|\b(?:see|saw|there(?:'s| is| was)|full of|gives? off|giving off|started to|starts to"
        r"|begins to|began to|emit\w*|puff of|cloud of|smell\w*)(?: \w+){0,2} smoke\b"
        r"|\bspark(?:s|ed|ing|in)\b|\ba (?:big )?spark\b|\bfireball|\b(?:on|caught|catch\w*"
        r"|set) fire\b"
        r"|\bthere(?:'s| is| was) (?:a )?fire\b|\bflames?\b|\bin flames|\bis burning|\bit's burning"
        r"|\b(?:smell|smells|smelled|smelling|smelt|stinks|stink|reeks|stench|odou?r)(?: \w+){0,5} "
        r"(?:burn|burning|burnt|burned|singed|scorch|scorched)\b|\b(?:burn\w*|singed|scorched"
        r"|acrid) "
        r"(?:\w+ ){0,2}smell|\b(?:cable|cord|lead|plug|socket|casing|plastic|wire|motor)s?(?: "
        r"\w+){0,6} "
        r"(?:melt|burn|scorch|singe|glow)\w*|\b(?:melted|melting|burnt|scorched)(?: \w+){0,2} "
        r"(?:cable"
        r"|cord|lead|plug|socket|casing|wire)|\bshort(?:ed)?[- ]circuit\w*|\bshorted out"
        r"|\b(?:explod|blew up|blown up|has burst)\w*|\bexplosion\b|\bglow\w* red"
    ),
}
DANGERS: dict[Kind, re.Pattern[str]] = {kind: re.compile(one) for kind, one in PATTERNS.items()}

ROOT = re.compile(
    r"h?umo\b|ahumad|smok|chispa|spark|quem|burn|\bfuego|\bfire|calambre|shock|steam|vapor"
)
# Words of danger that mean none.
HARMLESS = re.compile(
    r"ahumad|\bsmoked\b|smok(?:e|ing)[- ](?:free|detector|alarm|sensor|area|room)|no[nt][- ]smok"
    r"|(?:detector|sensor|alarma)(?:es|s)? de (?:humo|incendio)|tabaco|cigarr|fumador|tobacco|cigar"
    r"|smoke (?:salmon|fish|meat|cheese|bacon|ribs|ham)"
    r"|\bi smoke\b|smoker|chimenea|fireplace|barbacoa|barbecue|\bbbq\b|incienso|incense|wildfire"
    r"|chispas? de (?:chocolate|color|luz)|sparkl|spark plug|con chispa|\bsab(?:e|ia|or)\b"
    r"|\btast\w+"
    r"|(?:elimin|quit|filtr|retien|absorb|detect|limpi|purific|remov|clear|clean|get rid"
    r"|captur|trap)"
    rf"\w*(?: \w+){{0,5}} (?:h?umo|smoke|gas)|\bquem\w*(?: \w+){{0,3}} {FOOD}"
    rf"|\b{FOOD}(?: \w+){{0,3}} (?:quem|burn|ardiendo|scorch)\w*|\bburn\w*(?: \w+){{0,2}} {FOOD}"
    r"|fuego (?:lento|medio|fuerte|alto)|(?:low|medium|high) (?:heat|flame)|gas (?:natural"
    r"|stove|hob)"
    r"|\bhumeante|steam|vapor\b|explosion de (?:sabor|ofertas)"
    r"|humo(?:s)? (?:de|por) (?:la publicidad|vender)|vend\w+ humo|blow\w* smoke|smoke and mirrors"
    r"|(?:shock|shocked) (?:at|by|when|to)(?: \w+){0,2} (?:price|bill|cost|service|rude)"
    r"|descargas? (?:de agua|la factura|el manual)|sube como la espuma|dinero|money to burn"
    r"|fire (?:drill|exit|sale|station)|(?:simulacro|puerta|salida) (?:de|contra) incendio"
    r"|(?:sticker|icon|symbol|picture|drawing)(?: \w+){0,3} flame"
    r"|(?:pegatina|icono|simbolo|dibujo)(?: \w+){0,3} (?:llama|fuego)"
)
# Steam and something like this: not harmless, though no known way to tell of harm.
SCALDED = re.compile(
    r"(?=.*(?:steam|vapor)).*(?:burn|blister|scald|\bwelt|ampolla|anpolla|quem|bandage"
    r"|\b(?:face|cara|thumb|hospital|ambulatorio|throat|garganta)\b)"
)
# What somebody read or saw, what was mended long ago, what they had before and buy anew.
ELSEWHERE = re.compile(
    r"\b(?:read|saw|seen|heard|leido|lei|visto|vi|oido)(?: \w+){0,4} (?:news|internet|online|tiktok"
    r"|youtube|reviews?|noticias?|telediario|opiniones|periodico)\b"
    r"|\b(?:last year|years? ago|el ano pasado|hace (?:\w+ )?anos?)\b.*\b(?:replaced|repaired|fixed"
    r"|cambi|repar|arregl|sustitu)"
    r"|\b(?:my|mi|la|el) (?:old|previous|antigu[oa]|anterior|viej[oa])\b.*\b(?:recommend|buy|buying"
    r"|recomiend|recomend|comprar?)"
    r"|\b(?:mi|la) (?:antigua|anterior|vieja)\b.*\bcual\b"
)
# Imagined or asked about, not told: what stands before the word of danger.
IMAGINED = re.compile(
    r"(?:\b(?:y |que (?:hago|pasa|hacer) )si|\bes verdad que|\bis it true(?: that)?"
    r"|\ben caso de(?: que)?|\bcuando|\bpara que no"
    r"|\bevitar(?: que)?"
    r"|\b(?:puede|podria|puedo|pueden)(?: \w+){0,2} (?:echar|salir|dar|arder|explotar|quemar"
    r"|hacer)\w*"
    r"|\b(?:riesgo|peligro) de|\bdeberia\w*|\bseria\b|\bsuele\w*"
    r"|\b(?:what|and) if\b|\bin case\b|\bif (?:it|there|the|my|you|a|any)\b|\bwhen(?:ever)?\b"
    r"|\bavoid\w*"
    r"|(?<!why )\b(?:does|do|did) (?:it|the|my|this|that|your|a)\b"
    r"|\bprevent\w*|\b(?:can|could|might|may|will|would|should)(?:n't| not)? (?:it|the|my"
    r"|this|a|there)\b"
    r"|\b(?:could|might|may|would|should)(?:n't| not)?(?: \w+){0,1}|\bsupposed to|\brisk of"
    r"|\bdanger of)"
    r"(?:[ ,]+[\w']+){0,5}[ ,]*$"
)
# "¿y si sale humo?", cut after its "y"; "sí, sale humo" is told.
SUPPOSED = re.compile(r"^\W*si\b.*\?$")
AT_FIRST = re.compile(
    r"\bprimer(?:a|o|os|as)?\b|\bal (?:principio|estrenar)|\bnuev[oa]\b|\brecien\b|\bestren\w+"
    r"|\bfirst\b|\bbrand new\b|\bnew one\b|\bbreaking in\b"
)
ASKED = re.compile(r"\?|\bnormal\b|\bes habitual|\busual\b|\bshould\b|\bdeberia\b|\bis it ok\b")
BETWEEN = (
    r"me|le|se|te|ha|han|he|has|hay|veo|vi|sale|salio|echa|echo|hace|hizo|da|dio|suelta|huele|olia"
    r"|noto|esta|estaba|es|era|fue|hubo|tiene|tuvo|ya|nada|de|a|un|una|el|la|ningun|ninguna|echando"
    r"|saliendo|hecho|salido|dado|soltado|echado|any|a|an|of|the|there|is|was|were|been|see"
    r"|seen|saw"
    r"|smell|smelled|smells|coming|come|comes|get|got|getting|had|have|has|electric|feel|felt"
    r"|it|like"
    r"|mas|more|longer|actually|on|catch|caught|give|gives|giving|off"
)
DENIED = re.compile(
    r"(?:\b(?:no|ni|sin|nunca|tampoco|ningun|ninguna|not|never|without|nor|neither"
    r"|isn'?t|doesn'?t|didn'?t|don'?t|wasn'?t|aren'?t|hasn'?t|haven'?t|no longer|stopped|dejo "
    r"de|dejado de)"
    rf")(?: (?:{BETWEEN}))*[ ]*$"
)
CLAUSE = re.compile(
    r"[.,;:!¡\n()]+|(?<=\?)|\b(?:pero|aunque|sino|y|e|but|though|and|yet|because|porque)\b"
)


def read(text: str) -> Verdict:
    """Whether `text` tells of a danger, only has its words, or not even those."""
    found = [verdict for clause in clauses(text) for verdict in _read_clause(clause)]
    if "danger" in found:
        return "harmless" if ELSEWHERE.search(fold(text)) else "danger"
    return "harmless" if found else "none"


def kind_of(text: str) -> Kind:
    """What kind of danger `text` tells of; where it says nothing, the commonest."""
    folded = fold(text)
    return next((kind for kind, pattern in DANGERS.items() if pattern.search(folded)), "fire")


def clauses(text: str) -> list[str]:
    """`text` folded and cut where one thing ends and another begins."""
    folded = plain(text)
    return [one.strip() for one in CLAUSE.split(folded) if one and one.strip()]


def _read_clause(clause: str) -> list[Verdict]:
    """The verdict on every word of danger in `clause`."""
    matches = [(kind, found) for kind, one in DANGERS.items() for found in one.finditer(clause)]
    if not matches and (root := ROOT.search(clause)) and not SCALDED.search(clause):
        # Not said as a danger is said: harmless only where something says so.
        return [one for one in [_verdict("fire", clause, root)] if one == "harmless"]
    return [_verdict(kind, clause, match) for kind, match in matches]


def _verdict(kind: Kind, clause: str, match: re.Match[str]) -> Verdict:
    before = clause[: match.start()]
    # A pattern may begin before the negation's own place: "no sale humo" begins at "sale".
    denied = DENIED.search(before) or DENIED.search(_before_last_word(clause, match))
    imagined = IMAGINED.search(before + " ") and not before.endswith("no se ")
    supposed = SUPPOSED.search(clause)
    at_first = AT_FIRST.search(clause) and ASKED.search(clause)
    # Steam that scalds is harm; steam that comes out is not.
    other = kind not in ("hurt", "shock") and HARMLESS.search(clause)
    none = denied or imagined or supposed or at_first or other
    return "harmless" if none else "danger"


def _before_last_word(clause: str, match: re.Match[str]) -> str:
    """What stands before the last word of the match: "there is no smoke" has its no inside."""
    words = match[0].rsplit(" ", 1)
    return clause[: match.start()] + (words[0] + " " if len(words) > 1 else "")
