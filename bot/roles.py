"""Who may do what: one table of roles and rights, asked by every desk and door.

Depends on errors alone.
"""

from typing import Protocol

from bot.errors import Spoken

ROLES = ("agent", "content", "manager", "admin")
EVERYBODY = frozenset(ROLES)
MAY: dict[str, frozenset[str]] = {
    # Open the console, its lists and conversations.
    "read": EVERYBODY,
    # Claim, write to customers, pass on, resolve; count as somebody who is there.
    "answer": frozenset({"agent", "manager", "admin"}),
    # Write the replies that all agents use.
    "replies": EVERYBODY,
    # Publish manuals and FAQ.
    "content": frozenset({"content", "manager", "admin"}),
    # Read figures about the service and what customers think of it.
    "report": frozenset({"manager", "admin"}),
    # See who does what, take over, set another's status.
    "supervise": frozenset({"manager", "admin"}),
    # Make and change accounts.
    "people": frozenset({"admin"}),
    # Read what agents did.
    "audit": frozenset({"admin"}),
}


class HasRole(Protocol):
    """An agent, as far as rights are concerned."""

    @property
    def email(self) -> str:
        """Whose account it is."""

    @property
    def role(self) -> str:
        """One of `ROLES`."""


class NotAllowed(Spoken):
    """The role of the account does not have the right."""

    def __init__(self, agent: HasRole, right: str) -> None:
        allowed = ", ".join(who_may(right))
        super().__init__(
            f"{agent.email} has the role {agent.role}; this is for {allowed}.",
            f"{agent.email} tiene el papel {agent.role}; esto es para {allowed}.",
            403,
        )


def may(agent: HasRole, right: str) -> bool:
    """Whether the agent's role has `right`, one of `MAY`."""
    return agent.role in MAY[right]


def need(agent: HasRole, right: str) -> None:
    """Raise `NotAllowed` where it has not."""
    if not may(agent, right):
        raise NotAllowed(agent, right)


def who_may(right: str) -> tuple[str, ...]:
    """The roles that have `right`, in the order of `ROLES`."""
    return tuple(role for role in ROLES if role in MAY[right])
