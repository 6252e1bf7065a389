"""Whether a text is mere manners: a greeting, thanks, agreement, a farewell. Pure.

Spanish and English. Depends on how texts are folded.
"""

import re

from bot.folding import plain

COURTESY = re.compile(
    r"^\W*(?:(?:eso es todo|nada mas|that'?s (?:all|it)(?: i need(?:ed)?)?|i(?:'ll| will) wait"
    r"|espero (?:la|su|el) (?:recogida|llamada|correo|envio|paquete|respuesta)|cool|noted"
    r"|understood|all right|alright|hola|buenas|buenos|dias|tardes|noches|muy|muchas|gracias|mil"
    r"|de nada|por favor|ok|vale|perfecto|genial|estupendo|de acuerdo|entendido|adios"
    r"|hasta luego|un saludo|saludos"
    r"|hello|hi|hey|good|morning|afternoon|evening|thanks?|thank you|you|so|very|much|a lot|many"
    r"|please|okay|great|perfect|bye|goodbye|cheers|regards|kind|best|si|no|yes|y|and|de|por todo"
    r"|for everything|dear|sir|madam|team|equipo|estimados|señores|senores)\b\W*)+$"
)

GREETING = re.compile(
    r"^\W*(?:(?:hola|buenas|buen[oa]s (?:d[ií]as|tardes|noches)|buen d[ií]a|muy buenas|hello|hi|hey"
    r"|good (?:morning|afternoon|evening))(?: there| a todos| again| otra vez)?\b\s*[,.!:;-]+\s*)+",
    re.IGNORECASE,
)
THANKS = re.compile(
    r"\s*[,.!;-]+\s*(?:(?:muchas |mil |many )?(?:gracias|thanks|thank you|cheers))"
    r"(?: de antemano| in advance| por todo)?[\s.!]*$",
    re.IGNORECASE,
)
FEWEST_LEFT = 2


def is_courtesy(text: str) -> bool:
    """Whether `text` is a greeting, thanks, agreement, yes or no, and nothing else."""
    return bool(COURTESY.match(plain(text)))


def without_greeting(text: str) -> str:
    """`text` without a greeting before it and thanks after it, where something is left to say:
    with them a short question is easily taken for manners."""
    left = THANKS.sub("", GREETING.sub("", text)).strip()
    return left if len(left.split()) >= FEWEST_LEFT and not is_courtesy(left) else text
