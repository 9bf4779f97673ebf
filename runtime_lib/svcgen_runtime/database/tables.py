"""Making the tables of a model, and finding where a database stands behind it."""

from dataclasses import dataclass

from sqlalchemy import Connection, MetaData, Table, inspect
from sqlalchemy.engine.interfaces import Dialect, ReflectedColumn
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.types import TypeEngine

# names of one type
SAME_TYPES = {
    "FLOAT": "DOUBLE PRECISION",
    "DOUBLE": "DOUBLE PRECISION",
    "DECIMAL": "NUMERIC",
    "TIMESTAMP": "TIMESTAMP WITHOUT TIME ZONE",
    "TIME": "TIME WITHOUT TIME ZONE",
}


@dataclass(frozen=True, slots=True)
class TableBehind:
    """One table that is not as the model says.

    `missing` tables are not there at all; `changed_types` holds (column, type in the
    database, type in the model), as the database writes types.
    """

    name: str
    missing: bool = False
    missing_columns: tuple[str, ...] = ()
    extra_columns: tuple[str, ...] = ()
    changed_types: tuple[tuple[str, str, str], ...] = ()

    def __str__(self) -> str:
        if self.missing:
            return f"table {self.name} is missing"
        parts = [f"column {name} is missing" for name in self.missing_columns]
        parts += [f"column {name} is not in the model" for name in self.extra_columns]
        parts += [
            f"column {name} is {there} and should be {wanted}"
            for name, there, wanted in self.changed_types
        ]
        return f"table {self.name}: {', '.join(parts)}"


async def create_all(engine: AsyncEngine, metadata: MetaData) -> None:
    """Make the tables that are not there yet; existing ones are left alone."""
    async with engine.begin() as connection:
        await connection.run_sync(metadata.create_all)


async def find_tables_behind_model(
    engine: AsyncEngine, metadata: MetaData
) -> tuple[TableBehind, ...]:
    """The tables that differ from the model, by name; empty when all is as it says."""
    async with engine.connect() as connection:
        return await connection.run_sync(_compare, metadata)


def _compare(connection: Connection, metadata: MetaData) -> tuple[TableBehind, ...]:
    inspector = inspect(connection)
    there = set(inspector.get_table_names())
    behind = []
    for table in sorted(metadata.tables.values(), key=lambda each: each.name):
        if table.name not in there:
            behind.append(TableBehind(table.name, missing=True))
            continue
        columns = inspector.get_columns(table.name, schema=table.schema)
        found = _compare_table(table, columns, connection.dialect)
        if found is not None:
            behind.append(found)
    return tuple(behind)


def _compare_table(
    table: Table, columns: list[ReflectedColumn], dialect: Dialect
) -> TableBehind | None:
    there = {column["name"]: column["type"] for column in columns}
    wanted = {column.name: column.type for column in table.columns}
    missing = tuple(name for name in wanted if name not in there)
    extra = tuple(sorted(name for name in there if name not in wanted))
    changed = tuple(
        (name, is_now, should_be)
        for name in wanted
        if name in there
        and (is_now := _write(there[name], dialect))
        != (should_be := _write(wanted[name], dialect))
    )
    if not (missing or extra or changed):
        return None
    return TableBehind(table.name, False, missing, extra, changed)


def _write(kind: TypeEngine[object], dialect: Dialect) -> str:
    text = kind.compile(dialect=dialect).upper()
    return SAME_TYPES.get(text, text)
