"""`python -m bot.accounts add | password | list`: who may log in to the console.

Passwords are made here and shown once. Depends on `bot.agents`, the database and settings.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from bot.agents import ROLES, Agents
from bot.database import Database
from bot.errors import BotError
from bot.settings import Settings

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__)
PASSWORD_BYTES = 12
Email = Annotated[str, typer.Argument(help="The e-mail the person logs in with")]


@app.command()
def add(
    email: Email,
    name: Annotated[str, typer.Argument(help="The name that customers see")],
    role: Annotated[str, typer.Option(help="One of: " + ", ".join(ROLES))] = "agent",
) -> None:
    """Make an account and print its password."""

    async def act(agents: Agents) -> str:
        if any(one.email == email.lower() for one in await agents.all()):
            raise BotError(f"{email} has an account already. `password` gives it a new one.")
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        await agents.ensure(email, name, password, role)
        return f"{email} ({role}): {password}"

    run(act)


@app.command()
def password(email: Email) -> None:
    """Give an account a new password, print it, and end the account's sessions."""

    async def act(agents: Agents) -> str:
        fresh = secrets.token_urlsafe(PASSWORD_BYTES)
        await agents.set_password(email, fresh)
        return f"{email}: {fresh}"

    run(act)


@app.command("list")
def show() -> None:
    """The accounts."""

    async def act(agents: Agents) -> str:
        lines = [f"{one.email}  {one.role}  {one.name}" for one in await agents.all()]
        return "\n".join(lines) or "No accounts yet."

    run(act)


def run(act: Callable[[Agents], Awaitable[str]]) -> None:
    """Do `act` on the database of the settings and print what it says, or what is wrong."""

    async def main() -> str:
        database = Database(Settings().database)
        try:
            return await act(Agents(database))
        finally:
            await database.close()

    try:
        print(asyncio.run(main()))
    except BotError as error:
        raise SystemExit(error.message) from error


if __name__ == "__main__":
    app()
