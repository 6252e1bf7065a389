"""What a return's answers sound like: reason, condition, wish, way back.

Pure; the words are those of the policies and the backoffice.
"""

import re

# Words that give the reason away, the surest first. "Broken" on arrival is transport damage.
REASONS = {
    "wrong_item": r"equivocad|otro producto|no es lo que ped|no es el m[ií]o|otro (?:color|modelo)"
    r"|wrong|(?:not|isn'?t) (?:what|the one) i ordered|different (?:product|item|model|colou?r)",
    "damaged": r"golpe|dañad|llegad[oa] (?:rot|mal|abiert)|lleg[óo] (?:muy |todo |toda )?"
    r"(?:rot|mal|abiert|raj)|abollad|aplastad|raja|ara[ñn]a|damaged|crushed|dented|scratch|crack"
    r"|(?:arrived|came) (?:all )?(?:broken|smashed|open)",
    "faulty": r"no (?:me )?(?:funciona|va\b|enciende|arranca|carga|calienta)|defect|aver[ií]"
    r"|estrope|falla|rot[oa]\b|(?:doesn'?t|does not|did not) (?:work|turn on|charge|start)"
    r"|not working|won'?t (?:work|turn on|start)|faulty|broken|broke\b|stopped work",
    "withdrawal": r"no (?:me|nos) (?:gusta|convence|sirve|vale)|no l[oa] (?:quiero|necesito)"
    r"|arrepient|cambiado de (?:idea|opini[óo]n)|desist|demasiado|ya no|otro motivo|me sobra"
    r"|don'?t (?:like|want|need)|no longer (?:want|need)|changed my mind|withdraw|regret"
    r"|too (?:big|small|noisy|loud)|no reason",
}
# What an answer means whose words are none of these: by its intent.
REASON_BY_INTENT = {
    "request_repair": "faulty",
    "manual_question": "faulty",
    "report_damaged": "damaged",
}
WISH_BY_INTENT = {
    "exchange_product": "exchange",
    "request_refund": "refund",
    "request_repair": "repair",
}
# What does not do something is faulty, where nothing else was said of it.
DOES_NOT = re.compile(
    r"\b(?:does ?n[o']?t|do ?n[o']?t|won'?t|can'?t|never|stopped|keeps?|no|ya no|dej[oó] de)"
    r" \w{3,}",
    re.IGNORECASE,
)
CONDITIONS = {
    "unused": r"sin (?:usar|abrir|estrenar|desprecintar|tocar)|precintad|cerrad[oa]|a estrenar"
    r"|no l[oa] he (?:usado|abierto|estrenado|tocado|probado)|en su caja"
    r"|unused|unopened|sealed|brand new|never (?:used|opened|touched)|still in (?:the|its) box"
    r"|haven'?t (?:used|opened|touched|tried)|not (?:used|opened)",
    "opened": r"apenas|probad|abiert|una vez|un par de veces|solo l[oa] (?:prob|abr|encend)"
    r"|casi sin|opened|tried|once|couple of times|barely|hardly|a little|lightly",
    "used": r"usad|l[oa] (?:uso|us[ée]|utiliz)|semanas|varias veces|mucho|a diario|bastante"
    r"|\bused\b|every day|daily|several times|for weeks|a lot|many times",
}
WISHES = {
    "claim": r"(?:solo|s[oó]lo) (?:avis|inform|quer[ií]a que lo sup)|que lo (?:mir|investig|sep)"
    r"|constancia|quedarme con|me lo quedo|just (?:report|letting|telling)|look into|keep it",
    "voucher": r"\bvale\b.*(?:compra|tienda|web|importe)|\bun vale\b|el vale|saldo|voucher"
    r"|gift card|store credit|credit note",
    "repair": r"repar|arregl|repair|fix",
    "exchange": r"cambi|otr[oa] igual|otr[oa] nuev|sustit|reempla|reponer|repon|exchange|swap"
    r"|replac|another one|new one",
    "refund": r"dinero|reembols|devolv(?:er|uci[oó]n).*(?:dinero|importe)|importe|pasta|abono"
    r"|refund|money|cash back|paid back",
}
WAYS = {
    "shop": r"tienda|llev(?:ar|o)(?:lo|la)|en persona|shop|store|drop (?:it )?off|bring it"
    r"|in person",
    "label": r"etiqueta|correos|paqueter[ií]a|env[ií](?:o|ar)|mandar|lo mando|punto de"
    r"|label|post(?: office| it)?\b|ship|mail it|send it|parcel",
    "pick_up": r"recog|a casa|domicilio|veng|pas[ae](?:n|r|is)? (?:a )?por|pick|collect|come|home",
}


def found_in(text: str, words: dict[str, str]) -> str | None:
    """The first key of `words` whose words are in `text`."""
    return next((one for one, said in words.items() if re.search(said, text, re.I)), None)


def reason_in(text: str) -> str | None:
    """The reason for a return that `text` gives in words, if it does."""
    return found_in(text, REASONS)


def fault_in(text: str) -> str | None:
    """ "It doesn't froth", asked for a reason: it is faulty."""
    return "faulty" if DOES_NOT.search(text) else None


def condition_in(text: str) -> str | None:
    """In which condition the product is, as `text` says."""
    return found_in(text, CONDITIONS)


def wish_in(text: str) -> str | None:
    """What the customer would like for it."""
    return found_in(text, WISHES)


def way_in(text: str) -> str | None:
    """How it is to come back."""
    return found_in(text, WAYS)
