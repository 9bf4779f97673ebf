"""PostgreSQL for the tests: a database of their own on a server that runs, or a private server."""

import asyncio
import re
import signal
import subprocess
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from tests.support.private import PrivateServer, private_folder
from tests.support.programs import (
    HOST,
    ServerMissing,
    as_user,
    find_program,
    free_port,
    give_to,
    is_listening,
    is_private_forced,
)
from tests.support.supervise import is_alive

STANDARD_PORT = 5432
USER = "postgres"
T = TypeVar("T")


def running_url() -> str | None:
    """The address of a PostgreSQL on the standard port that lets the tests make databases."""
    url = f"postgresql://{USER}@{HOST}:{STANDARD_PORT}"
    may_create = (
        "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    )

    async def allowed(connection: AsyncConnection) -> bool:
        return bool((await connection.execute(text(may_create))).scalar())

    if is_private_forced() or not is_listening(STANDARD_PORT):
        return None
    try:
        return url if on_server(url, allowed) else None
    except (OSError, SQLAlchemyError):
        return None


def private_postgres() -> PrivateServer:
    """A PostgreSQL of the tests' own with an initialised data folder, not started yet."""
    folders = "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin"
    initdb, program = find_program("initdb", *folders), find_program(
        "postgres", *folders
    )
    if initdb is None or program is None:
        raise ServerMissing("PostgreSQL", "postgresql")
    port, folder = free_port(), private_folder("postgres")
    give_to(USER, folder)
    _initialise(initdb, folder)
    options = {
        "listen_addresses": HOST,
        "unix_socket_directories": "",
        "max_connections": "200",
        # a killed process loses nothing without it; only a machine without power does
        "fsync": "off",
    }
    words = [
        word for name, value in options.items() for word in ("-c", f"{name}={value}")
    ]
    url = f"postgresql://{USER}@{HOST}:{port}"
    return PrivateServer(
        name="PostgreSQL",
        url=url,
        port=port,
        folder=folder,
        command=[
            *as_user(USER),
            str(program),
            "-D",
            str(folder),
            "-p",
            str(port),
            *words,
        ],
        is_ready=lambda: _answers(url),
        stop_signal=signal.SIGINT,
    )


def _initialise(initdb: Path, folder: Path) -> None:
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    subprocess.run(
        [
            *as_user(USER),
            str(initdb),
            "--pgdata",
            str(folder),
            "--username",
            USER,
            *options,
        ],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
    )


def create_database(url: str, name: str) -> str:
    """Make a database, and drop those that killed runs left behind; returns its address."""

    async def create(connection: AsyncConnection) -> None:
        found = await connection.execute(text("SELECT datname FROM pg_database"))
        for (left,) in found.all():
            owner = re.match(r"svcgen_test_(\d+)_", left)
            if left == name or (owner and not is_alive(int(owner[1]))):
                await connection.execute(
                    text(f'DROP DATABASE IF EXISTS "{left}" WITH (FORCE)')
                )
        await connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE template0'))

    on_server(url, create)
    return f"{url}/{name}"


def drop_database(url: str, name: str) -> None:
    """Drop a database with whoever is still connected to it."""

    async def drop(connection: AsyncConnection) -> None:
        await connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))

    on_server(url, drop)


def on_server(url: str, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
    """Run `work` on a connection of its own outside any transaction, in a thread: a loop may be running here."""

    async def run() -> T:
        address = url.replace("postgresql://", "postgresql+asyncpg://", 1) + "/postgres"
        engine = create_async_engine(
            address, isolation_level="AUTOCOMMIT", poolclass=NullPool
        )
        try:
            async with engine.connect() as connection:
                return await work(connection)
        finally:
            await engine.dispose()

    with ThreadPoolExecutor(1) as executor:
        return executor.submit(asyncio.run, run()).result()


def _answers(url: str) -> bool:
    async def ask(connection: AsyncConnection) -> bool:
        return (await connection.execute(text("SELECT 1"))).scalar() == 1

    try:
        return on_server(url, ask)
    except (OSError, SQLAlchemyError):
        return False
