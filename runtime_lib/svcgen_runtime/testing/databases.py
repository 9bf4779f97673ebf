"""A database of a test's own: an SQLite file, or a new database on a real server."""

import os
import secrets
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import MetaData, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from svcgen_runtime.settings import async_database_url


@asynccontextmanager
async def own_database() -> AsyncIterator[str]:
    """The URL of an empty database, removed afterwards.

    On the server of DATABASE_URL when that is PostgreSQL, else in a folder of its own.
    """
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        async with _on_server(async_database_url(given)) as url:
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="svcgen-test-") as folder:
        yield f"sqlite+aiosqlite:///{Path(folder) / 'test.db'}"


@asynccontextmanager
async def _on_server(url: str) -> AsyncIterator[str]:
    server = make_url(url)
    # a name made here of hexadecimal digits, so it needs no quoting
    name = f"svcgen_test_{secrets.token_hex(6)}"
    admin = create_async_engine(server, isolation_level="AUTOCOMMIT")
    try:
        async with admin.connect() as connection:
            await connection.execute(text(f"CREATE DATABASE {name}"))
        try:
            yield server.set(database=name).render_as_string(hide_password=False)
        finally:
            async with admin.connect() as connection:
                await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        await admin.dispose()


async def create_tables(url: str, metadata: MetaData) -> None:
    """Create every table of `metadata`."""
    engine = create_async_engine(async_database_url(url))
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    await engine.dispose()
