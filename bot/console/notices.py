"""What a customer is told when their conversation changes hands. Depends on `bot.conversations`
and on the service's own words."""

from bot.conversations import MessageDraft
from bot.words import say

WORDS: dict[str, dict[str, str]] = {
    "transferred": {
        "es": "{agent} le pasa con {other}, que verá todo lo hablado.",
        "en": "{agent} is passing you to {other}, who will see all that was said.",
    },
    "requeued": {
        "es": "{agent} le pasa con otra persona del equipo, que verá todo lo hablado.",
        "en": "{agent} is passing you to somebody else of the team, who will see all that was "
        "said.",
    },
    "taken_over": {
        "es": "{agent} le atiende a partir de ahora.",
        "en": "{agent} is looking after you from now on.",
    },
    "undone": {
        "es": "{agent} sigue con usted en esta conversación.",
        "en": "{agent} is with you again in this conversation.",
    },
    "merged_away": {
        "es": "{agent} ha unido esta conversación con otra suya y le contestará allí. Si ya no la "
        "tiene abierta, escríbanos en una nueva.",
        "en": "{agent} has joined this conversation to another one of yours and will answer there. "
        "If you no longer have that one open, write to us in a new one.",
    },
    "merged_here": {
        "es": "{agent} ha traído aquí lo hablado en otra conversación suya.",
        "en": "{agent} has brought here what was said in another conversation of yours.",
    },
}


def notice(key: str, language: str, **values: str) -> MessageDraft:
    """The message `key` in the customer's `language`; its data says which notice it is."""
    known = WORDS.get(key)
    text = known[language].format(**values) if known else say(key, language, **values)
    return MessageDraft("system", text, data={"notice": key})
