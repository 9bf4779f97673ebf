"""Statements, built once for each shape and kept.

A shape is everything about a statement but its values, so the number of texts that can
reach the database is known from the model and its query classes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy import inspect as inspect_mapper
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption
from sqlmodel import SQLModel

from svcgen_runtime.database.columns_of import ModelColumns, columns_of, invalid
from svcgen_runtime.database.connections import MERE_READ
from svcgen_runtime.database.filters import Form, build_conditions
from svcgen_runtime.database.ordering import Order, build_order_by, build_position

KEPT = 2048
# far below what one statement may bind (PostgreSQL 32,767, SQLite 32,766)
KEYS_A_STATEMENT = 500
K = TypeVar("K")
Include = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageShape:
    """All of a page's statement but its values.

    `nulls` is None without a cursor; `numbered` pages take an offset.
    """

    model: type[SQLModel]
    forms: tuple[Form, ...]
    order: Order
    nulls: tuple[bool, ...] | None = None
    backwards: bool = False
    numbered: bool = False
    include: Include = ()


def as_read(statement: Select[Any]) -> Select[Any]:
    """The statement, known to read without side effects."""
    return statement.execution_options(**{MERE_READ: True})


def alive(columns: ModelColumns) -> list[ColumnElement[bool]]:
    """The condition that a row is not deleted softly, when the model has that."""
    if columns.soft_delete is None:
        return []
    return [columns.columns[columns.soft_delete].is_(None)]


def key_equals(columns: ModelColumns) -> list[ColumnElement[bool]]:
    """The condition that the key is the one bound as ``k_0``, ``k_1``..."""
    return [
        columns.columns[name] == bindparam(f"k_{at}", type_=columns.columns[name].type)
        for at, name in enumerate(columns.key)
    ]


@lru_cache(maxsize=KEPT)
def select_by_key(
    model: type[SQLModel], include: Include, *, locked: bool = False
) -> Select[Any]:
    """One row by its key; `locked` until the transaction ends, where rows can be."""
    columns = columns_of(model)
    statement = (
        select(model)
        .where(*key_equals(columns), *alive(columns))
        .options(*load_options(model, include))
    )
    if locked:
        return statement.with_for_update().execution_options(populate_existing=True)
    return as_read(statement)


@lru_cache(maxsize=KEPT)
def select_exists(model: type[SQLModel], forms: tuple[Form, ...] | None) -> Select[Any]:
    """Whether a row of the forms, or of the bound key when None, is there."""
    columns = columns_of(model)
    wanted = key_equals(columns) if forms is None else build_conditions(forms, columns)
    found = select(1).select_from(columns.table).where(*wanted, *alive(columns))
    return as_read(select(found.exists()))


@lru_cache(maxsize=KEPT)
def select_count(model: type[SQLModel], forms: tuple[Form, ...]) -> Select[Any]:
    """How many rows the forms leave."""
    columns = columns_of(model)
    conditions = build_conditions(forms, columns)
    return as_read(
        select(func.count())
        .select_from(columns.table)
        .where(*conditions, *alive(columns))
    )


@lru_cache(maxsize=KEPT)
def select_page(shape: PageShape) -> Select[Any]:
    """One page; takes ``n_limit`` and, when numbered, ``n_offset``."""
    columns = columns_of(shape.model)
    statement = (
        select(shape.model)
        .where(*build_conditions(shape.forms, columns), *alive(columns))
        .order_by(*build_order_by(shape.order, columns, backwards=shape.backwards))
        .limit(bindparam("n_limit"))
        .options(*load_options(shape.model, shape.include))
    )
    if shape.nulls is not None:
        statement = statement.where(
            build_position(shape.order, shape.nulls, columns, backwards=shape.backwards)
        )
    if shape.numbered:
        statement = statement.offset(bindparam("n_offset"))
    return as_read(statement)


def load_options(model: type[SQLModel], include: Sequence[str]) -> list[ORMOption]:
    """What loads the relations of `include` (``author.country`` too), not row by row.

    Raises InvalidData for a name that is no relation.
    """
    options: list[ORMOption] = []
    for path in include:
        mapper = inspect_mapper(model)
        loader = None
        for name in path.split("."):
            if name not in mapper.relationships:
                raise invalid("include", "invalid_value", "there is no such relation")
            relation = mapper.relationships[name]
            attribute = relation.class_attribute
            loader = (
                selectinload(attribute)
                if loader is None
                else loader.selectinload(attribute)
            )
            mapper = relation.mapper
        if loader is not None:
            options.append(loader)
    return options


def in_parts(keys: Sequence[K]) -> Iterator[Sequence[K]]:
    """`keys` in parts, each few enough for one statement."""
    for start in range(0, len(keys), KEYS_A_STATEMENT):
        yield keys[start : start + KEYS_A_STATEMENT]
