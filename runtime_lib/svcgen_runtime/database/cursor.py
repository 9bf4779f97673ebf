"""Cursors: where a page begins, as opaque text of URL-safe characters.

A cursor holds a version, the order it belongs to, a direction and the values of one
row, which are read again by the columns' types and only ever bound. A cursor that was
tampered with raises InvalidData, or starts the list at another place.
"""

import base64
import binascii
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError
from sqlmodel import SQLModel

from svcgen_runtime.database.columns_of import ModelColumns, invalid
from svcgen_runtime.database.ordering import Order
from svcgen_runtime.errors import InvalidData

VERSION = 1
Packed = TypeAdapter(tuple[int, str, bool, list[str | None]])


@dataclass(frozen=True, slots=True)
class Position:
    """The row that a page stands after, or before when `backwards`."""

    values: tuple[object, ...]
    backwards: bool

    @property
    def nulls(self) -> tuple[bool, ...]:
        """Which values are null."""
        return tuple(value is None for value in self.values)

    def bound(self) -> dict[str, object]:
        """The values by the names of their parameters."""
        return {
            f"c_{at}": value
            for at, value in enumerate(self.values)
            if value is not None
        }


def write_cursor(
    row: SQLModel, order: Order, columns: ModelColumns, *, backwards: bool
) -> str:
    """The cursor of the rows after `row`, or before it."""
    values = [_write_value(columns, each.column, row) for each in order]
    packed = Packed.dump_json((VERSION, _name(order), backwards, values))
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")


def read_cursor(text: str, order: Order, columns: ModelColumns) -> Position:
    """Where the page begins. Raises InvalidData for a cursor of another order."""
    try:
        raw = base64.b64decode(
            text + "=" * (-len(text) % 4), altchars=b"-_", validate=True
        )
        version, name, backwards, values = Packed.validate_json(raw, strict=True)
        if version != VERSION or name != _name(order) or len(values) != len(order):
            raise _broken()
        read = tuple(
            _read_value(columns, each.column, value)
            for each, value in zip(order, values, strict=True)
        )
    except (ValidationError, binascii.Error, ValueError):
        raise _broken() from None
    return Position(read, backwards)


def _name(order: Order) -> str:
    return ",".join(f"{'-' if each.descending else ''}{each.column}" for each in order)


def _broken() -> InvalidData:
    return invalid("cursor", "invalid_cursor", "the cursor does not fit this list")


def _write_value(columns: ModelColumns, name: str, row: SQLModel) -> str | None:
    value = getattr(row, name)
    if value is None:
        return None
    return columns.adapter(name).dump_json(value).decode("utf-8")


def _read_value(columns: ModelColumns, name: str, text: str | None) -> object:
    if text is None:
        if name not in columns.nullable:
            raise _broken()
        return None
    value: object = columns.adapter(name).validate_json(text)
    try:
        columns.check(name, value)
    except InvalidData:
        raise _broken() from None
    if value is None:
        raise _broken()
    return value
