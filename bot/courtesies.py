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


def is_courtesy(text: str) -> bool:
    """Whether `text` is a greeting, thanks, agreement, yes or no, and nothing else."""
    return bool(COURTESY.match(plain(text)))
