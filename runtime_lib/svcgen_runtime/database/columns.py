"""Column types that keep and order the same values on SQLite and PostgreSQL.

A value that a column cannot keep exactly is refused with ValueError, never rounded.
"""

from datetime import UTC, datetime, timedelta
from decimal import Context, Decimal
from enum import Enum
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, DateTime, Integer, Numeric, String
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from typing_extensions import override

from svcgen_runtime.database.json_column import JsonColumn

__all__ = [
    "DecimalColumn",
    "DurationColumn",
    "EnumColumn",
    "JsonColumn",
    "UnixTimestamp",
    "UtcDateTime",
]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
E = TypeVar("E", bound=Enum)

# no column has more digits; the default context would round at 28
EXACT = Context(prec=1000)
# the digits that SQLite's 64-bit integers always hold
INTEGER_DIGITS = 18


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, to the microsecond; in UTC whenever it is read.

    TIMESTAMP WITH TIME ZONE on PostgreSQL, text of one width on SQLite, so that it
    sorts. A value without an offset raises ValueError.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs an offset from UTC")
        return value.astimezone(UTC)

    @override
    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value if value.tzinfo is UTC else value.astimezone(UTC)


class UnixTimestamp(TypeDecorator[datetime]):
    """A moment, to the second, kept as BIGINT seconds since 1970; read in UTC."""

    impl = BigInteger
    cache_ok = True

    @override
    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs an offset from UTC")
        return (value - EPOCH) // timedelta(seconds=1)

    @override
    def process_result_value(
        self, value: int | None, dialect: Dialect
    ) -> datetime | None:
        return None if value is None else EPOCH + timedelta(seconds=value)


class DurationColumn(TypeDecorator[timedelta]):
    """A length of time, kept as BIGINT microseconds: exact, ordered and summable."""

    impl = BigInteger
    cache_ok = True

    @override
    def process_bind_param(
        self, value: timedelta | None, dialect: Dialect
    ) -> int | None:
        return None if value is None else value // MICROSECOND

    @override
    def process_result_value(
        self, value: int | None, dialect: Dialect
    ) -> timedelta | None:
        return None if value is None else timedelta(microseconds=value)


class DecimalColumn(TypeDecorator[Decimal]):
    """A decimal of `precision` digits, `scale` of them after the point; exact.

    NUMERIC on PostgreSQL. SQLite has no decimals: up to 18 digits are kept as an integer
    count of the last place, and more as text that sorts like the number.
    """

    impl = Numeric
    cache_ok = True

    def __init__(self, precision: int = 18, scale: int = 6) -> None:
        super().__init__(precision, scale)
        self.precision = precision
        self.scale = scale
        self._step = Decimal(1).scaleb(-scale)
        self._limit = Decimal(10) ** (precision - scale)

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name != "sqlite":
            return dialect.type_descriptor(Numeric(self.precision, self.scale))
        if self.precision <= INTEGER_DIGITS:
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(String(self.precision + 1))

    def fit(self, value: Decimal) -> Decimal:
        """`value` with `scale` places. Raises ValueError when it is not exact."""
        if not value.is_finite() or abs(value) >= self._limit:
            raise ValueError(
                f"a number of at most {self.precision - self.scale} digits before the"
                " point is needed"
            )
        exact = value.quantize(self._step, context=EXACT)
        if exact != value:
            raise ValueError(f"at most {self.scale} decimal places can be kept")
        return exact

    @override
    def process_bind_param(
        self, value: Decimal | None, dialect: Dialect
    ) -> Decimal | int | str | None:
        if value is None:
            return None
        exact = self.fit(Decimal(value))
        if dialect.name != "sqlite":
            return exact
        steps = int(exact.scaleb(self.scale, context=EXACT))
        if self.precision <= INTEGER_DIGITS:
            return steps
        if steps >= 0:
            return f"1{steps:0{self.precision}d}"
        # the complement of a negative number's digits sorts as the number does
        return f"0{10**self.precision + steps:0{self.precision}d}"

    @override
    def process_result_value(
        self, value: Decimal | int | str | None, dialect: Dialect
    ) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        if isinstance(value, str):
            steps = int(value[1:]) - (0 if value[0] == "1" else 10**self.precision)
        else:
            steps = int(value)
        return Decimal(steps).scaleb(-self.scale, context=EXACT)


class EnumColumn(TypeDecorator[E], Generic[E]):
    """A member of an enum, kept by its value: text, or an integer for integer enums."""

    impl = String
    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        values = [member.value for member in enum]
        self.enum = enum
        self.is_text = all(isinstance(value, str) for value in values)
        self.length = max(map(len, values)) if self.is_text else None
        super().__init__(self.length)

    @override
    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if self.is_text:
            return dialect.type_descriptor(String(self.length))
        return dialect.type_descriptor(Integer())

    @override
    def process_bind_param(self, value: E | None, dialect: Dialect) -> object:
        return None if value is None else self.enum(value).value

    @override
    def process_result_value(self, value: object, dialect: Dialect) -> E | None:
        return None if value is None else self.enum(value)
