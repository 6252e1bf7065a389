"""`python -m bot.accounts`: who may log in to the console, and what each of them does there.

Passwords are made here and shown once. Every change is noted in the audit log. Depends on
`bot.agents`, the audit log, the database and settings.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import typer

from bot.agents import CAPACITY, LANGUAGES, ROLES, TOPICS, Agent, Agents, EmailTaken
from bot.audit import CONSOLE, AuditLog
from bot.database import Database
from bot.errors import BotError
from bot.settings import Settings

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)
PASSWORD_BYTES = 12
Email = Annotated[str, typer.Argument(help="The e-mail the person logs in with")]
Name = Annotated[str, typer.Argument(help="The name that customers see")]
Role = typer.Option(help="One of: " + ", ".join(ROLES))
Capacity = typer.Option(help="Conversations at once")
Languages = typer.Option(help="What they speak to customers: " + ",".join(LANGUAGES))
Topics = typer.Option(help='What they know best, "" for all: ' + ",".join(TOPICS))
Act = Callable[[Agents, AuditLog], Awaitable[str]]


@app.command()
def add(
    email: Email,
    name: Name,
    role: Annotated[str, Role] = "agent",
    capacity: Annotated[int, Capacity] = CAPACITY,
    languages: Annotated[str, Languages] = ",".join(LANGUAGES),
    topics: Annotated[str, Topics] = "",
) -> None:
    """Make an account and print its password."""

    async def act(agents: Agents, audit: AuditLog) -> str:
        if any(one.email == email.lower() for one in await agents.all()):
            raise EmailTaken(email)
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        skills = given(capacity=capacity, languages=languages, topics=topics)
        made = await agents.ensure(email, name, password, role, **skills)
        await audit.note(CONSOLE, "account_made", account=made.email, role=role)
        return f"{made.email} ({role}): {password}"

    run(act)


@app.command("set")
def change(
    email: Email,
    name: Annotated[str | None, typer.Option(help="The name that customers see")] = None,
    role: Annotated[str | None, Role] = None,
    capacity: Annotated[int | None, Capacity] = None,
    languages: Annotated[str | None, Languages] = None,
    topics: Annotated[str | None, Topics] = None,
) -> None:
    """Change what is named; the rest stays."""
    values = given(name=name, role=role, capacity=capacity, languages=languages, topics=topics)

    async def act(agents: Agents, audit: AuditLog) -> str:
        agent = await agents.of_email(email)
        agent = await agents.change(agent.id, **values)
        await audit.note(CONSOLE, "account_changed", account=agent.email, **values)
        return line(agent)

    run(act)


@app.command()
def password(email: Email) -> None:
    """Give an account a new password, print it, and end the account's sessions."""

    async def act(agents: Agents, audit: AuditLog) -> str:
        fresh = secrets.token_urlsafe(PASSWORD_BYTES)
        agent = await agents.set_password(email, fresh)
        await audit.note(CONSOLE, "password_made", account=agent.email)
        return f"{agent.email}: {fresh}"

    run(act)


@app.command()
def deactivate(email: Email) -> None:
    """Let nobody log in with an account any more, and end its sessions. What it did stays."""
    run(switch(email, False))


@app.command()
def activate(email: Email) -> None:
    """Let a deactivated account log in again."""
    run(switch(email, True))


@app.command("list")
def show() -> None:
    """The accounts: e-mail, role, name, capacity, languages, topics."""

    async def act(agents: Agents, audit: AuditLog) -> str:
        return "\n".join(line(one) for one in await agents.all()) or "No accounts yet."

    run(act)


def switch(email: str, active: bool) -> Act:
    """Switches an account on or off."""

    async def act(agents: Agents, audit: AuditLog) -> str:
        agent = await agents.of_email(email)
        agent = await agents.change(agent.id, active=active)
        action = "account_activated" if active else "account_deactivated"
        await audit.note(CONSOLE, action, account=agent.email)
        return line(agent)

    return act


def given(**options: Any) -> dict[str, Any]:
    """The options that were named, lists cut at their commas."""
    lists = {"languages", "topics"}
    return {
        name: _cut(value) if name in lists else value
        for name, value in options.items()
        if value is not None
    }


def _cut(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def line(agent: Agent) -> str:
    """An account in a line."""
    knows = ",".join(agent.topics) or "all"
    parts = [agent.email, agent.role, agent.name, f"capacity {agent.capacity}"]
    parts += [",".join(agent.languages), f"topics {knows}"]
    return "  ".join([*parts, *([] if agent.active else ["deactivated"])])


def run(act: Act) -> None:
    """Do `act` on the database of the settings and print what it says, or what is wrong."""

    async def main() -> str:
        database = Database(Settings().database)
        try:
            return await act(Agents(database), AuditLog(database))
        finally:
            await database.close()

    try:
        print(asyncio.run(main()))
    except BotError as error:
        raise SystemExit(error.message) from error


if __name__ == "__main__":
    app()
