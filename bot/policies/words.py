"""Verdicts, and the words that fill findings, in both languages.

A key that is missing in one language, or a code without words, fails the tests. Depends on
nothing of ours.
"""

Sentences = dict[str, dict[str, str]]

RETURNS: Sentences = {
    "inside_window": {
        "es": "Se puede devolver hasta el {until}.",
        "en": "It can be returned until {until}.",
    },
    "outside_window": {
        "es": "El plazo para devolverlo terminó el {until}.",
        "en": "The period for returning it ended on {until}.",
    },
    "not_delivered": {
        "es": "Todavía no consta como entregado: el plazo empieza con la entrega.",
        "en": "It is not on record as delivered yet: the period starts with delivery.",
    },
    "order_cancelled": {
        "es": "El pedido se canceló: no hay nada que devolver.",
        "en": "The order was cancelled: there is nothing to return.",
    },
    "already_open": {
        "es": "Ya tiene una devolución abierta.",
        "en": "It has an open return already.",
    },
    "already_returned": {"es": "Ya se devolvió.", "en": "It was returned already."},
    "faulty_in_guarantee": {
        "es": "El plazo para devolverlo ha terminado, y la garantía lo repara hasta el {until}.",
        "en": "The period for returning it has ended, and the guarantee repairs it until {until}.",
    },
    "not_returnable": {
        "es": "Por higiene, este artículo no se devuelve una vez abierto, salvo defecto.",
        "en": "For hygiene, this item cannot be returned once opened, unless it is faulty.",
    },
    "condition_refused": {
        "es": "En ese estado no se acepta la devolución.",
        "en": "It cannot be returned in that condition.",
    },
}

WARRANTY: Sentences = {
    "covered": {
        "es": "Está en garantía hasta el {until}.",
        "en": "It is in guarantee until {until}.",
    },
    "cause_not_covered": {
        "es": "Está en garantía hasta el {until}, y esta avería no la cubre.",
        "en": "It is in guarantee until {until}, and this fault is not covered.",
    },
    "proof_needed": {
        "es": "Está en garantía hasta el {until} y falta la prueba de compra.",
        "en": "It is in guarantee until {until} and proof of purchase is missing.",
    },
    "expired": {
        "es": "La garantía terminó el {until}.",
        "en": "The guarantee ended on {until}.",
    },
    "not_delivered": {
        "es": "Todavía no consta como entregado: la garantía empieza con la entrega.",
        "en": "It is not on record as delivered yet: the guarantee starts with delivery.",
    },
    "order_cancelled": {
        "es": "El pedido se canceló: no hay garantía.",
        "en": "The order was cancelled: there is no guarantee.",
    },
    "already_returned": {
        "es": "Se devolvió y se reembolsó: ya no tiene garantía.",
        "en": "It was returned and refunded: it has no guarantee any more.",
    },
}

REFUNDS: Sentences = {
    "due": {
        "es": "El dinero se devuelve en el plazo que dice la política.",
        "en": "The money is paid back within the time of the policy.",
    },
    "overdue": {
        "es": "El dinero debía devolverse a más tardar el {until}: vamos con retraso.",
        "en": "The money should have been paid back by {until}: we are late.",
    },
    "waiting_for_product": {
        "es": "El dinero se devuelve cuando llegue el producto.",
        "en": "The money is paid back once the product arrives.",
    },
    "already_refunded": {
        "es": "El dinero ya se devolvió.",
        "en": "The money has been paid back already.",
    },
    "nothing_due": {
        "es": "No hay devolución ni cancelación: no hay nada que reembolsar.",
        "en": "There is no return and no cancellation: there is nothing to pay back.",
    },
}

CODES = {"returns": RETURNS, "warranty": WARRANTY, "refunds": REFUNDS}

LISTED: Sentences = {
    "delivery": {"es": "la entrega", "en": "delivery"},
    "purchase": {"es": "la compra", "en": "purchase"},
    "unused": {"es": "sin usar", "en": "unused"},
    "opened": {"es": "abierto y apenas probado", "en": "opened and lightly tried"},
    "used": {"es": "usado", "en": "used"},
    "withdrawal": {"es": "ya no lo quiere", "en": "it is no longer wanted"},
    "faulty": {"es": "falla", "en": "it is faulty"},
    "damaged": {"es": "llegó dañado", "en": "it arrived damaged"},
    "wrong_item": {"es": "no es el que pidió", "en": "it is not the one ordered"},
    "refund": {"es": "el reembolso", "en": "a refund"},
    "exchange": {"es": "otro producto igual", "en": "another of the same product"},
    "repair": {"es": "la reparación", "en": "a repair"},
    "voucher": {"es": "un vale", "en": "a voucher"},
    "original": {"es": "el mismo con el que se pagó", "en": "the one it was paid with"},
    "cash": {"es": "efectivo", "en": "cash"},
    "transfer": {"es": "transferencia", "en": "bank transfer"},
    "invoice": {"es": "la factura", "en": "the invoice"},
    "receipt": {"es": "el tique", "en": "the receipt"},
    "order_number": {"es": "el número de pedido", "en": "the order number"},
    "bank_statement": {"es": "el justificante bancario", "en": "the bank statement"},
    "registration": {"es": "el registro del producto", "en": "the product registration"},
    "limescale": {"es": "la cal", "en": "limescale"},
    "commercial_use": {"es": "el uso comercial", "en": "commercial use"},
    "other_parts": {"es": "una pieza no original", "en": "a non-original part"},
    "accident": {"es": "un accidente", "en": "an accident"},
    "misuse": {"es": "un mal uso", "en": "misuse"},
    "wear": {"es": "el desgaste", "en": "wear"},
}
