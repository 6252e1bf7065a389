"""The brief in words, for agents, in both languages. Depends on nothing of ours."""

Words = dict[str, dict[str, str]]

TOPICS: Words = {
    "faq_question": {"es": "Pregunta general", "en": "General question"},
    "manual_question": {"es": "Uso del aparato", "en": "Using the product"},
    "order_status": {"es": "Estado del pedido", "en": "Order status"},
    "request_return": {"es": "Devolución", "en": "Return"},
    "request_refund": {"es": "Reembolso", "en": "Refund"},
    "check_warranty": {"es": "Garantía", "en": "Guarantee"},
    "request_repair": {"es": "Reparación", "en": "Repair"},
    "complaint": {"es": "Queja", "en": "Complaint"},
    "privacy": {"es": "Privacidad", "en": "Privacy"},
    "delete_my_data": {"es": "Borrar sus datos", "en": "Deleting their data"},
    "language_switch": {"es": "Idioma", "en": "Language"},
    "ask_for_person": {"es": "Una persona", "en": "A person"},
    "cancel_order": {"es": "Cancelar el pedido", "en": "Cancelling the order"},
    "change_address": {"es": "Cambiar la dirección", "en": "Changing the address"},
    "request_invoice": {"es": "Factura", "en": "Invoice"},
    "report_missing_part": {"es": "Falta una pieza", "en": "Missing part"},
    "report_damaged": {"es": "Llegó dañado", "en": "Arrived damaged"},
    "return_status": {"es": "Cómo va la devolución", "en": "How the return is going"},
    "cancel_return": {"es": "Anular la devolución", "en": "Cancelling the return"},
    "exchange_product": {"es": "Cambio", "en": "Exchange"},
    "register_product": {"es": "Registro del producto", "en": "Product registration"},
    "repair_status": {"es": "Cómo va la reparación", "en": "How the repair is going"},
    "safety": {"es": "Seguridad", "en": "Safety"},
    "feedback_negative": {"es": "No le sirvió", "en": "It did not help"},
    "nlu_fallback": {"es": "Sin clasificar", "en": "Not understood"},
}
"""What a message was taken for, by intent."""

