"""Total orders, and the conditions that continue a list after or before a row.

NULL is greater than every value, on both databases; the key's columns are appended, so
that no two rows are equal in the order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    bindparam,
    false,
    or_,
    tuple_,
)

from svcgen_runtime.database.columns_of import ModelColumns, invalid


@dataclass(frozen=True, slots=True)
class OrderColumn:
    """One column of an order; `column` is the model's attribute."""

    column: str
    descending: bool


Order = tuple[OrderColumn, ...]


def read_order(sort: str, columns: ModelColumns) -> Order:
    """The total order of `sort` (``name,-born``). Raises InvalidData."""
    order: list[OrderColumn] = []
    for part in sort.split(",") if sort else ():
        name = part.removeprefix("-")
        if name not in columns.columns or any(name == each.column for each in order):
            raise invalid("sort", "invalid_value", "the list cannot be sorted so")
        order.append(OrderColumn(name, part.startswith("-")))
    # the key follows the last column's direction, so that one index serves both
    descending = order[-1].descending if order else False
    given = {each.column for each in order}
    order += [
        OrderColumn(name, descending) for name in columns.key if name not in given
    ]
    return tuple(order)


def build_order_by(
    order: Order, columns: ModelColumns, *, backwards: bool
) -> list[ColumnElement[Any]]:
    """The ORDER BY of the order, or of its reverse."""
    terms: list[ColumnElement[Any]] = []
    for each in order:
        column = columns.columns[each.column]
        descending = each.descending != backwards
        term = column.desc() if descending else column.asc()
        if each.column in columns.nullable:
            term = term.nulls_first() if descending else term.nulls_last()
        terms.append(term)
    return terms


def build_position(
    order: Order, nulls: Sequence[bool], columns: ModelColumns, *, backwards: bool
) -> ColumnElement[bool]:
    """The rows after (or before) the one whose values are bound as ``c_0``, ``c_1``...

    Args: `nulls` says which of its values are null.
    """
    directions = {each.descending for each in order}
    if len(directions) == 1 and not any(
        each.column in columns.nullable for each in order
    ):
        row = tuple_(*(columns.columns[each.column] for each in order))
        values = tuple_(*(_bound(at, order, columns) for at in range(len(order))))
        descending = directions.pop() != backwards
        return row < values if descending else row > values
    return or_(
        false(),
        *(
            and_(
                *(_same(before, order, nulls, columns) for before in range(at)),
                _beyond(at, order, nulls, columns, backwards),
            )
            for at in range(len(order))
        ),
    )


def _bound(at: int, order: Order, columns: ModelColumns) -> BindParameter[Any]:
    return bindparam(f"c_{at}", type_=columns.columns[order[at].column].type)


def _same(
    at: int, order: Order, nulls: Sequence[bool], columns: ModelColumns
) -> ColumnElement[bool]:
    column = columns.columns[order[at].column]
    if nulls[at]:
        return column.is_(None)
    return column == _bound(at, order, columns)


def _beyond(
    at: int,
    order: Order,
    nulls: Sequence[bool],
    columns: ModelColumns,
    backwards: bool,
) -> ColumnElement[bool]:
    column = columns.columns[order[at].column]
    descending = order[at].descending != backwards
    if nulls[at]:
        return column.is_not(None) if descending else false()
    if descending:
        return column < _bound(at, order, columns)
    greater = column > _bound(at, order, columns)
    if order[at].column in columns.nullable:
        return or_(greater, column.is_(None))
    return greater
