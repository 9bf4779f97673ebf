"""Setting the links of many-to-many relations."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Column, ColumnElement, Table, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from svcgen_runtime.database.columns_of import Link, columns_of
from svcgen_runtime.database.statements import alive, in_parts
from svcgen_runtime.database.violations import told_as_service_errors
from svcgen_runtime.errors import ErrorDetail, InvalidData


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
    fixed = {columns.columns[name].name: value for name, value in owner.items()}
    with told_as_service_errors(columns.table):
        await session.flush()
        connection = await session.connection()
        far = columns.columns[target]
        await _replace(connection, columns.table, fixed, far, wanted)


async def link_row(
    session: AsyncSession, name: str, link: Link, key: object, keys: Sequence[object]
) -> bool:
    """Make `keys` all that the row of `key` is linked to by the relation `name`.

    Returns whether that changed anything. Raises InvalidData that names each of `keys`
    that leads to no row, as ``genres.0``.
    """
    with told_as_service_errors(link.table):
        await session.flush()
        connection = await session.connection()
        await _check_targets(connection, name, link, keys)
        fixed = {link.near.name: key}
        wanted = dict.fromkeys(keys)
        return await _replace(connection, link.table, fixed, link.far, wanted)


async def _check_targets(
    connection: AsyncConnection, name: str, link: Link, keys: Sequence[object]
) -> None:
    """Raise InvalidData when some of `keys` lead to no row; one deleted softly is none."""
    columns = columns_of(link.target)
    column = columns.columns[columns.key[0]]
    found: set[object] = set()
    usable = list(dict.fromkeys(key for key in keys if _can_be(link, key)))
    for part in in_parts(usable):
        statement = select(column).where(column.in_(part), *alive(columns))
        found.update(await connection.scalars(statement))
    details = [
        ErrorDetail(f"{name}.{position}", "not_found", "There is no such row.")
        for position, key in enumerate(keys)
        if key not in found
    ]
    if details:
        raise InvalidData(details=details)


def _can_be(link: Link, key: object) -> bool:
    columns = columns_of(link.target)
    try:
        columns.check(columns.key[0], key)
    except InvalidData:
        return False
    return True


async def _replace(
    connection: AsyncConnection,
    table: Table,
    fixed: Mapping[str, object],
    far: Column[object],
    wanted: Mapping[object, None],
) -> bool:
    """Remove the links that are not wanted and add those that are not there."""
    where: ColumnElement[bool] = and_(
        *(table.columns[name] == value for name, value in fixed.items())
    )
    there = set(await connection.scalars(select(far).where(where)))
    gone = [key for key in there if key not in wanted]
    for part in in_parts(gone):
        await connection.execute(delete(table).where(where, far.in_(part)))
    added = [{**fixed, far.name: key} for key in wanted if key not in there]
    if added:
        await connection.execute(table.insert(), added)
    return bool(gone or added)