HOW: Words = {
    "answered_faq": {"es": "Contestó con la FAQ", "en": "Answered from the FAQ"},
    "answered_manual": {"es": "Contestó con el manual", "en": "Answered from the manual"},
    "transaction": {"es": "Hizo la gestión", "en": "Dealt with it"},
    "unanswered": {"es": "No supo contestar", "en": "Had no answer"},
    "escalated": {"es": "Pasado a una persona", "en": "Passed to a person"},
    "open": {"es": "Sin contestar", "en": "Not answered"},
}
RECEPTIONS: Words = {
    "helped": {"es": "le sirvió", "en": "it helped"},
    "did_not_help": {"es": "no le sirvió", "en": "it did not help"},
    "asked_again": {"es": "volvió a preguntar lo mismo", "en": "asked the same again"},
    "wanted_person": {"es": "pidió una persona", "en": "asked for a person"},
    "thanked": {"es": "dio las gracias", "en": "said thank you"},
    "went_on": {"es": "siguió con otra cosa", "en": "went on to something else"},
    "nothing_said": {"es": "no dijo nada más", "en": "said nothing more"},
}
REASONS: Words = {
    "not_asked": {"es": "no era lo que preguntó", "en": "not what was asked"},
    "not_understood": {"es": "no lo entendió", "en": "not understood"},
    "did_not_work": {"es": "lo probó y no funcionó", "en": "tried it and it did not work"},
    "other_product": {"es": "era de otro aparato", "en": "about another product"},
}
GUARANTEE: Words = {
    "covered": {"es": "En garantía hasta el {until}", "en": "In guarantee until {until}"},
    "cause_not_covered": {
        "es": "En garantía hasta el {until}, pero esta avería no la cubre",
        "en": "In guarantee until {until}, but this fault is not covered",
    },
    "proof_needed": {
        "es": "En garantía hasta el {until}; falta la prueba de compra",
        "en": "In guarantee until {until}; proof of purchase is missing",
    },
    "expired": {"es": "La garantía terminó el {until}", "en": "The guarantee ended on {until}"},
    "not_delivered": {
        "es": "Aún sin entregar: la garantía empieza con la entrega",
        "en": "Not delivered yet: the guarantee starts with delivery",
    },
    "order_cancelled": {
        "es": "Pedido cancelado: sin garantía",
        "en": "Order cancelled: no guarantee",
    },
    "already_returned": {
        "es": "Devuelto y reembolsado: sin garantía",
        "en": "Returned and refunded: no guarantee",
    },
    "unknown": {
        "es": "No consta la venta: garantía desconocida",
        "en": "No sale on record: guarantee unknown",
    },
}
LABELS: Words = {
    "brief": {"es": "Resumen", "en": "Brief"},
    "unanswered": {"es": "Sin contestar", "en": "Not answered"},
    "tried_in_vain": {
        "es": "El asistente contestó, pero quiere una persona",
        "en": "The assistant answered, but they want a person",
    },
    "nothing_open": {"es": "No queda nada sin contestar.", "en": "Nothing is left unanswered."},
    "nothing_asked": {
        "es": "Todavía no ha dicho qué necesita.",
        "en": "They have not said yet what they need.",
    },
    "why_here": {"es": "Está aquí porque", "en": "They are here because"},
    "who": {"es": "Quién es", "en": "Who it is"},
    "nobody": {"es": "Sin identificar", "en": "Not identified"},
    "shop_down": {
        "es": "Identificado, pero el sistema de la tienda no responde",
        "en": "Identified, but the shop's system does not answer",
    },
    "unchecked": {"es": "sin comprobar", "en": "not checked"},
    "one_order": {"es": "1 pedido", "en": "1 order"},
    "orders": {"es": "{count} pedidos", "en": "{count} orders"},
    "open_matters": {"es": "abierto: {numbers}", "en": "open: {numbers}"},
    "about": {"es": "Sobre qué", "en": "What it is about"},
    "serial": {"es": "n.º de serie {serial}", "en": "serial number {serial}"},
    "order": {"es": "pedido {number}", "en": "order {number}"},
    "asked": {"es": "Qué ha pedido", "en": "What they asked for"},
    "tried": {"es": "Qué hizo el asistente", "en": "What the assistant did"},
    "confidence": {"es": "confianza {percent} %", "en": "confidence {percent}%"},
    "as_given": {"es": "La respuesta tal como se dio", "en": "The answer as it was given"},
    "gathered": {"es": "Datos que ya dio", "en": "Data already given"},
    "asked_last": {"es": "Falta por saber", "en": "Still to be known"},
    "signs": {"es": "Ánimo", "en": "Mood"},
    "no_assistant": {
        "es": "La memoria del asistente no responde: puede faltar algún dato.",
        "en": "The assistant's memory does not answer: some data may be missing.",
    },
    "no_shop": {
        "es": "El sistema de la tienda no responde: faltan sus compras y garantías.",
        "en": "The shop's system does not answer: purchases and guarantees are missing.",
    },
    "passages": {"es": "Para contestar, con su fuente", "en": "To answer with, cited"},
    "no_passages": {
        "es": "Nada en los manuales que lo conteste.",
        "en": "Nothing in the manuals that answers it.",
    },
    "solved": {"es": "Casos parecidos ya resueltos", "en": "Similar cases already solved"},
    "no_solved": {"es": "Ningún caso parecido todavía.", "en": "No similar case yet."},
    "given_already": {"es": "ya se lo dio el asistente", "en": "given by the assistant already"},
    "insert": {"es": "Insertar", "en": "Insert"},
    "insert_named": {
        "es": "Insertar en la respuesta: {title}",
        "en": "Insert in the reply: {title}",
    },
    "insert_passage": {"es": "Insertar el fragmento {number}", "en": "Insert passage {number}"},
    "insert_solved": {
        "es": "Insertar la respuesta del caso {number}",
        "en": "Insert the reply of case {number}",
    },
    "other_language": {"es": "en {spoken}", "en": "in {spoken}"},
    "es": {"es": "español", "en": "Spanish"},
    "en": {"es": "inglés", "en": "English"},
    "their_question": {"es": "Preguntó", "en": "Asked"},
}
SLOTS: Words = {
    "order_number": {"es": "el número de pedido", "en": "the order number"},
    "email": {"es": "el correo", "en": "the e-mail"},
    "postcode": {"es": "el código postal", "en": "the postcode"},
    "serial_number": {"es": "el número de serie", "en": "the serial number"},
    "product": {"es": "el aparato", "en": "the product"},
    "return_reason": {"es": "el motivo", "en": "the reason"},
    "return_condition": {"es": "el estado", "en": "the condition"},
    "return_wish": {"es": "qué quiere", "en": "what they want"},
    "return_way": {"es": "la forma de envío", "en": "the way back"},
    "return_items": {"es": "los productos", "en": "the products"},
    "repair_fault": {"es": "la avería", "en": "the fault"},
    "complaint_text": {"es": "qué pasó", "en": "what happened"},
    "confirmed": {"es": "su confirmación", "en": "their confirmation"},
}
"""What an open form waits for; others are not named."""


def word(key: str, language: str, **values: object) -> str:
    """The label `key` in `language`."""
    return LABELS[key][language].format(**values)


def topic(intent: str, language: str) -> str:
    """What a message was taken for; empty for what has no words."""
    return TOPICS.get(intent, {}).get(language, "")
