"""What the content teams' door says when it refuses, in both languages, and in which.

Depends on notices."""

from collections.abc import Mapping
from typing import ClassVar

from fastapi import Request

from bot.knowledge.notices import Notice
from bot.language import known


class Refused(Notice):
    """The door does not do what was asked."""

    sentences: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "wrong_login": {
            "es": "El correo o la contraseña no son correctos.",
            "en": "The e-mail or the password is wrong.",
        },
        "too_many_logins": {
            "es": "Demasiados intentos. Espere un minuto y vuelva a intentarlo.",
            "en": "Too many attempts. Wait a minute and try again.",
        },
        "log_in_first": {
            "es": "Falta la clave de sesión o ha caducado. Pida una en /api/content/login y "
            "envíela como «Authorization: Bearer CLAVE».",
            "en": "The session key is missing or has expired. Get one at /api/content/login and "
            "send it as “Authorization: Bearer KEY”.",
        },
        "not_for_agents": {
            "es": "Su cuenta ({email}) atiende conversaciones y no puede cambiar los manuales. "
            "Pida a un administrador el papel «content».",
            "en": "Your account ({email}) answers conversations and may not change manuals. Ask an "
            "administrator for the role “content”.",
        },
        "bad_name": {
            "es": "{name!r} no sirve como nombre de archivo. Use letras, números, punto, guion y "
            "espacio, por ejemplo «tostadora.es.pdf».",
            "en": "{name!r} will not do as a file name. Use letters, digits, dots, hyphens and "
            "spaces, for example “toaster.en.pdf”.",
        },
        "bad_extension": {
            "es": "{name!r} termina en {extension!r}, que no se puede leer. Se admiten: {known}.",
            "en": "{name!r} ends in {extension!r}, which cannot be read. These can: {known}.",
        },
        "too_large": {
            "es": "{name!r} supera los {limit} MB. Divídalo o reduzca sus imágenes; no se ha "
            "guardado nada.",
            "en": "{name!r} is larger than {limit} MB. Split it or make its pictures smaller; "
            "nothing was kept.",
        },
        "empty": {
            "es": "{name!r} ha llegado vacío y no se ha guardado. Envíelo otra vez.",
            "en": "{name!r} arrived empty and was not kept. Send it again.",
        },
        "same_document": {
            "es": "{other!r} ya es ese documento en otro formato. Bórrelo antes de subir {name!r}.",
            "en": "{other!r} is that document already, in another format. Delete it before you "
            "upload {name!r}.",
        },
        "no_manual": {
            "es": "No hay ningún manual {name!r}. GET /api/content/manuals los enumera.",
            "en": "There is no manual {name!r}. GET /api/content/manuals lists them.",
        },
        "job_running": {
            "es": "{who} ya tiene un trabajo en marcha desde {started} ({kind}). Espere a que "
            "termine: GET /api/content/jobs/{id}.",
            "en": "{who} has had a job running since {started} ({kind}). Wait until it is done: "
            "GET /api/content/jobs/{id}.",
        },
        "no_job": {
            "es": "No hay ningún trabajo {id!r}. GET /api/content/jobs los enumera.",
            "en": "There is no job {id!r}. GET /api/content/jobs lists them.",
        },
        "bad_share": {
            "es": "«max_wrong» es la parte de respuestas erróneas que se acepta: un número entre "
            "0.001 y 0.999, por ejemplo 0.1. Se ha enviado {value}.",
            "en": "`max_wrong` is the share of wrong answers you accept: a number from 0.001 to "
            "0.999, 0.1 for example. What was sent is {value}.",
        },
        "no_report": {
            "es": "El trabajo {id!r} no tiene informe: solo lo tienen las calibraciones que "
            "terminaron. GET /api/content/jobs/{id} dice cómo va.",
            "en": "The job {id!r} has no report: only calibrations that are done have one. "
            "GET /api/content/jobs/{id} says how far it is.",
        },
        "not_calibrated": {
            "es": "No se ha calibrado: valen los umbrales del programa. POST "
            "/api/content/calibrate los elige.",
            "en": "Nothing was calibrated: the program's own thresholds are in use. POST "
            "/api/content/calibrate chooses others.",
        },
        "no_verdict": {
            "es": "La versión {version} no se ha comprobado. POST /api/content/check lo hace.",
            "en": "Version {version} was never checked. POST /api/content/check does that.",
        },
    }


def language_of(request: Request) -> str:
    """The reader's language, by the Accept-Language header."""
    return known(request.headers.get("accept-language"))
