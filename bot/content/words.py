"""What the content teams' door says when it refuses, in both languages. Depends on notices."""

from collections.abc import Mapping
from typing import ClassVar

from bot.knowledge.notices import Notice


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
        "no_verdict": {
            "es": "La versión {version} no se ha comprobado. POST /api/content/check lo hace.",
            "en": "Version {version} was never checked. POST /api/content/check does that.",
        },
    }
