"""The databases of the contract suite: PostgreSQL and a SQLite file."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import MetaData
from sqlmodel import SQLModel

from svcgen_runtime.database import Databases, create_all
from tests.contract.database_models import Author, Book, BookGenre, Genre, Stock


def _own_tables() -> MetaData:
    # other suites define models of their own in this process
    own = MetaData()
    for model in (Author, Genre, Book, BookGenre, Stock):
        SQLModel.metadata.tables[str(model.__tablename__)].to_metadata(own)
    return own


TABLES = _own_tables()


async def open_database(
    request: pytest.FixtureRequest, folders: pytest.TempPathFactory
) -> AsyncIterator[Databases]:
    """The database that the fixture's parameter names, with its tables made."""
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    else:
        url = f"sqlite:///{folders.mktemp('sqlite')}/main.db"
    databases = Databases({"main": url})
    await create_all(databases.engine(), TABLES)
    yield databases
    # a test may have stopped the engine that made the tables
    async with databases.engine().begin() as connection:
        await connection.run_sync(TABLES.drop_all)
    await databases.stop()


async def empty_tables(databases: Databases) -> None:
    """Delete every row."""
    async with databases.engine().begin() as connection:
        for table in reversed(TABLES.sorted_tables):
            await connection.execute(table.delete())
