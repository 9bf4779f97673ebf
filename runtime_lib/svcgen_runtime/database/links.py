"""Setting the links of a many-to-many relation."""

from collections.abc import Iterable, Mapping

from sqlalchemy import and_, delete, select
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from svcgen_runtime.database.columns_of import columns_of
from svcgen_runtime.database.violations import told_as_service_errors
from svcgen_runtime.database.writing import fill_defaults


async def set_links(
    session: AsyncSession,
    link: type[SQLModel],
    owner: Mapping[str, object],
    target: str,
    keys: Iterable[object],
) -> None:
    """Make `keys` all that `owner` is linked to; links that stay are not touched.

    Args: `link` is the model of the link table, `owner` its columns that are fixed, and
    `target` the column that holds the keys. Raises InvalidData for a missing target.
    """
    columns = columns_of(link)
    wanted = dict.fromkeys(keys)
    for key in wanted:
        columns.check(target, key)
    where = and_(*(columns.columns[name] == value for name, value in owner.items()))
    column = columns.columns[target]
    with told_as_service_errors(columns.table):
        await session.flush()
        connection = await session.connection()
        there = set(await connection.scalars(select(column).where(where)))
        gone = there - wanted.keys()
        if gone:
            await connection.execute(
                delete(columns.table).where(where, column.in_(gone))
            )
        added = [
            fill_defaults({**owner, target: key}, columns)
            for key in wanted
            if key not in there
        ]
        if added:
            await connection.execute(columns.table.insert(), added)
