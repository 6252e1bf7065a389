"""Why a file is refused, in both languages, and the errors that say so.

Depends on errors alone.
"""

from bot.errors import BotError

CAN = {
    "es": "Puede enviar fotos (JPEG, PNG, WebP, GIF), documentos PDF y texto.",
    "en": "You can send pictures (JPEG, PNG, WebP, GIF), PDF documents and text.",
}
REFUSALS: dict[str, dict[str, str]] = {
    "empty": {
        "es": "El archivo «{name}» está vacío. Compruébelo y elíjalo otra vez.",
        "en": "The file “{name}” is empty. Check it and choose it again.",
    },
    "too_large": {
        "es": "El archivo «{name}» ocupa más de {limit} MB, que es el máximo. Envíe una versión "
        "más pequeña.",
        "en": "The file “{name}” is larger than {limit} MB, which is the most. Send a smaller "
        "version.",
    },
    "too_many": {
        "es": "En esta conversación ya no caben más archivos: entre todos, el máximo son {limit} "
        "MB. Cuéntelo con palabras o pida hablar con una persona.",
        "en": "No more files fit into this conversation: {limit} MB is the most for all of them "
        "together. Tell it in words, or ask for a person.",
    },
    "too_many_at_once": {
        "es": "Un mensaje puede llevar hasta {limit} archivos. Repártalos en varios mensajes.",
        "en": "A message can carry up to {limit} files. Split them into several messages.",
    },
    "unknown_kind": {
        "es": "El archivo «{name}» no es de un tipo que podamos recibir. " + CAN["es"],
        "en": "The file “{name}” is of a kind that we cannot take. " + CAN["en"],
    },
    "heic": {
        "es": "La foto «{name}» está en formato HEIC, que no podemos abrir. Envíela como JPEG; una "
        "captura de pantalla de la foto también sirve.",
        "en": "The picture “{name}” is a HEIC file, which we cannot open. Send it as a JPEG; a "
        "screenshot of the picture will do too.",
    },
    "mislabelled": {
        "es": "El archivo «{name}» no es lo que dice su nombre: por dentro es {found}. Envíe el "
        "original sin cambiarle el nombre.",
        "en": "The file “{name}” is not what its name says: inside it is {found}. Send the "
        "original without renaming it.",
    },
    "damaged": {
        "es": "El archivo «{name}» está dañado y no se puede abrir. Ábralo en su equipo, guárdelo "
        "de nuevo y envíelo otra vez.",
        "en": "The file “{name}” is damaged and cannot be opened. Open it on your device, save it "
        "again and send it once more.",
    },
    "too_many_pixels": {
        "es": "La imagen «{name}» tiene más de {limit} millones de puntos, que es el máximo. "
        "Redúzcala y envíela otra vez.",
        "en": "The picture “{name}” has more than {limit} million pixels, which is the most. "
        "Make it smaller and send it again.",
    },
    "locked": {
        "es": "El documento «{name}» está protegido con contraseña. Guárdelo sin contraseña y "
        "envíelo otra vez.",
        "en": "The document “{name}” is protected by a password. Save it without one and send it "
        "again.",
    },
    "dangerous": {
        "es": "El archivo «{name}» contiene un programa o un virus de prueba y no se ha guardado. "
        "Si es un documento, expórtelo como PDF sencillo o haga una foto.",
        "en": "The file “{name}” contains a program or a test virus and was not kept. If it is a "
        "document, export it as a plain PDF or take a picture of it.",
    },
    "no_room": {
        "es": "Ahora mismo no podemos guardar archivos: nos falta espacio. No es culpa suya; su "
        "conversación está a salvo. Inténtelo más tarde o cuéntelo con palabras.",
        "en": "We cannot keep files just now: we are short of space. It is not your fault, and "
        "your conversation is safe. Try again later or tell it in words.",
    },
    "too_slow": {
        "es": "El envío de «{name}» ha tardado demasiado y se ha cortado. Inténtelo otra vez con "
        "mejor conexión.",
        "en": "Sending “{name}” took too long and was cut off. Try again on a better connection.",
    },
    "too_fast": {
        "es": "Ha enviado muchos archivos seguidos. Espere un minuto y envíelo de nuevo.",
        "en": "You have sent many files in a row. Wait a minute and send it again.",
    },
    "not_allowed": {
        "es": "En este mostrador no se reciben archivos. Cuéntelo con palabras, por favor.",
        "en": "This counter takes no files. Please tell it in words.",
    },
    "gone": {
        "es": "Uno de los archivos ya no está. Quítelo del mensaje y adjúntelo otra vez.",
        "en": "One of the files is not there any more. Take it out and attach it again.",
    },
    "log_in": {
        "es": "Los archivos de los clientes son para el equipo: entre en la consola.",
        "en": "Customers' files are for the team: log in to the console.",
    },
}
STATUS = {
    "too_large": 413, "too_many": 413, "no_room": 507, "too_slow": 408, "too_fast": 429,
    "not_allowed": 403, "log_in": 401, "gone": 409,
}  # fmt: skip
FOUND = {
    "image/jpeg": {"es": "una foto JPEG", "en": "a JPEG picture"},
    "image/png": {"es": "una imagen PNG", "en": "a PNG picture"},
    "image/webp": {"es": "una imagen WebP", "en": "a WebP picture"},
    "image/gif": {"es": "una imagen GIF", "en": "a GIF picture"},
    "application/pdf": {"es": "un documento PDF", "en": "a PDF document"},
    "text/plain": {"es": "texto sencillo", "en": "plain text"},
    "program": {"es": "un programa", "en": "a program"},
    "markup": {"es": "una página web", "en": "a web page"},
    "archive": {"es": "un archivo comprimido", "en": "a compressed archive"},
    "other": {"es": "otra cosa", "en": "something else"},
}


class FileRefused(BotError):
    """A file that is not taken. `key` is one of `REFUSALS`; the words are in `language`."""

    def __init__(self, key: str, language: str, **values: object) -> None:
        super().__init__(REFUSALS[key][language].format(**values), STATUS.get(key, 422))
        self.key = key


class FileNotFound(BotError):
    """There is no such file, or it is not this reader's."""

    def __init__(self, file_id: str) -> None:
        super().__init__(
            f"There is no file {file_id!r} here. It may have been deleted. / Aquí no hay ningún "
            f"archivo {file_id!r}. Puede que se haya borrado.",
            404,
        )
