"""The conversation's language as an entity, so that responses and slots can follow it.

The service knows the language best and sends it in the metadata of each message; without it
the text decides, when it is clear. The entity has no place in the text. Test stories, the
shell and `rasa test` send no metadata at all and get no entity: they annotate none.
Depends on Rasa.
"""

from __future__ import annotations

import json
import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.text import fold

# Words that hold sentences together, without those that both languages write alike.
_WORDS = {
    "es": "el la los las un una unos unas de del al y o que en es son mi mis su sus se lo le les "
    "por para con sin como cuando donde cual quien pero porque muy mas ya esta este esto ese eso "
    "hay tengo tiene quiero quisiera puedo puede necesito hola gracias buenas buenos si ayuda",
    "en": "the an of and or that in is are my your his her their it its this these those for with "
    "without how when where which who what why but because very more not don t i you we they there "
    "have has want would can could need hello hi thanks thank please yes help do does did was",
}
_OF = {word: language for language, words in _WORDS.items() for word in words.split()}
_BUTTON = re.compile(r"(?P<intent>/[\w/]+)(?P<entities>\{.*\})?", re.DOTALL)


def guess(text: str) -> str | None:
    """The language of `text` when at least two words speak for it and none against."""
    if re.search(r"[ñ¿¡]", text.lower()):
        return "es"
    found = [_OF[word] for word in re.findall(r"[^\W\d_]+", fold(text)) if word in _OF]
    return found[0] if len(found) > 1 and len(set(found)) == 1 else None


def language_of(message: Message) -> str | None:
    """What the metadata says, else the guess; None where there is no metadata."""
    metadata = message.get(METADATA)
    if not isinstance(metadata, dict):
        return None
    told = metadata.get("language")
    return told if told in _WORDS else guess(message.get(TEXT) or "")


def with_language(text: str, language: str) -> str | None:
    """A button's `/intent{...}` with the language among its entities; None for other texts."""
    match = _BUTTON.fullmatch(text.strip())
    try:
        entities = json.loads(match["entities"] or "{}") if match else None
    except json.JSONDecodeError:
        return None
    if match is None or entities is None:
        return None
    return match["intent"] + json.dumps({"language": language, **entities}, ensure_ascii=False)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LanguageEntity(GraphComponent, EntityExtractorMixin):
    """Adds `language` (es or en) to each message of a channel that sends metadata."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageEntity:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the entity, in place; Rasa drops entities of a button, so it goes into it."""
        for message in messages:
            if language := language_of(message):
                self._tell(message, language)
        return messages

    def _tell(self, message: Message, language: str) -> None:
        if button := with_language(message.get(TEXT) or "", language):
            message.set(TEXT, button)
            return
        entity = {"entity": "language", "value": language, "extractor": self.name}
        message.set(ENTITIES, [*message.get(ENTITIES, []), entity], add_to_output=True)
