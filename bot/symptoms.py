"""What a customer says that an appliance does or does not do, and how manuals put it.

"It drips" is a symptom, "it is broken" is none. Pure; depends on the folding of `bot.nlu`.
"""

import re

from bot.folding import plain

_DOES = (
    r"gote[ao]|pierde (?:agua|aceite|vapor|fuerza|presion)|\bfugas?\b|ruidos?\b|chirri|vibra"
    r"|tiembla|\bhuele|parpade|zumba|petarde|se (?:para|apaga|bloquea|atasca|desconecta"
    r"|recalienta|pierde)\b|salta el (?:diferencial|automatico)|\berror \w*\d|\bmancha"
    r"|\bleak|\bdrip|\bnois[ey]|squeak|grinding|vibrat|rattl|\bsmell|flash(?:es|ing)|blink"
    r"|golpete|silb(?:a|ido)|gorgote|tintine|\bcharco|\bmoja (?:el|la)\b|apenas \w+|hacia atras"
    r"|\bpuddle|whistl|gurgl|clatter|\bloud\b|hardly|barely|backwards|soggy|watery"
    r"|(?:sale|salen|queda|quedan|suelta|echa) (?:muy |tan |demasiado )?(?:poc[oa]|aguad|mojad"
    r"|empapad|fri|bland|templad)|comes? out (?:weak|wet|cold|soggy|soaking)"
    r"|turns? itself off|shuts? (?:itself )?(?:off|down)|keeps? (?:on )?\w+ing|cuts? out"
    r"|stops? (?:after|half|mid|in the)|gets? stuck|trips the|overheat|jams?\b|jammed"
)
_FAILS = (
    r"\bno (?:(?:se|me|nos|la|lo) )?(?:enciende|enfria|calienta|carga|desagua|centrifuga"
    r"|seca|aspira|conecta|arranca|gira|cierra|abre|lava|muele|responde|vuelve|echa|coge"
    r"|recoge|expulsa|sube|hace espuma|me dura|dura nada|encuentra|para de)\b"
    r"|deja(?:do|ron)? de (?!funcionar)\w+r\b|(?:won't"
    r"|will not|can't|cannot|(?:does|do|did|is|has|have)(?:n't| not)) (?:even )?(?:turn on"
    r"|switch on|power|start|charg|drain|spin|heat|cool|connect|close|shut|open|dry|suck"
    r"|grind|respond|pump|foam|steam|fill|empt|find|come on)|\bnot (?:heating|cooling|charging"
    r"|draining|spinning|drying|starting|connecting|closing)|stopped (?!working)\w+ing"
)
SYMPTOM = re.compile(f"{_DOES}|{_FAILS}")
ASKS = re.compile(
    r"[?\u00bf]|\b(?:como|cuant[oa]s?|cual(?:es)?|donde|cuando|puedo|se puede|hay que|debo|quiero"
    r" saber|how|which|where|when|can i|could i|should|do i|does it|is it|are there|is the|are the"
    r")\b"
)
"""A question, of which a symptom is only a part: "is it noisy at night?"."""
WHY = re.compile(r"\bpor ?que\b|\bque (?:hago|puedo hacer|pasa)\b|\bwhy\b|\bwhat (?:do|can) i do\b")
"""A question that a symptom makes."""
PROBLEM = {"es": "problema", "en": "problem"}
LEAK = re.compile(r"\bgotea|\bpierde agua|\bfuga|\bcharco|\bleak|\bdrip|\bpuddle")
WATER = {"es": "agua en el suelo o debajo", "en": "water on the floor or underneath"}
BROKEN = re.compile(
    r"\bno (?:me )?(?:funciona|va|anda|marcha)\b|\b(?:rot|averiad|estropead)[oa]\b"
    r"|deja(?:do)? de funcionar"
    r"|(?:does|do|is|are)(?:n't| not) work|\bbroken?\b|stopped working|broke down|not working"
)


def tells_fault(text: str) -> bool:
    """Whether `text` says that something is wrong, of whatever kind."""
    return bool(BROKEN.search(plain(text))) or tells_symptom(text)


def tells_symptom(text: str) -> bool:
    """Whether `text` says what happens: "it drips", "no enfría"; "está roto" does not."""
    return bool(SYMPTOM.search(plain(text)))


def as_manuals_say(text: str, language: str) -> str:
    """`text` with the words that manuals put above a symptom, unlike customers; as it is where it
    tells none, or asks something else of it."""
    said = plain(text)
    if not SYMPTOM.search(said) or (ASKS.search(said) and not WHY.search(said)):
        return text
    head = f"{PROBLEM[language]}: {WATER[language]}" if LEAK.search(said) else PROBLEM[language]
    return f"{head}: {text}"
