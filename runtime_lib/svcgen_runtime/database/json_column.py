"""A column of JSON, typed by a pydantic type, on SQLite and PostgreSQL."""

from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import JSON
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import override

from svcgen_runtime.errors import ErrorDetail

T = TypeVar("T")


class BrokenJson(ValueError):
    """What is stored does not fit the column's type; `details` says where."""

    def __init__(self, details: tuple[ErrorDetail, ...]) -> None:
        super().__init__("; ".join(f"{each.field}: {each.msg}" for each in details))
        self.details = details


class JsonColumn(TypeDecorator[T], Generic[T]):
    """A value of the pydantic type `of` (a model, ``list[str]``, ...), kept as JSON.

    JSONB on PostgreSQL, JSON text on SQLite. Values are checked when they are written;
    the validator is built at the first use. Raises BrokenJson when what is stored does
    not fit any more, and `partition` tells the good from the broken beforehand.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, of: Any = object) -> None:
        super().__init__(none_as_null=True)
        self.of = of
        self._adapter: TypeAdapter[T] | None = None

    @property
    def adapter(self) -> TypeAdapter[T]:
        """What validates and writes the values; built once."""
        if self._adapter is None:
            self._adapter = TypeAdapter(self.of)
        return self._adapter

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(JSONB(none_as_null=True))
        return dialect.type_descriptor(JSON(none_as_null=True))

    @override
    def process_bind_param(self, value: T | None, dialect: Dialect) -> object:
        if value is None:
            return None
        return self.adapter.dump_python(value, mode="json", warnings=False)

    @override
    def process_result_value(self, value: object, dialect: Dialect) -> T | None:
        return None if value is None else self.read(value)

    def read(self, stored: object) -> T:
        """The value of what is stored. Raises BrokenJson."""
        try:
            return self.adapter.validate_python(stored)
        except ValidationError as error:
            raise BrokenJson(details_of(error)) from error

    def partition(
        self, stored: list[object]
    ) -> tuple[list[T], list[tuple[int, BrokenJson]]]:
        """The values that fit, and (place in the list, fault) of those that do not."""
        fit: list[T] = []
        broken: list[tuple[int, BrokenJson]] = []
        for place, value in enumerate(stored):
            try:
                fit.append(self.read(value))
            except BrokenJson as fault:
                broken.append((place, fault))
        return fit, broken

    @override
    def compare_values(self, x: object, y: object) -> bool:
        return x == y


def details_of(error: ValidationError) -> tuple[ErrorDetail, ...]:
    """The faults that pydantic found, each with its dotted path."""
    return tuple(
        ErrorDetail(".".join(map(str, fault["loc"])), fault["type"], fault["msg"])
        for fault in error.errors(include_url=False, include_input=False)
    )
