"""Whether a customer's words say what an appliance does or does not do, beyond "it is broken".

Pure; depends on the folding of `bot.nlu`.
"""

import re

from bot.nlu.text import fold

_DOES = (
    r"gote[ao]|pierde (?:agua|aceite|vapor|fuerza|presion)|\bfugas?\b|ruidos?\b|chirri|vibra"
    r"|tiembla|\bhuele|parpade|zumba|petarde|se (?:para|apaga|bloquea|atasca|desconecta"
    r"|recalienta|pierde)\b|salta el (?:diferencial|automatico)|\berror \w*\d|\bmancha"
    r"|\bleak|\bdrip|\bnois[ey]|squeak|grinding|vibrat|rattl|\bsmell|flash(?:es|ing)|blink"
    r"|turns? itself off|shuts? (?:itself )?(?:off|down)|keeps? (?:on )?\w+ing|cuts? out"
    r"|stops? (?:after|half|mid|in the)|gets? stuck|trips the|overheat|jams?\b|jammed"
)
_FAILS = (
    r"\bno (?:(?:se|me|nos|la|lo) )?(?:enciende|enfria|calienta|carga|desagua|centrifuga"
    r"|seca|aspira|conecta|arranca|gira|cierra|abre|lava|muele|responde|vuelve|echa|coge"
    r"|recoge|expulsa|sube|para de)\b|deja(?:do|ron)? de (?!funcionar)\w+r\b|(?:won't"
    r"|will not|can't|cannot|(?:does|do|did|is|has|have)(?:n't| not)) (?:even )?(?:turn on"
    r"|switch on|power|start|charg|drain|spin|heat|cool|connect|close|shut|open|dry|suck"
    r"|grind|respond|pump|foam|steam|fill|empt|come on)|\bnot (?:heating|cooling|charging"
    r"|draining|spinning|drying|starting|connecting|closing)|stopped (?!working)\w+ing"
)
SYMPTOM = re.compile(f"{_DOES}|{_FAILS}")


def tells_symptom(text: str) -> bool:
    """Whether `text` says what happens: "it drips", "no enfría"; "está roto" does not."""
    return bool(SYMPTOM.search(fold(text).replace("\u2019", "'")))
