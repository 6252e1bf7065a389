"""What customers who wait are told, and how durations and times are said, in both languages.

Pure. Depends on the company's hours and on the words for days.
"""

from datetime import datetime
from math import ceil

from bot.hours import Hours
from bot.policies.days import in_words
from bot.wishes import WEEKDAYS

WORDS: dict[str, dict[str, str]] = {
    "next": {"es": "Va usted a continuación.", "en": "You are next."},
    "position": {
        "es": "Es el número {position} de la cola.",
        "en": "You are number {position} in the queue.",
    },
    "usual": {
        "es": "A esta hora lo normal es esperar {median}, y nueve de cada diez personas esperan "
        "{p90} como mucho.",
        "en": "At this hour the usual wait is {median}, and nine people in ten wait {p90} at most.",
    },
    "assumed": {
        "es": "Calculo que esperará {median}, y {p90} como mucho.",
        "en": "I expect you to wait {median}, and {p90} at most.",
    },
    "today_or_not": {
        "es": "Hoy cerramos a las {closes}; si no llegamos, seguimos {due_day}.",
        "en": "We close at {closes} today; if we do not get to you, we go on {due_day}.",
    },
    "choose": {
        "es": "Puede esperar aquí y seguir escribiendo, dejar su correo o pedir que le llamemos.",
        "en": "You can wait here and go on writing, leave your e-mail address, or ask us to call "
        "you.",
    },
    "choose_without_call": {
        "es": "Puede esperar aquí y seguir escribiendo, o dejar su correo.",
        "en": "You can wait here and go on writing, or leave your e-mail address.",
    },
    "late": {
        "es": "Le dijimos que como muy tarde {due} y no hemos llegado: lo sentimos.",
        "en": "We said {due} at the latest and did not make it: we are sorry.",
    },
    "still": {"es": "Sigue en espera.", "en": "You are still waiting."},
    "closed": {
        "es": "Ahora mismo no hay nadie para atenderle: volvemos {opens}.",
        "en": "There is nobody here to help you right now: we are back {opens}.",
    },
    "danger": {
        "es": "Si alguien corre peligro, no espere: llame al **112**.",
        "en": "If anybody is in danger, do not wait: call **112**.",
    },
    "holiday": {"es": "Hoy es festivo ({name}).", "en": "Today is a holiday ({name})."},
    "nobody": {
        "es": "Estamos en horario, pero ahora mismo no hay nadie en su puesto y no puedo "
        "decirle cuánto tardarán.",
        "en": "These are our opening hours, but nobody is at their desk right now and I cannot "
        "tell you how long they will be.",
    },
    "kept": {
        "es": "Su consulta queda guardada con todo lo que hemos hablado. Déjeme su correo y le "
        "contestarán por escrito, ahí y aquí mismo, o pida que le llamemos.",
        "en": "Your question is kept with everything we have said. Leave me your e-mail address "
        "and they will answer in writing, there and right here, or ask us to call you.",
    },
    "kept_without_call": {
        "es": "Su consulta queda guardada con todo lo que hemos hablado. Déjeme su correo y le "
        "contestarán por escrito, ahí y aquí mismo.",
        "en": "Your question is kept with everything we have said. Leave me your e-mail address "
        "and they will answer in writing, there and right here.",
    },
    "has_email": {
        "es": "Le contestarán a {email} {due}, y la respuesta estará también aquí.",
        "en": "They will answer to {email} {due}, and the answer will be here too.",
    },
    "email": {
        "es": "Anotado. Le contestarán a {email} {due}, y la respuesta estará también aquí. No "
        "hace falta que espere.",
        "en": "Noted. They will answer to {email} {due}, and the answer will be here too. You "
        "need not wait.",
    },
    "callback": {
        "es": "Anotado. Le llamaremos al {phone} {when}. No hace falta que espere aquí.",
        "en": "Noted. We will call you on {phone} {when}. You need not wait here.",
    },
    "has_callback": {
        "es": "Le llamaremos al {phone} {when}.",
        "en": "We will call you on {phone} {when}.",
    },
    "callback_off": {
        "es": "De acuerdo, no le llamaremos.",
        "en": "All right, we will not call you.",
    },
    "callback_missed": {
        "es": "Le hemos llamado al {phone} ({clock}) y nadie ha contestado. Puede elegir otra "
        "hora, dejar su correo o seguir aquí.",
        "en": "We called you on {phone} ({clock}) and nobody answered. You can choose another "
        "time, leave your e-mail address or go on here.",
    },
    "not_waiting": {
        "es": "No está esperando a nadie.",
        "en": "You are not waiting for anybody.",
    },
    "with_agent": {
        "es": "Ya está hablando con una persona de nuestro equipo.",
        "en": "You are talking to a person of our team.",
    },
    "by": {"es": "antes de {clock} de hoy", "en": "before {clock} today"},
    "by_day": {
        "es": "antes de {clock} del {day}",
        "en": "before {clock} on {day}",
    },
    "at": {"es": "hoy a {clock}", "en": "today at {clock}"},
    "at_day": {"es": "el {day} a {clock}", "en": "on {day} at {clock}"},
    "between": {
        "es": "el {day}, entre {begin} y {end}",
        "en": "on {day}, between {begin} and {end}",
    },
    "under_a_minute": {"es": "menos de un minuto", "en": "less than a minute"},
    "one_minute": {"es": "un minuto", "en": "one minute"},
    "minutes": {"es": "{minutes} minutos", "en": "{minutes} minutes"},
    "hours": {"es": "{hours} h {minutes} min", "en": "{hours} h {minutes} min"},
    "nobody_waits": {
        "es": "Antes pida hablar con una persona; después podrá dejar su correo o pedir que le "
        "llamemos.",
        "en": "Ask for a person first; then you can leave your e-mail address or ask us to call "
        "you.",
    },
    "bad_phone": {
        "es": "«{value}» no es un teléfono al que podamos llamar. Escríbalo con todas sus cifras; "
        "si no es de España, con su prefijo, como +351 o +33.",
        "en": "“{value}” is not a number that we can call. Write all its digits; if it is not a "
        "Spanish one, with its country code, such as +351 or +33.",
    },
    "no_such_slot": {
        "es": "No llamamos a esa hora ({value}). Elija una de la lista.",
        "en": "We do not call at that time ({value}). Choose one of the list.",
    },
    "slot_taken": {
        "es": "Esa hora ({value}) se acaba de ocupar. Elija otra de la lista.",
        "en": "That time ({value}) has just been taken. Choose another one of the list.",
    },
    "too_fast": {
        "es": "Ha cambiado esto muchas veces seguidas. Espere unos minutos e inténtelo otra vez.",
        "en": "You have changed this many times in a row. Wait some minutes and try again.",
    },
}


