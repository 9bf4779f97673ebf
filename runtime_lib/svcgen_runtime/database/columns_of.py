"""What the repository must know about a model, read once from its mapper."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache, partial
from typing import Any, cast

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo
from sqlalchemy import BigInteger, Column, Integer, String, Table
from sqlalchemy import inspect as inspect_mapper
from sqlalchemy.orm import Mapper, RelationshipProperty
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from svcgen_runtime.database.columns import DecimalColumn
from svcgen_runtime.errors import ErrorDetail, InvalidData

Check = Callable[[Any], None]
INT32 = range(-(2**31), 2**31)
INT64 = range(-(2**63), 2**63)


@dataclass(frozen=True, slots=True)
class Link:
    """A many-to-many relation that can be written: its table, and the column of each end.

    `target` is the model of the rows that are linked to.
    """

    table: Table
    near: Column[Any]
    far: Column[Any]
    target: type[SQLModel]


@dataclass(frozen=True, slots=True)
class ModelColumns:
    """The columns of a model: attribute names, checks of values and special roles.

    `nullable` holds the attributes that may be None, `soft_delete`, `version`, `created`
    and `updated` the attribute of that role, or None. `links` are those of `relations`
    that the keys of other rows can be given for.
    """

    model: type[SQLModel]
    table: Table
    key: tuple[str, ...]
    columns: Mapping[str, Column[Any]]
    nullable: frozenset[str]
    relations: frozenset[str]
    links: Mapping[str, Link]
    checks: Mapping[str, Check]
    defaults: Mapping[str, Callable[[], object]]
    soft_delete: str | None
    version: str | None
    created: str | None
    updated: str | None

    def check(self, name: str, value: object) -> None:
        """Raise InvalidData, with the field, when the column cannot keep `value`."""
        check = self.checks.get(name)
        if check is None or value is None:
            return
        try:
            check(value)
        except (ValueError, TypeError, ArithmeticError) as error:
            raise invalid(name, "invalid_value", str(error)) from None

    def adapter(self, name: str) -> TypeAdapter[Any]:
        """What reads and writes values of the attribute as JSON."""
        return _adapter(self.model, name)


def invalid(field: str, code: str, msg: str) -> InvalidData:
    """InvalidData with one detail."""
    return InvalidData(details=(ErrorDetail(field, code, msg),))


@cache
def columns_of(model: type[SQLModel]) -> ModelColumns:
    """The columns of `model`; read once for each model."""
    mapper: Mapper[Any] = inspect_mapper(model)
    table = mapper.local_table
    assert isinstance(table, Table)
    columns = {
        each.key: column
        for each in mapper.column_attrs
        if isinstance(column := each.columns[0], Column)
    }
    attribute: dict[object, str] = {column: name for name, column in columns.items()}
    version = mapper.version_id_col
    return ModelColumns(
        model=model,
        table=table,
        key=tuple(attribute[column] for column in mapper.primary_key),
        columns=columns,
        nullable=frozenset(name for name, each in columns.items() if each.nullable),
        relations=frozenset(mapper.relationships.keys()),
        links={
            each.key: link
            for each in mapper.relationships
            if (link := _link_of(each)) is not None
        },
        checks={
            name: check
            for name, column in columns.items()
            if (check := _check_of(column)) is not None
        },
        defaults=_defaults(model, columns),
        soft_delete="deleted_at" if "deleted_at" in columns else None,
        version=None if version is None else attribute[version],
        created="created_at" if "created_at" in columns else None,
        updated="updated_at" if "updated_at" in columns else None,
    )


def _link_of(relation: RelationshipProperty[Any]) -> Link | None:
    """What is written for a relation; None when it has no link table of its own."""
    table = relation.secondary
    far_pairs = relation.secondary_synchronize_pairs
    if relation.viewonly or not isinstance(table, Table) or not far_pairs:
        return None
    near, far = relation.synchronize_pairs[0][1], far_pairs[0][1]
    assert isinstance(near, Column)
    assert isinstance(far, Column)
    return Link(table, near, far, relation.mapper.class_)


def _defaults(
    model: type[SQLModel], columns: Mapping[str, Column[Any]]
) -> dict[str, Callable[[], object]]:
    defaults: dict[str, Callable[[], object]] = {}
    for name, info in model.model_fields.items():
        if name in columns and not info.is_required():
            defaults[name] = _default(info)
    return defaults


def _default(info: FieldInfo) -> Callable[[], object]:
    factory: Any = info.default_factory
    if factory is not None:
        # a table's factories take nothing; asking pydantic costs ten times the call
        return cast("Callable[[], object]", factory)
    value: object = info.default
    if isinstance(value, list | dict | set):
        return partial(deepcopy, value)
    return lambda: value


def _check_of(column: Column[Any]) -> Check | None:
    """What tells whether the column keeps a value, the same on every database."""
    kind = column.type
    if isinstance(kind, DecimalColumn):
        return partial(_check_decimal, kind)
    if isinstance(kind, AutoString):
        # SQLModel's own text type wraps the one that has the length
        kind = kind.impl_instance
    if isinstance(kind, String):
        return partial(_check_text, kind.length)
    if isinstance(kind, BigInteger):
        return partial(_check_range, INT64)
    if isinstance(kind, Integer):
        return partial(_check_range, INT32)
    if kind.__class__.__name__ in ("UtcDateTime", "UnixTimestamp"):
        return _check_moment
    return None


def _check_decimal(kind: DecimalColumn, value: object) -> None:
    if not isinstance(value, Decimal | int):
        raise TypeError("a decimal number is needed")
    kind.fit(Decimal(value))


def _check_text(longest: int | None, value: object) -> None:
    if not isinstance(value, str):
        raise TypeError("text is needed")
    if "\x00" in value:
        raise ValueError("the character U+0000 cannot be kept")
    if longest is not None and len(value) > longest:
        raise ValueError(f"the text is longer than {longest} characters")


def _check_range(allowed: range, value: object) -> None:
    if not isinstance(value, int):
        raise TypeError("an integer is needed")
    if value not in allowed:
        raise ValueError("the number is out of range")


def _check_moment(value: object) -> None:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise ValueError("a moment with an offset from UTC is needed")


@cache
def _adapter(model: type[SQLModel], name: str) -> TypeAdapter[Any]:
    annotation: Any = model.model_fields[name].annotation
    return TypeAdapter(annotation)
