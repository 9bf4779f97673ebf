"""Filters: from the fields of a query class to conditions with bound values.

What a caller sends becomes a bound value and nothing else; the text of a statement
follows from the query class and from which of its fields are given.
"""

import operator as compare
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    String,
    bindparam,
    false,
    or_,
)
from sqlmodel import SQLModel

from svcgen_runtime.database.columns_of import ModelColumns, columns_of, invalid
from svcgen_runtime.database.queries import KeysetQuery, OffsetQuery
from svcgen_runtime.errors import RuntimeFault
from svcgen_runtime.schema import UNSET, Schema

OPERATORS = frozenset(
    ("eq", "ne", "contains", "starts", "ends", "ge", "gt", "le", "lt", "in", "null")
)
COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": compare.eq,
    "ne": compare.ne,
    "ge": compare.ge,
    "gt": compare.gt,
    "le": compare.le,
    "lt": compare.lt,
}
TEXT_OPERATORS = frozenset(("contains", "starts", "ends"))
MAX_IN = 100
MAX_PATTERN = 200
ESCAPE = "\\"
WILDCARDS = str.maketrans(
    {"%": f"{ESCAPE}%", "_": f"{ESCAPE}_", ESCAPE: f"{ESCAPE}{ESCAPE}"}
)


@dataclass(frozen=True, slots=True)
class Filter:
    """One declared filter: the query's field, the model's column and the operator."""

    field: str
    column: str
    operator: str


# what a filter is in one statement: "value", "null", "not_null", or "in" of a size
Form = tuple[Filter, str, int]


@cache
def filters_of(query: type[Schema], model: type[SQLModel]) -> tuple[Filter, ...]:
    """The filters that `query` declares. Raises RuntimeFault for an unknown column."""
    columns = columns_of(model).columns
    base = OffsetQuery if issubclass(query, OffsetQuery) else KeysetQuery
    found = []
    for name in query.model_fields:
        if name in base.model_fields:
            continue
        column, _, operator = name.rpartition("__")
        if operator not in OPERATORS or not column:
            column, operator = name, "eq"
        if column not in columns:
            raise RuntimeFault(
                f"{query.__name__}.{name}: {model.__name__} has no column '{column}'"
            )
        found.append(Filter(name, column, operator))
    return tuple(found)


def read_filters(
    query: Schema, filters: Sequence[Filter], columns: ModelColumns
) -> tuple[tuple[Form, ...], dict[str, object]]:
    """The forms of the filters that are given, and the values to bind.

    Raises InvalidData for a value that the column could not hold.
    """
    forms: list[Form] = []
    values: dict[str, object] = {}
    for each in filters:
        value = getattr(query, each.field)
        if value is UNSET:
            continue
        forms.append(_read_filter(each, value, columns, values))
    return tuple(forms), values


def _read_filter(
    each: Filter, value: Any, columns: ModelColumns, values: dict[str, object]
) -> Form:
    if each.operator == "null":
        return (each, "null" if value else "not_null", 0)
    if each.operator == "in":
        return _read_members(each, value, columns, values)
    if value is None:
        if each.operator not in ("eq", "ne"):
            raise invalid(each.field, "invalid_value", "null has no order")
        return (each, "null" if each.operator == "eq" else "not_null", 0)
    if each.operator in TEXT_OPERATORS:
        _check_pattern(each, value)
        values[f"f_{each.field}"] = _pattern(each.operator, value)
    else:
        _check_value(each, value, columns)
        values[f"f_{each.field}"] = value
    return (each, "value", 0)


def _read_members(
    each: Filter, value: Any, columns: ModelColumns, values: dict[str, object]
) -> Form:
    members = list(value)
    if len(members) > MAX_IN:
        raise invalid(each.field, "too_long", f"at most {MAX_IN} values are possible")
    for member in members:
        if member is None:
            raise invalid(each.field, "invalid_value", "null is not a member")
        _check_value(each, member, columns)
    if not members:
        return (each, "nothing", 0)
    # a few sizes only, so that few statements are prepared: the last one is repeated
    size = 1 << (len(members) - 1).bit_length()
    members += [members[-1]] * (size - len(members))
    for place, member in enumerate(members):
        values[f"f_{each.field}_{place}"] = member
    return (each, "in", size)


def _check_value(each: Filter, value: object, columns: ModelColumns) -> None:
    check = columns.checks.get(each.column)
    if check is None:
        return
    try:
        check(value)
    except (ValueError, TypeError, ArithmeticError) as error:
        # no row can have such a value, and PostgreSQL would refuse it
        raise invalid(each.field, "invalid_value", str(error)) from None


def _check_pattern(each: Filter, value: object) -> None:
    if not isinstance(value, str) or "\x00" in value:
        raise invalid(each.field, "invalid_value", "text without U+0000 is needed")
    if len(value) > MAX_PATTERN:
        raise invalid(
            each.field, "too_long", f"at most {MAX_PATTERN} characters are possible"
        )


def _pattern(operator: str, text: str) -> str:
    escaped = text.translate(WILDCARDS)
    if operator == "starts":
        return f"{escaped}%"
    return f"%{escaped}" if operator == "ends" else f"%{escaped}%"


def build_conditions(
    forms: Sequence[Form], columns: ModelColumns
) -> list[ColumnElement[bool]]:
    """The conditions of the forms, with parameters in the place of values."""
    return [
        _condition(columns.columns[each.column], each, kind, size)
        for each, kind, size in forms
    ]


def _condition(
    column: Column[Any], each: Filter, kind: str, size: int
) -> ColumnElement[bool]:
    if kind == "nothing":
        return false()
    if kind == "null":
        return column.is_(None)
    if kind == "not_null":
        return column.is_not(None)
    name = f"f_{each.field}"
    if kind == "in":
        members = [bindparam(f"{name}_{at}", type_=column.type) for at in range(size)]
        return column.in_(members)
    if each.operator in TEXT_OPERATORS:
        return column.like(bindparam(name, type_=String()), escape=ESCAPE)
    value: BindParameter[Any] = bindparam(name, type_=column.type)
    condition: ColumnElement[bool] = COMPARE[each.operator](column, value)
    if each.operator == "ne" and column.nullable:
        # a row without a value is one that differs
        return or_(condition, column.is_(None))
    return condition
