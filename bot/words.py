"""The few sentences the service says itself, in both languages.

Everything the assistant says is in `domain.yml`; here is what must be said when the
assistant is not asked: the greeting, outages, the change of hands, refused messages.
Depends on nothing of ours.
"""

PERSON = "@person"
ASSISTANT = "@assistant"

WORDS: dict[str, dict[str, str]] = {
    "greeting": {
        "es": "¡Hola! Soy el asistente de **{company}**. Puedo buscar en los manuales y en las "
        "preguntas frecuentes, seguir un pedido, abrir una devolución, mirar una garantía o "
        "pasarle con una persona. ¿En qué le ayudo?",
        "en": "Hello! I am the assistant of **{company}**. I can look things up in the manuals "
        "and the FAQ, follow an order, open a return, check a warranty, or pass you to a "
        "person. How can I help?",
    },
    "assistant": {"es": "Asistente", "en": "Assistant"},
    "unavailable": {
        "es": "El asistente no está disponible en este momento. Su mensaje está guardado y lo "
        "contestaré en cuanto vuelva. Si lo prefiere, le paso con una persona.",
        "en": "The assistant is not available at the moment. Your message is kept and I will "
        "answer it as soon as I am back. If you prefer, I can pass you to a person.",
    },
    "back": {
        "es": "El asistente vuelve a estar disponible. Sobre su mensaje «{quote}»:",
        "en": "The assistant is available again. About your message “{quote}”:",
    },
    "talk_to_person": {"es": "Hablar con una persona", "en": "Talk to a person"},
    "back_to_assistant": {"es": "Seguir con el asistente", "en": "Go on with the assistant"},
    "waiting": {
        "es": "He avisado a nuestro equipo. Quien le atienda verá todo lo que hemos hablado, así "
        "que no tendrá que repetirlo.",
        "en": "I have told our team. Whoever helps you will see everything we have said, so you "
        "will not have to repeat it.",
    },
    "already_waiting": {
        "es": "Ya está en espera de una persona de nuestro equipo.",
        "en": "You are already waiting for a person of our team.",
    },
    "already_with_agent": {
        "es": "Ya está hablando con una persona de nuestro equipo.",
        "en": "You are already talking to a person of our team.",
    },
    "with_assistant": {
        "es": "De acuerdo, seguimos usted y yo. ¿En qué le ayudo?",
        "en": "All right, it is you and me again. How can I help?",
    },
    "claimed": {
        "es": "{agent} se ha unido a la conversación.",
        "en": "{agent} has joined the conversation.",
    },
    "released": {
        "es": "{agent} no puede seguir ahora mismo. Pasamos su conversación a otra persona de "
        "nuestro equipo, con todo lo hablado y sin perder su turno.",
        "en": "{agent} cannot go on right now. We are passing your conversation to somebody else "
        "of our team, with all that was said and without losing your place.",
    },
    "resolved": {
        "es": "{agent} ha terminado. Si necesita algo más, el asistente sigue aquí.",
        "en": "{agent} has finished. If you need anything else, the assistant is here.",
    },
    "closed": {
        "es": "{agent} ha cerrado la conversación. Puede empezar otra cuando quiera.",
        "en": "{agent} has closed the conversation. You can start another one at any time.",
    },
    "is_closed": {
        "es": "Esta conversación está cerrada. Empiece otra para seguir.",
        "en": "This conversation is closed. Start another one to go on.",
    },
    "danger_waiting": {
        "es": "**Deje de usarlo ahora.** Si puede hacerlo sin riesgo, desenchúfelo o corte la "
        "luz en "
        "el cuadro; no lo toque si echa humo, da calambre o está mojado, y no le eche agua. Si hay "
        "fuego o alguien está herido, llame al **112**. He avisado de que es urgente.",
        "en": "**Stop using it now.** If you can do it safely, unplug it or switch off the "
        "power at "
        "the fuse box; do not touch it if it smokes, gives shocks or is wet, and put no water on "
        "it. If there is a fire or somebody is hurt, call **112**. I have said that it is urgent.",
    },
    "csat": {
        "es": "¿Qué tal le he atendido? Del 1 al 5; si prefiere no contestar, siga sin más.",
        "en": "How did I do? From 1 to 5; if you would rather not say, just carry on.",
    },
    "csat_agent": {
        "es": "¿Qué tal le hemos atendido? Del 1 al 5; si prefiere no contestar, siga sin más.",
        "en": "How did we do? From 1 to 5; if you would rather not say, just carry on.",
    },
    "csat_least": {"es": "muy mal", "en": "very badly"},
    "csat_most": {"es": "muy bien", "en": "very well"},
    "nps": {
        "es": "Gracias. Y una más: del 0 al 10, ¿nos recomendaría a alguien que conozca?",
        "en": "Thank you. One more: from 0 to 10, would you recommend us to somebody you know?",
    },
    "nps_least": {"es": "nunca", "en": "never"},
    "nps_most": {"es": "seguro", "en": "certainly"},
    "why": {
        "es": "Gracias. Si quiere contarnos por qué, escríbalo en una frase; si no, siga sin más.",
        "en": "Thank you. If you like, tell us why in a sentence; if not, just carry on.",
    },
    "why_low": {
        "es": "Gracias por decirlo. ¿Qué ha fallado? Escríbalo con sus palabras y lo leerá quien "
        "puede cambiarlo, o hable con una persona.",
        "en": "Thank you for saying so. What went wrong? Write it in your own words and somebody "
        "who can change it will read it, or talk to a person.",
    },
    "no_comment": {"es": "Nada que añadir", "en": "Nothing to add"},
    "survey_thanks": {
        "es": "Gracias por su opinión. Si necesita algo más, aquí estoy.",
        "en": "Thank you for your opinion. If you need anything else, I am here.",
    },
    "survey_sorry": {
        "es": "Gracias, queda anotado y siento que no haya ido bien. Si quiere arreglarlo con una "
        "persona, pídamelo.",
        "en": "Thank you, it is noted, and I am sorry it did not go well. If you want to put it "
        "right with a person, ask me.",
    },
    "ended_by_you": {
        "es": "Ha terminado la conversación. Puede empezar otra cuando quiera.",
        "en": "You have ended the conversation. You can start another one at any time.",
    },
    "files_kept": {
        "es": "Su archivo está guardado. El asistente no puede ver imágenes ni documentos: lo verá "
        "la persona que le atienda.",
        "en": "Your file is kept. The assistant cannot look at pictures or documents: the person "
        "who attends to you will see it.",
    },
    "empty": {
        "es": "El mensaje está vacío. Escriba su pregunta.",
        "en": "The message is empty. Please write your question.",
    },
    "too_long": {
        "es": "El mensaje tiene {length} caracteres y el máximo es {limit}. Acórtelo o "
        "repártalo en varios mensajes.",
        "en": "The message has {length} characters and the most is {limit}. Shorten it or "
        "split it into several messages.",
    },
    "too_fast": {
        "es": "Ha enviado muchos mensajes seguidos. Espere un minuto y vuelva a enviarlo.",
        "en": "You have sent many messages in a row. Wait a minute and send it again.",
    },
    "not_offered": {
        "es": "Ese botón no es de esta conversación. Escriba con sus palabras lo que necesita.",
        "en": "That button is not part of this conversation. Write what you need in your words.",
    },
}


def say(key: str, language: str, **values: object) -> str:
    """The sentence `key` in `language` ("es" or "en") with its values filled in."""
    return WORDS[key][language].format(**values)
