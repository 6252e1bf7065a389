"""Empty databases of a PostgreSQL server."""

from uuid import uuid4

import asyncpg
from sqlalchemy import make_url

from bot.database import Database


async def postgres_database(server: str) -> Database:
    """A new database of the server's with every table."""
    name = f"mostrador_{uuid4().hex}"
    connection = await asyncpg.connect(server)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    url = make_url(server).set(drivername="postgresql+asyncpg", database=name)
    database = Database(url.render_as_string(hide_password=False))
    await database.upgrade()
    return database
