"""What those who change the knowledge are told when something is refused, in both languages.

The same sentences serve the commands and the content teams' door. Depends on `bot.errors`.
"""

from collections.abc import Mapping
from typing import ClassVar

from bot.errors import BotError

NOTICES: dict[str, dict[str, str]] = {
    "building": {
        "es": "{who} está construyendo el índice desde {since} (proceso {pid}). Espere a que "
        "termine, o detenga ese proceso y vuelva a intentarlo.",
        "en": "{who} has been building the index since {since} (process {pid}). Wait until that "
        "is done, or stop that process and try again.",
    },
    "switching": {
        "es": "Otra persona está cambiando la versión en uso en este momento. Inténtelo otra vez.",
        "en": "Somebody else is changing the version in use at this moment. Try again.",
    },
    "no_versions": {
        "es": "Todavía no hay ninguna versión en {index}. Construya una con "
        "«python -m kb_ingest build».",
        "en": "There is no version in {index} yet. Make one with `python -m kb_ingest build`.",
    },
    "none_in_use": {
        "es": "Hay versiones en {index} y ninguna está en uso. Publique una: {known}.",
        "en": "There are versions in {index} and none is in use. Publish one: {known}.",
    },
    "unknown_version": {
        "es": "No hay ninguna versión {version!r}. Las que hay: {known}.",
        "en": "There is no version {version!r}. There are: {known}.",
    },
    "ambiguous_version": {
        "es": "{version!r} puede ser más de una versión: {known}. Escriba más signos.",
        "en": "{version!r} may be more than one version: {known}. Write more of it.",
    },
    "in_use_already": {
        "es": "La versión {version} ya es la que está en uso.",
        "en": "Version {version} is the one in use already.",
    },
    "nothing_before": {
        "es": "No hay ninguna versión publicada antes de {version} a la que volver.",
        "en": "No version was published before {version}: there is nothing to go back to.",
    },
    "never_published": {
        "es": "La versión {version} nunca estuvo publicada, así que no se puede volver a ella. "
        "Para usarla, publíquela.",
        "en": "Version {version} was never published, so there is no going back to it. "
        "To use it, publish it.",
    },
    "not_checked": {
        "es": "La versión {version} no se ha comparado con la que está en uso. Compruébela "
        "primero, o publíquela con un motivo.",
        "en": "Version {version} was not compared with the one in use. Check it first, or "
        "publish it with a reason.",
    },
    "not_good_enough": {
        "es": "La versión {version} responde peor que la que está en uso ({worse}), más allá del "
        "margen de {margin}. Sigue guardada. Corrija los manuales, o publíquela con un motivo.",
        "en": "Version {version} answers worse than the one in use ({worse}), beyond the margin "
        "of {margin}. It is kept. Mend the manuals, or publish it with a reason.",
    },
    "no_golden": {
        "es": "No existe el archivo de preguntas de control {path}. Indique otro, o fije "
        "MOSTRADOR_GOLDEN_FILE.",
        "en": "There is no file of golden questions at {path}. Name another, or set "
        "MOSTRADOR_GOLDEN_FILE.",
    },
    "needs_two": {
        "es": "Para comparar hacen falta dos versiones y solo está {version}.",
        "en": "A comparison takes two versions, and there is {version} alone.",
    },
}


class Notice(BotError):
    """A refusal in both languages. `message` is the English one."""

    sentences: ClassVar[Mapping[str, Mapping[str, str]]] = NOTICES

    def __init__(self, key: str, status_code: int = 409, **values: object) -> None:
        self.key = key
        self._values = values
        super().__init__(self.in_language("en"), status_code)

    def in_language(self, language: str) -> str:
        """The sentence in `language` ("es" or "en")."""
        return self.sentences[self.key][language].format(**self._values)


def said(error: BotError, language: str) -> str:
    """What `error` says in `language`, where it can say it in both."""
    return error.in_language(language) if isinstance(error, Notice) else error.message
