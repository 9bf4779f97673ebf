"""The reading half of a repository."""

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar, cast, overload

from sqlalchemy import ColumnElement, Select, select, tuple_
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from svcgen_runtime.context import use_session
from svcgen_runtime.database import statements
from svcgen_runtime.database.columns_of import ModelColumns, columns_of
from svcgen_runtime.database.execution import fetch_all, fetch_first, fetch_rows
from svcgen_runtime.database.filters import Filter, Form, filters_of, read_filters
from svcgen_runtime.database.paging import read_keyset_page, read_offset_page
from svcgen_runtime.database.queries import (
    KeysetPage,
    KeysetQuery,
    OffsetPage,
    OffsetQuery,
)
from svcgen_runtime.database.violations import told_as_service_errors
from svcgen_runtime.errors import InvalidData, NotFound, RuntimeFault

Model = TypeVar("Model", bound=SQLModel)
Key = TypeVar("Key")

Include = Sequence[str]


class Reads(Generic[Model, Key]):
    """What can be asked of the rows of one model. Softly deleted rows are not there.

    `session` is for work outside a unit of work; inside one, its session is used.
    Reads raise Unavailable when the database does not answer.
    """

    model: type[Model]
    database: str = "main"

    def __init__(self, session: AsyncSession | None = None) -> None:
        self._session = session

    @property
    def session(self) -> AsyncSession:
        """The session of the unit of work. Raises NotInUnitOfWork."""
        return self._session or use_session(self.database)

    @property
    def columns(self) -> ModelColumns:
        """What is known of the model's columns."""
        return columns_of(self.model)

    async def get(self, key: Key, *, include: Include = ()) -> Model | None:
        """The row of `key`, or None. A composite key is a tuple.

        `include` names relations to load with it (``author``, ``author.country``).
        """
        bound = self._bind_key(key)
        if bound is None:
            return None
        statement = statements.select_by_key(self.model, tuple(include))
        return await self._first(statement, bound)

    async def require(self, key: Key, *, include: Include = ()) -> Model:
        """The row of `key`. Raises NotFound."""
        row = await self.get(key, include=include)
        if row is None:
            raise self._missing()
        return row

    async def lock(self, key: Key) -> Model:
        """The row of `key`, locked until the unit of work ends. Raises NotFound.

        On SQLite nothing is locked by itself: a writer there is alone anyway.
        """
        bound = self._bind_key(key)
        statement = statements.select_by_key(self.model, (), locked=True)
        row = await self._first(statement, bound) if bound is not None else None
        if row is None:
            raise self._missing()
        return row

    async def get_many(
        self, keys: Iterable[Key], *, include: Include = ()
    ) -> list[Model]:
        """The rows of `keys` in the order of the keys; those not there are left out."""
        wanted = list(dict.fromkeys(keys))
        found: dict[object, Model] = {}
        for part in self._in_parts(wanted):
            statement = (
                select(self.model)
                .where(self._has_key(part), *statements.alive(self.columns))
                .options(*statements.load_options(self.model, include))
            )
            for row in await self._all(statement, {}):
                found[self.key_of(row)] = row
        return [found[key] for key in wanted if key in found]

    async def find_one(self, *, include: Include = (), **where: object) -> Model | None:
        """A row whose fields equal `where` (None is null), or None; any one of several."""
        forms, values = self._read_where(where)
        shape = statements.PageShape(self.model, forms, (), include=tuple(include))
        rows = await self._all(statements.select_page(shape), values | {"n_limit": 1})
        return rows[0] if rows else None

    async def find(
        self, *conditions: ColumnElement[bool] | bool, include: Include = ()
    ) -> list[Model]:
        """Every row that meets the conditions, by key. For lists without an end."""
        columns = self.columns
        # SQLModel types a comparison of columns as bool
        wanted: list[Any] = [*conditions, *statements.alive(columns)]
        statement = (
            select(self.model)
            .where(*wanted)
            .order_by(*(columns.columns[name] for name in columns.key))
            .options(*statements.load_options(self.model, include))
        )
        return await self._all(statements.as_read(statement), {})

    async def exists(self, key: Key) -> bool:
        """Whether there is a row of `key`."""
        bound = self._bind_key(key)
        if bound is None:
            return False
        statement = statements.select_exists(self.model, None)
        return bool(await self._scalar(statement, bound))

    async def exists_where(self, **where: object) -> bool:
        """Whether there is a row whose fields equal `where`."""
        forms, values = self._read_where(where)
        statement = statements.select_exists(self.model, forms)
        return bool(await self._scalar(statement, values))

    async def exists_some(self, keys: Iterable[Key]) -> bool:
        """Whether there is a row of at least one of `keys`."""
        return bool(await self.intersection(keys))

    async def exists_all(self, keys: Iterable[Key]) -> bool:
        """Whether there is a row of each of `keys`; True for none."""
        return not await self.difference(keys)

    async def intersection(self, keys: Iterable[Key]) -> set[Key]:
        """Those of `keys` that have a row."""
        found: set[Key] = set()
        columns = self.columns
        keyed = [columns.columns[name] for name in columns.key]
        for part in self._in_parts(list(set(keys))):
            statement = statements.as_read(
                select(*keyed).where(self._has_key(part), *statements.alive(columns))
            )
            with told_as_service_errors(columns.table):
                rows = await fetch_rows(self.session, statement)
            for row in rows:
                found.add(cast(Key, row if len(keyed) > 1 else row[0]))
        return found

    async def difference(self, keys: Iterable[Key]) -> set[Key]:
        """Those of `keys` that have no row."""
        wanted = set(keys)
        return wanted - await self.intersection(wanted)

    async def count(self, **where: object) -> int:
        """How many rows there are whose fields equal `where`."""
        forms, values = self._read_where(where)
        statement = statements.select_count(self.model, forms)
        return int(await self._scalar(statement, values))

    @overload
    async def page(
        self, query: KeysetQuery, *, include: Include = ...
    ) -> KeysetPage[Model]: ...

    @overload
    async def page(
        self, query: OffsetQuery, *, include: Include = ...
    ) -> OffsetPage[Model]: ...

    async def page(
        self, query: KeysetQuery | OffsetQuery, *, include: Include = ()
    ) -> KeysetPage[Model] | OffsetPage[Model]:
        """The page that `query` asks for. Raises InvalidData.

        Its declared filters, its sort order, and its cursor or page number count.
        """
        filters = filters_of(type(query), self.model)
        forms, values = read_filters(query, filters, self.columns)
        with told_as_service_errors(self.columns.table):
            if isinstance(query, OffsetQuery):
                return await read_offset_page(
                    self.session, self.model, query, (forms, values), tuple(include)
                )
            return await read_keyset_page(
                self.session, self.model, query, (forms, values), tuple(include)
            )

    def key_of(self, row: Model) -> Key:
        """The key of `row`; a tuple when it is composite."""
        names = self.columns.key
        if len(names) == 1:
            return cast(Key, getattr(row, names[0]))
        return cast(Key, tuple(getattr(row, name) for name in names))

    def _missing(self) -> NotFound:
        return NotFound(f"There is no such {self.model.__name__}.")

    def _bind_key(self, key: Key) -> dict[str, object] | None:
        """The key's values by parameter; None when no row can have it."""
        names = self.columns.key
        values = key if isinstance(key, tuple) else (key,)
        if len(values) != len(names):
            raise RuntimeFault(f"a key of {self.model.__name__} is {names}")
        for name, value in zip(names, values, strict=True):
            try:
                self.columns.check(name, value)
            except InvalidData:
                return None
        return {f"k_{at}": value for at, value in enumerate(values)}

    def _in_parts(self, keys: list[Key]) -> Iterable[Sequence[Key]]:
        usable = [key for key in keys if self._bind_key(key) is not None]
        return statements.in_parts(usable)

    def _has_key(self, keys: Sequence[Key]) -> ColumnElement[bool]:
        columns = self.columns
        if len(columns.key) == 1:
            return columns.columns[columns.key[0]].in_(keys)
        return tuple_(*(columns.columns[name] for name in columns.key)).in_(keys)

    def _read_where(
        self, where: dict[str, object]
    ) -> tuple[tuple[Form, ...], dict[str, object]]:
        forms: list[Form] = []
        values: dict[str, object] = {}
        for name, value in where.items():
            if name not in self.columns.columns:
                raise RuntimeFault(f"{self.model.__name__} has no column '{name}'")
            each = Filter(name, name, "eq")
            if value is None:
                forms.append((each, "null", 0))
                continue
            self.columns.check(name, value)
            forms.append((each, "value", 0))
            values[f"f_{name}"] = value
        return tuple(forms), values

    async def _first(
        self, statement: Select[Any], values: dict[str, object]
    ) -> Model | None:
        with told_as_service_errors(self.columns.table):
            row = await fetch_first(self.session, statement, values)
        return cast("Model | None", row)

    async def _all(
        self, statement: Select[Any], values: dict[str, object]
    ) -> list[Model]:
        with told_as_service_errors(self.columns.table):
            return await fetch_all(self.session, statement, values)

    async def _scalar(self, statement: Select[Any], values: dict[str, object]) -> Any:
        with told_as_service_errors(self.columns.table):
            return await fetch_first(self.session, statement, values)


__all__ = ["Key", "Model", "Reads"]
