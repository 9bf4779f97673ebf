"""The values of a write: read from what the caller gave, and checked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

from svcgen_runtime.database.columns_of import ModelColumns, invalid
from svcgen_runtime.errors import RuntimeFault
from svcgen_runtime.fields import utc_now
from svcgen_runtime.schema import UNSET, Schema

Data = Schema | SQLModel | Mapping[str, Any]
Values = dict[str, Any]

# rows that are sent to the database at once
ROWS_A_BATCH = 5_000


def read_values(data: Data, columns: ModelColumns) -> Values:
    """The column values in `data`, checked; relations are left to `read_links`.

    Raises InvalidData, or RuntimeFault for a field that the model does not have.
    """
    if isinstance(data, Schema):
        given: Mapping[str, Any] = data.values_given()
    elif isinstance(data, SQLModel):
        given = {name: getattr(data, name) for name in columns.columns}
    else:
        given = data
    return check_values(given, columns)


def check_values(given: Mapping[str, Any], columns: ModelColumns) -> Values:
    """The column values among `given`. Raises as `read_values`."""
    values: Values = {}
    for name, value in given.items():
        if value is UNSET or name in columns.relations:
            continue
        if name not in columns.columns:
            raise RuntimeFault(f"{columns.model.__name__} has no column '{name}'")
        columns.check(name, value)
        values[name] = value
    return values


def read_links(data: Data, columns: ModelColumns) -> dict[str, list[object]]:
    """The keys that `data` gives for many-to-many relations, by relation."""
    if not columns.links or isinstance(data, SQLModel):
        return {}
    given: Mapping[str, Any] = data.values_given() if isinstance(data, Schema) else data
    return {
        name: list(value)
        for name, value in given.items()
        if name in columns.links and value is not UNSET
    }


def link_rows(
    filled: Values, links: Mapping[str, list[object]], columns: ModelColumns
) -> Iterator[tuple[Table, Values]]:
    """The rows of link tables for one row that is added among many.

    Raises RuntimeFault when the database is to count the row's key.
    """
    for name, keys in links.items():
        link = columns.links[name]
        for key in dict.fromkeys(keys):
            near = filled.get(columns.columns[columns.key[0]].key)
            if near is None:
                raise RuntimeFault(
                    f"'{name}' of rows without a key: add them by create"
                )
            yield link.table, {link.near.name: near, link.far.name: key}


def check_key_kept(values: Values, row: SQLModel, columns: ModelColumns) -> None:
    """Take the key out of `values`. Raises InvalidData when it would change."""
    for name in columns.key:
        if name in values and values.pop(name) != getattr(row, name):
            raise invalid(name, "immutable", "The key cannot change.")


def stamp(values: Values, columns: ModelColumns, *, created: bool) -> None:
    """Set the times of the write, where the model has them."""
    if created and columns.created and values.get(columns.created) is None:
        values[columns.created] = utc_now()
    if columns.updated and not (created and values.get(columns.updated) is not None):
        values[columns.updated] = utc_now()


def fill_defaults(values: Values, columns: ModelColumns) -> Values:
    """`values` with the model's defaults, by the table's column keys."""
    filled: Values = {}
    for name, column in columns.columns.items():
        if name in values:
            value = values[name]
        elif name in columns.defaults:
            value = columns.defaults[name]()
        else:
            continue
        if value is None and name in columns.key:
            continue  # the database counts it up
        filled[column.key] = value
    if columns.version is not None:
        filled.setdefault(columns.columns[columns.version].key, 1)
        if filled[columns.columns[columns.version].key] is None:
            filled[columns.columns[columns.version].key] = 1
    return filled


@dataclass(slots=True)
class Batch:
    """Rows that are added at once, and after them the rows of link tables."""

    rows: list[Values] = field(default_factory=list)
    links: dict[Table, list[Values]] = field(default_factory=dict)


def batches(rows: Iterable[Data], columns: ModelColumns) -> Iterator[Batch]:
    """The rows' full values, in batches whose rows all have the same columns."""
    batch = Batch()
    for data in rows:
        values = read_values(data, columns)
        stamp(values, columns, created=True)
        filled = fill_defaults(values, columns)
        is_full = len(batch.rows) == ROWS_A_BATCH
        if batch.rows and (is_full or filled.keys() != batch.rows[0].keys()):
            yield batch
            batch = Batch()
        batch.rows.append(filled)
        for table, row in link_rows(filled, read_links(data, columns), columns):
            batch.links.setdefault(table, []).append(row)
    if batch.rows:
        yield batch
