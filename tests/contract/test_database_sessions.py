"""Sessions and engines: lazy, read-only, and in a transaction only when needed."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from svcgen_runtime.database import DatabaseOptions, Databases, create_all
from svcgen_runtime.errors import SettingsError, Unavailable
from svcgen_runtime.fields import uuid7
from tests.contract.database_models import AuthorCreate, AuthorRepository
from tests.contract.database_support import TABLES, empty_tables, open_database


@pytest.fixture(scope="module", params=["postgresql", "sqlite"])
async def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Databases]:
    async for databases in open_database(request, tmp_path_factory):
        yield databases


@pytest.fixture(autouse=True)
async def tables(databases: Databases) -> None:
    await empty_tables(databases)


async def in_transaction(databases: Databases, *, write: bool) -> bool:
    async with databases.session() as session:
        authors = AuthorRepository(session)
        await authors.get(uuid7())
        if write:
            await authors.create(AuthorCreate(name="Ann"))
        connection = await session.connection()
        raw = await connection.get_raw_connection()
        driver = raw.driver_connection
        assert driver is not None
        told = getattr(driver, "is_in_transaction", None)
        return bool(told() if told is not None else driver.in_transaction)


async def test_a_transaction_begins_with_the_first_write(databases: Databases) -> None:
    assert not await in_transaction(databases, write=False)
    assert await in_transaction(databases, write=True)


async def test_reading_then_writing_at_once_never_fails(databases: Databases) -> None:
    async def read_then_write(number: int) -> None:
        async with databases.session() as session:
            authors = AuthorRepository(session)
            await authors.count()
            await asyncio.sleep(0.01)
            await authors.create(AuthorCreate(name=f"a{number}"))
            await session.commit()

    await asyncio.gather(*(read_then_write(number) for number in range(12)))
    async with databases.session() as session:
        assert await AuthorRepository(session).count() == 12


async def test_a_read_only_database_takes_no_write(databases: Databases) -> None:
    url = databases.options["main"].url
    reader = Databases({"main": DatabaseOptions(url, read_only=True)})
    async with reader.session() as session:
        authors = AuthorRepository(session)
        assert await authors.count() == 0
        with pytest.raises(DBAPIError, match=r"read-?only"):
            await authors.create(AuthorCreate(name="Ann"))
    await reader.stop()


async def test_a_database_that_is_away_is_unavailable(tmp_path: Path) -> None:
    away = Databases({"main": "postgresql://postgres@127.0.0.1:9/none"})
    async with away.session() as session:
        with pytest.raises(Unavailable):
            await AuthorRepository(session).count()
    await away.stop()


async def test_units_of_work_share_a_database_in_memory() -> None:
    memory = Databases({"main": "sqlite://"})
    await create_all(memory.engine(), TABLES)

    async def add(number: int) -> None:
        async with memory.session() as session:
            await AuthorRepository(session).create(AuthorCreate(name=f"a{number}"))
            await asyncio.sleep(0)
            if number % 2:
                await session.commit()

    await asyncio.gather(*(add(number) for number in range(10)))
    async with memory.session() as session:
        assert await AuthorRepository(session).count() == 5
    await memory.stop()


def test_unknown_databases_are_a_fault_of_settings() -> None:
    for url in "mysql://x", "no url":
        with pytest.raises(SettingsError):
            Databases({"main": url}).engine()
    with pytest.raises(SettingsError, match="known: main"):
        Databases({"main": "sqlite://"}).engine("other")
