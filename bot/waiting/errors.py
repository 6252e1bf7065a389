"""What a customer who waits can do wrong, in their own language."""

from bot.errors import BotError, Spoken
from bot.waiting.words import say


class NobodyWaits(BotError):
    """No person was asked for."""

    def __init__(self, language: str) -> None:
        super().__init__(say("nobody_waits", language), 409)


class BadPhone(BotError):
    """That is no number that can be called."""

    def __init__(self, value: str, language: str) -> None:
        super().__init__(say("bad_phone", language, value=value[:40]), 422)


class NoSuchSlot(BotError):
    """Nobody calls at that time."""

    def __init__(self, value: str, language: str) -> None:
        super().__init__(say("no_such_slot", language, value=value), 422)


class SlotTaken(BotError):
    """Others have all its places."""

    def __init__(self, value: str, language: str) -> None:
        super().__init__(say("slot_taken", language, value=value), 409)


class TooOften(BotError):
    """It was changed many times in a row."""

    def __init__(self, language: str) -> None:
        super().__init__(say("too_fast", language), 429)


class CallbackGone(Spoken):
    """There is no such call to make any more."""

    def __init__(self) -> None:
        super().__init__(
            "That call was made or taken back meanwhile.",
            "Esa llamada ya se hizo o se anuló.",
            409,
        )
