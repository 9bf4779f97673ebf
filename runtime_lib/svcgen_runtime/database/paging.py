"""Reading one page of a list."""

from typing import Any

from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from svcgen_runtime.database.columns_of import columns_of, invalid
from svcgen_runtime.database.cursor import Position, read_cursor, write_cursor
from svcgen_runtime.database.execution import fetch_all, fetch_first
from svcgen_runtime.database.filters import Form
from svcgen_runtime.database.ordering import read_order
from svcgen_runtime.database.queries import (
    MAX_OFFSET,
    KeysetMeta,
    KeysetPage,
    KeysetQuery,
    OffsetPage,
    OffsetQuery,
    offset_meta,
)
from svcgen_runtime.database.statements import (
    Include,
    PageShape,
    select_count,
    select_page,
)
from svcgen_runtime.schema import UNSET

Filtered = tuple[tuple[Form, ...], dict[str, object]]


async def read_keyset_page(
    session: AsyncSession,
    model: type[SQLModel],
    query: KeysetQuery,
    filtered: Filtered,
    include: Include,
) -> KeysetPage[Any]:
    """The rows after or before the query's cursor, or the first ones."""
    forms, values = filtered
    columns = columns_of(model)
    order = read_order(query.sort, columns)
    position: Position | None = None
    if query.cursor is not UNSET and query.cursor:
        position = read_cursor(query.cursor, order, columns)
        values = values | position.bound()
    backwards = position is not None and position.backwards
    shape = PageShape(
        model,
        forms,
        order,
        nulls=None if position is None else position.nulls,
        backwards=backwards,
        include=include,
    )
    # one row more tells whether the list goes on
    bound = values | {"n_limit": query.limit + 1}
    rows = await fetch_all(session, select_page(shape), bound)
    goes_on = len(rows) > query.limit
    del rows[query.limit :]
    if backwards:
        rows.reverse()
    meta = KeysetMeta(limit=query.limit)
    if rows and (goes_on or backwards):
        meta.next_cursor = write_cursor(rows[-1], order, columns, backwards=False)
    if rows and (goes_on if backwards else position is not None):
        meta.prev_cursor = write_cursor(rows[0], order, columns, backwards=True)
    if query.total:
        meta.total = await _count(session, model, filtered)
    return KeysetPage.model_construct(items=rows, meta=meta)


async def read_offset_page(
    session: AsyncSession,
    model: type[SQLModel],
    query: OffsetQuery,
    filtered: Filtered,
    include: Include,
) -> OffsetPage[Any]:
    """The rows of the query's page; none past the end, with the right total."""
    forms, values = filtered
    offset = (query.page - 1) * query.per_page
    if offset > MAX_OFFSET:
        raise invalid("page", "too_large", f"only {MAX_OFFSET} rows can be skipped")
    order = read_order(query.sort, columns_of(model))
    shape = PageShape(model, forms, order, numbered=True, include=include)
    total = await _count(session, model, filtered)
    rows: list[SQLModel] = []
    if total > offset:
        bound = values | {"n_limit": query.per_page, "n_offset": offset}
        rows = await fetch_all(session, select_page(shape), bound)
    meta = offset_meta(query.page, query.per_page, total)
    return OffsetPage.model_construct(items=rows, meta=meta)


async def _count(
    session: AsyncSession, model: type[SQLModel], filtered: Filtered
) -> int:
    forms, values = filtered
    return int(await fetch_first(session, select_count(model, forms), values))
