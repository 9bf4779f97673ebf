"""What a database refuses, told as what the caller did; never as SQL.

A taken value is Conflict; a missing parent, a missing value, a failed check and a value
that the column cannot keep are InvalidData, each with its field where it is known; a
database that does not answer is Unavailable.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from sqlalchemy import CheckConstraint, Table
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from svcgen_runtime.errors import (
    Conflict,
    ErrorDetail,
    InvalidData,
    ServiceError,
    Unavailable,
)

Action = Literal["write", "delete"]
STALE = "It was changed by someone else meanwhile."
# SQLSTATE (PostgreSQL, appendix A)
UNIQUE, FOREIGN_KEY, NOT_NULL, CHECK, EXCLUSION = (
    "23505",
    "23503",
    "23502",
    "23514",
    "23P01",
)
RETRY_LATER = ("08", "40", "53", "55P03", "57")


@contextmanager
def told_as_service_errors(table: Table, action: Action = "write") -> Iterator[None]:
    """Raise what the database refuses inside as a ServiceError of this module."""
    try:
        yield
    except StaleDataError:
        raise Conflict(STALE) from None
    except (StatementError, PoolTimeout, OSError) as error:
        told = tell_violation(error, table, action)
        if told is None:
            raise
        raise told from error


def tell_violation(
    error: BaseException, table: Table | None = None, action: Action = "write"
) -> ServiceError | None:
    """The ServiceError that tells `error`, or None when it is a fault of the program.

    Args: `table` is the one written to, where it is known.
    """
    if isinstance(error, StaleDataError):
        return Conflict(STALE)
    if isinstance(error, PoolTimeout | OSError):
        return Unavailable("The database is busy.")
    if not isinstance(error, StatementError):
        return None
    driver_error = error.orig
    state = getattr(driver_error, "sqlstate", None)
    if isinstance(state, str):
        return _tell_postgresql(driver_error, state, table, action)
    if isinstance(error, DBAPIError):
        return _tell_sqlite(error, str(driver_error), table, action)
    if isinstance(driver_error, OverflowError | ValueError | TypeError):
        # a column type refused the value before it was sent
        return InvalidData(str(driver_error))
    return None


def _tell_postgresql(
    error: BaseException | None, state: str, table: Table | None, action: Action
) -> ServiceError | None:
    cause = getattr(error, "__cause__", None)
    detail = str(getattr(cause, "detail", "") or "")
    found = re.match(r"Key \((.+?)\)=", detail)
    names = _split(found.group(1)) if found else ()
    if state in (UNIQUE, EXCLUSION):
        return _taken(_fields(names, table))
    if state == FOREIGN_KEY:
        if "still referenced" in detail or action == "delete":
            return Conflict("It is still referred to.")
        return _refused(_fields(names, table), "not_found", "There is no such row.")
    if state == NOT_NULL:
        name = str(getattr(cause, "column_name", "") or "")
        return _refused(_fields((name,), table), "required", "A value is needed.")
    if state == CHECK:
        name = str(getattr(cause, "constraint_name", "") or "")
        return _check_failed(name, table)
    if state.startswith("22"):
        return InvalidData("A value is out of its column's range.")
    if state.startswith(RETRY_LATER):
        return Unavailable("The database could not finish in time.")
    return None


def _tell_sqlite(
    error: DBAPIError, text: str, table: Table | None, action: Action
) -> ServiceError | None:
    kind, _, rest = text.partition(" constraint failed")
    names = tuple(each.rpartition(".")[2] for each in _split(rest.lstrip(": ")))
    if kind == "UNIQUE":
        return _taken(_fields(names, table))
    if kind == "FOREIGN KEY":
        if action == "delete":
            return Conflict("It is still referred to.")
        # SQLite does not say which; the only candidate is named
        parents = _foreign_keys(table)
        fields = parents if len(parents) == 1 else ()
        return _refused(fields, "not_found", "There is no such row.")
    if kind == "NOT NULL":
        return _refused(_fields(names, table), "required", "A value is needed.")
    if kind == "CHECK":
        return _check_failed(rest.lstrip(": "), table)
    if isinstance(error, OperationalError) and ("locked" in text or "busy" in text):
        return Unavailable("The database is busy.")
    return None


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip().strip('"') for name in names.split(",") if name.strip())


def _fields(names: tuple[str, ...], table: Table | None) -> tuple[str, ...]:
    """The names that are columns: an index over an expression has none."""
    if table is None:
        return tuple(name for name in names if name.isidentifier())
    known = {column.name: column.key for column in table.columns}
    return tuple(known[name] for name in names if name in known)


def _foreign_keys(table: Table | None) -> tuple[str, ...]:
    if table is None:
        return ()
    return tuple(column.key for column in table.columns if column.foreign_keys)


def _taken(fields: tuple[str, ...]) -> Conflict:
    return Conflict(
        "It exists already.",
        tuple(ErrorDetail(name, "taken", "The value is taken.") for name in fields),
    )


def _refused(fields: tuple[str, ...], code: str, msg: str) -> InvalidData:
    return InvalidData(
        "" if fields else msg, tuple(ErrorDetail(name, code, msg) for name in fields)
    )


def _check_failed(name: str, table: Table | None) -> InvalidData:
    fields: tuple[str, ...] = ()
    if table is not None:
        for constraint in table.constraints:
            if isinstance(constraint, CheckConstraint) and name in (
                constraint.name,
                str(constraint.sqltext),
            ):
                fields = tuple(
                    column.key
                    for column in table.columns
                    if re.search(
                        rf"\b{re.escape(column.name)}\b", str(constraint.sqltext)
                    )
                )
    msg = "The value breaks a rule of the table."
    return _refused(fields, "check_failed", msg)
