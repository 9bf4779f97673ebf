"""Running a statement in a session, and taking all of its result at once.

One switch into the driver's greenlet for each call, where the session's own
asynchronous methods take several.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.util import greenlet_spawn
from sqlmodel.ext.asyncio.session import AsyncSession

Values = Mapping[str, object]


async def fetch_all(session: AsyncSession, statement: Any, values: Values) -> list[Any]:
    """The first column, or the entity, of every row."""
    sync = session.sync_session
    return await greenlet_spawn(lambda: list(sync.scalars(statement, values)))


async def fetch_first(session: AsyncSession, statement: Any, values: Values) -> Any:
    """The first column, or the entity, of the first row; None without rows."""
    sync = session.sync_session
    return await greenlet_spawn(lambda: sync.scalars(statement, values).first())


async def fetch_written(session: AsyncSession, statement: Any) -> Any:
    """The one entity that a writing statement returns, fresh."""
    sync = session.sync_session
    options = {"populate_existing": True}
    return await greenlet_spawn(
        lambda: sync.scalars(statement, execution_options=options).one()
    )


async def fetch_rows(session: AsyncSession, statement: Any) -> list[tuple[Any, ...]]:
    """Every row as a tuple."""
    sync = session.sync_session
    return await greenlet_spawn(lambda: [tuple(row) for row in sync.exec(statement)])


async def count_changed(session: AsyncSession, statement: Any, values: Values) -> int:
    """How many rows a writing statement changed."""
    sync = session.sync_session
    return await greenlet_spawn(
        lambda: int(sync.exec(statement, params=values).rowcount)
    )
