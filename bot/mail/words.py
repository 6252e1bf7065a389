"""What mails and their doors say, in both languages. Depends on nothing of ours."""

WORDS: dict[str, dict[str, str]] = {
    "bad_address": {
        "es": "«{text}» no es una dirección de correo. Escríbala entera, por ejemplo "
        "nombre@ejemplo.es.",
        "en": "“{text}” is not an e-mail address. Write it in full, for example name@example.com.",
    },
    "too_many": {
        "es": "Ya ha pedido varias transcripciones. Espere una hora antes de pedir otra.",
        "en": "You have asked for several transcripts. Wait an hour before you ask for another.",
    },
    "reply_above": {
        "es": "Escriba su respuesta por encima de esta línea",
        "en": "Write your answer above this line",
    },
    "answer_subject": {
        "es": "Su consulta a {company} · {number}",
        "en": "Your question to {company} · {number}",
    },
    "answer_title": {
        "es": "{agent} le ha contestado",
        "en": "{agent} has answered you",
    },
    "answer_how": {
        "es": "Para seguir, conteste a este correo desde esta misma dirección; lo que escriba le "
        "llega a quien le atiende. También puede volver al chat de la web.",
        "en": "To go on, answer this e-mail from this same address; what you write reaches the "
        "person who looks after you. You can also go back to the chat on our site.",
    },
    "notice_title": {"es": "Importante", "en": "Important"},
    "so_far": {"es": "La conversación hasta ahora", "en": "The conversation so far"},
    "transcript_subject": {
        "es": "Su conversación con {company} · {number}",
        "en": "Your conversation with {company} · {number}",
    },
    "transcript_title": {
        "es": "Su conversación con {company}",
        "en": "Your conversation with {company}",
    },
    "transcript_how": {
        "es": "Ha pedido este correo en nuestro chat. Si no ha sido usted, no tiene que hacer "
        "nada: no guardamos esta dirección para nada más.",
        "en": "You asked for this e-mail in our chat. If it was not you, there is nothing to do: "
        "we use this address for nothing else.",
    },
    "callback_subject": {
        "es": "Le llamamos el {when} · {company}",
        "en": "We will call you on {when} · {company}",
    },
    "callback_title": {"es": "Le llamaremos", "en": "We will call you"},
    "callback_what": {
        "es": "El {when} llamaremos al {phone}. Si no le viene bien, cámbielo o anúlelo en el "
        "chat, o conteste a este correo.",
        "en": "On {when} we will call {phone}. If that does not suit you, change or cancel it in "
        "the chat, or answer this e-mail.",
    },
    "callback_off_subject": {
        "es": "Llamada anulada · {company}",
        "en": "Call cancelled · {company}",
    },
    "callback_off_title": {"es": "Llamada anulada", "en": "Call cancelled"},
    "callback_off_what": {
        "es": "Ya no llamaremos el {when} al {phone}. Si la necesita de nuevo, pídala en el chat.",
        "en": "We will not call {phone} on {when} any more. If you need it again, ask in the chat.",
    },
    "to_chat": {"es": "Ir al chat", "en": "Go to the chat"},
    "customer": {"es": "Usted", "en": "You"},
    "bot": {"es": "Asistente", "en": "Assistant"},
    "agent": {"es": "Nuestro equipo", "en": "Our team"},
    "system": {"es": "Aviso", "en": "Notice"},
    "source": {"es": "Fuente", "en": "Source"},
    "page": {"es": "pág. {page}", "en": "p. {page}"},
    "file": {"es": "Archivo: {name} (está en el chat)", "en": "File: {name} (it is in the chat)"},
    "left_out": {
        "es": "Faltan aquí los {count} mensajes anteriores; están en el chat.",
        "en": "The {count} messages before these are not shown here; they are in the chat.",
    },
    "foot": {
        "es": "Nunca le pediremos por correo contraseñas ni el número de su tarjeta.",
        "en": "We will never ask you for passwords or your card number by e-mail.",
    },
    "failed": {
        "es": "No hemos podido entregar el correo a {to}. Compruebe la dirección o siga aquí.",
        "en": "We could not deliver the e-mail to {to}. Check the address, or go on here.",
    },
    "only_files": {
        "es": "(El correo traía solo archivos.)",
        "en": "(The e-mail had nothing but files.)",
    },
    "goes_on": {
        "es": "[El correo sigue; su principio está aquí y entero lo guarda la tienda.]",
        "en": "[The e-mail goes on; this is its beginning, and the shop keeps all of it.]",
    },
}


def say(key: str, language: str, **values: object) -> str:
    """The sentence `key` in `language` ("es" or "en") with its values filled in."""
    return WORDS[key][language].format(**values)
