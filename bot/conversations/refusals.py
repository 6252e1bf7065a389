"""What an agent is told who comes too late, or may not. Depends on `bot.errors`."""

from bot.errors import BotError


class AlreadyClaimed(BotError):
    """Another agent was first, or the customer no longer waits."""

    def __init__(self, conversation_id: str, state: str) -> None:
        message = (
            f"Conversation {conversation_id!r} cannot be claimed: it is in state {state!r}. "
            "Reload the list and take one that waits."
        )
        super().__init__(message, 409)


class RoutedToOther(BotError):
    """It waits for one agent in particular."""

    def __init__(self, conversation_id: str) -> None:
        message = (
            f"Conversation {conversation_id!r} waits for another agent. It comes back to "
            "everybody if they do not take it; a supervisor can take it over."
        )
        super().__init__(message, 409)


class AtCapacity(BotError):
    """The agent has as many conversations as they may have."""

    def __init__(self, capacity: int) -> None:
        super().__init__(f"You have {capacity} conversations. Resolve one before the next.", 409)


class NotYours(BotError):
    """Only the agent in charge may do that."""

    def __init__(self, conversation_id: str) -> None:
        message = f"Conversation {conversation_id!r} is not yours. Claim it before you write."
        super().__init__(message, 409)


class NotToMerge(BotError):
    """It cannot be put into another one."""

    def __init__(self, conversation_id: str, why: str) -> None:
        super().__init__(f"Conversation {conversation_id!r} cannot be merged: {why}.", 409)


class Unread(BotError):
    """The customer wrote something that the agent has not seen."""

    def __init__(self, conversation_id: str) -> None:
        message = f"The customer wrote in {conversation_id!r} meanwhile. Read it before you end."
        super().__init__(message, 409)


class TooLateToUndo(BotError):
    """It went on, or too much time has passed."""

    def __init__(self, conversation_id: str) -> None:
        message = f"Conversation {conversation_id!r} went on. Ask for it like any other one."
        super().__init__(message, 409)