def say(key: str, language: str, **values: object) -> str:
    """The sentence `key` in `language` ("es" or "en") with its values filled in."""
    return WORDS[key][language].format(**values)


def whole_minutes(seconds: float) -> int:
    """`seconds` in whole minutes, rounded up; 1 at least."""
    return max(1, ceil(seconds / 60))


def lasting(seconds: float, language: str) -> str:
    """A duration, rounded up to minutes: "4 minutos", "1 h 20 min", "menos de un minuto"."""
    if seconds < 50:
        return say("under_a_minute", language)
    minutes = whole_minutes(seconds)
    if minutes == 1:
        return say("one_minute", language)
    if minutes < 60:
        return say("minutes", language, minutes=minutes)
    return say("hours", language, hours=minutes // 60, minutes=minutes % 60)


def clock(moment: datetime, hours: Hours) -> str:
    """ "9:05" on the company's clocks."""
    shown = hours.local(moment)
    return f"{shown.hour}:{shown.minute:02d}"


def oclock(moment: datetime, hours: Hours, language: str) -> str:
    """ "9:05"; in Spanish with its article, which one o'clock alone has in the singular."""
    told = clock(moment, hours)
    if language != "es":
        return told
    return f"la {told}" if told.startswith("1:") else f"las {told}"


def day(moment: datetime, hours: Hours, language: str) -> str:
    """ "martes 24 de noviembre de 2026", "Tuesday 24 November 2026"."""
    shown = hours.local(moment).date()
    return f"{WEEKDAYS[language][shown.weekday()]} {in_words(shown, language)}"


def by(due: datetime, at: datetime, hours: Hours, language: str) -> str:
    """Until when: "antes de las 18:00 de hoy"; another day is named."""
    return _said("by", due, at, hours, language)


def when(moment: datetime, at: datetime, hours: Hours, language: str) -> str:
    """At what moment: "hoy a las 16:00", "el martes 24 de noviembre de 2026 a las 9:00"."""
    return _said("at", moment, at, hours, language)


def between(begin: datetime, end: datetime, hours: Hours, language: str) -> str:
    """ "el martes 24 de noviembre de 2026, entre las 10:00 y las 10:30"."""
    spoken = {"begin": oclock(begin, hours, language), "end": oclock(end, hours, language)}
    return say("between", language, day=day(begin, hours, language), **spoken)


def title(begin: datetime, end: datetime, hours: Hours, language: str) -> str:
    """A slot for a button: "martes 24, 10:00-10:30"."""
    shown = hours.local(begin).date()
    name = WEEKDAYS[language][shown.weekday()]
    return f"{name} {shown.day}, {clock(begin, hours)}-{clock(end, hours)}"


def _said(key: str, moment: datetime, at: datetime, hours: Hours, language: str) -> str:
    if hours.local(moment).date() == hours.local(at).date():
        return say(key, language, clock=oclock(moment, hours, language))
    named = {"clock": oclock(moment, hours, language), "day": day(moment, hours, language)}
    return say(f"{key}_day", language, **named)
