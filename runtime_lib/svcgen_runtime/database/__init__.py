"""Databases: sessions, repositories, list queries and pages, and column types."""

from svcgen_runtime.database.columns import (
    DecimalColumn,
    DurationColumn,
    EnumColumn,
    JsonColumn,
    UnixTimestamp,
    UtcDateTime,
)
from svcgen_runtime.database.databases import DatabaseOptions, Databases
from svcgen_runtime.database.queries import (
    KeysetMeta,
    KeysetPage,
    KeysetQuery,
    OffsetMeta,
    OffsetPage,
    OffsetQuery,
    SortBy,
)
from svcgen_runtime.database.repository import Repository
from svcgen_runtime.database.tables import (
    TableBehind,
    create_all,
    find_tables_behind_model,
)

__all__ = [
    "DatabaseOptions",
    "Databases",
    "DecimalColumn",
    "DurationColumn",
    "EnumColumn",
    "JsonColumn",
    "KeysetMeta",
    "KeysetPage",
    "KeysetQuery",
    "OffsetMeta",
    "OffsetPage",
    "OffsetQuery",
    "Repository",
    "SortBy",
    "TableBehind",
    "UnixTimestamp",
    "UtcDateTime",
    "create_all",
    "find_tables_behind_model",
]
