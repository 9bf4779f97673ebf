"""The repository: where the rows of one model are kept."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import delete, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.attributes import flag_modified
from sqlmodel import SQLModel

from svcgen_runtime.database import statements
from svcgen_runtime.database.execution import count_changed, fetch_written
from svcgen_runtime.database.links import link_row, set_links
from svcgen_runtime.database.reading import Key, Model, Reads
from svcgen_runtime.database.violations import STALE, told_as_service_errors
from svcgen_runtime.database.writing import (
    Data,
    Values,
    batches,
    check_key_kept,
    check_values,
    fill_defaults,
    read_links,
    read_values,
    stamp,
)
from svcgen_runtime.errors import Conflict
from svcgen_runtime.fields import utc_now
from svcgen_runtime.schema import Patch


class Repository(Reads[Model, Key]):
    """Reads and writes rows of `model`, in the session of the unit of work.

    Subclasses set `model`, and `database` when it is not "main". Writes are flushed at
    once and committed with the unit of work. They raise Conflict for a taken value, a
    row that is still referred to or a version that is not the current one, InvalidData
    for a value that cannot be kept or a missing parent, and Unavailable.
    """

    async def create(self, data: Data, **more: object) -> Model:
        """Add a row of the fields of `data` and of `more`, and return it."""
        columns = self.columns
        values = read_values(data, columns) | check_values(more, columns)
        stamp(values, columns, created=True)
        row = self.model(**values)
        session = self.session
        session.add(row)
        with told_as_service_errors(columns.table):
            await session.flush()
        await self._link(row, read_links(data, columns))
        return row

    async def _link(self, row: Model, links: Mapping[str, Sequence[object]]) -> bool:
        """Make the keys of `links` all that the row is linked to; returns whether it changed."""
        changed = False
        for name, keys in links.items():
            link, key = self.columns.links[name], self.key_of(row)
            if await link_row(self.session, name, link, key, keys):
                self.session.sync_session.expire(row, [name])
                changed = True
        return changed

    async def create_many(self, rows: Iterable[Data]) -> int:
        """Add many rows, in batches, and return how many. Nothing is read back."""
        columns = self.columns
        session = self.session
        count = 0
        with told_as_service_errors(columns.table):
            await session.flush()
            connection = await session.connection()
            insert = columns.table.insert()
            for batch in batches(rows, columns):
                await connection.execute(insert, batch.rows)
                for table, links in batch.links.items():
                    await connection.execute(table.insert(), links)
                count += len(batch.rows)
        return count

    async def update(
        self,
        key: Key,
        changes: Patch | Mapping[str, Any],
        *,
        version: int | None = None,
    ) -> Model:
        """Change the fields that `changes` sets, and return the row. Raises NotFound.

        Keys given for a many-to-many relation become all that the row is linked to.
        `version` (or the version among the changes) is the one that the caller saw.
        """
        given = changes.changes() if isinstance(changes, Patch) else changes
        return await self._change(key, given, version)

    async def replace(
        self, key: Key, data: Data, *, version: int | None = None
    ) -> Model:
        """Set every field of `data`, defaults too, and return the row. Raises NotFound.

        `version` is the one that the caller saw.
        """
        return await self._change(key, data, version)

    async def _change(self, key: Key, data: Data, version: int | None) -> Model:
        columns = self.columns
        values = read_values(data, columns)
        row = await self.require(key)
        check_key_kept(values, row, columns)
        if columns.version is not None:
            expected = values.pop(columns.version, version)
            if version is not None:
                expected = version
            if expected is not None and expected != getattr(row, columns.version):
                raise Conflict(STALE)
        is_linked = await self._link(row, read_links(data, columns))
        for name, value in values.items():
            setattr(row, name, value)
        session = self.session
        if is_linked and (columns.updated or columns.version):
            # a change of links is one of the row: its time and version tell of it
            flag_modified(row, columns.updated or columns.key[0])
        if session.is_modified(row):
            stamped: Values = {}
            stamp(stamped, columns, created=False)
            for name, value in stamped.items():
                setattr(row, name, value)
            with told_as_service_errors(columns.table):
                await session.flush()
        return row

    async def upsert(self, data: Data, *, by: Sequence[str] = ()) -> Model:
        """Add the row, or change the one that has the same `by` (default: its key).

        `by` must be the key or have a unique constraint. Safe when several do it at
        once. A softly deleted row comes back.
        """
        columns = self.columns
        values = read_values(data, columns)
        stamp(values, columns, created=True)
        names = tuple(by) or columns.key
        if columns.soft_delete is not None:
            values.setdefault(columns.soft_delete, None)
        kept = {*names, *columns.key, columns.created, columns.version}
        is_postgresql = self.session.get_bind().dialect.name == "postgresql"
        dialect = postgresql if is_postgresql else sqlite
        insert = dialect.insert(columns.table).values(fill_defaults(values, columns))
        new = {
            columns.columns[name].key: insert.excluded[columns.columns[name].key]
            for name in values
            if name not in kept
        }
        if columns.version is not None:
            number = columns.columns[columns.version]
            new[number.key] = number + 1
        if not new:
            # something must change for the row to be returned
            first = columns.columns[names[0]]
            new[first.key] = insert.excluded[first.key]
        statement = insert.on_conflict_do_update(
            index_elements=[columns.columns[name] for name in names], set_=new
        ).returning(*columns.table.columns)
        entity = select(self.model).from_statement(statement)
        with told_as_service_errors(columns.table):
            await self.session.flush()
            row = cast(Model, await fetch_written(self.session, entity))
        await self._link(row, read_links(data, columns))
        return row

    async def delete(self, key: Key, *, version: int | None = None) -> None:
        """Delete the row; softly when the model has `deleted_at`. Raises NotFound.

        `version` is the one that the caller saw.
        """
        columns = self.columns
        bound = self._bind_key(key)
        if bound is None:
            raise self._missing()
        where = [*statements.key_equals(columns), *statements.alive(columns)]
        if columns.version is not None and version is not None:
            where.append(columns.columns[columns.version] == version)
        with told_as_service_errors(columns.table, "delete"):
            await self.session.flush()
            count = await count_changed(self.session, self._delete(where), bound)
        if not count:
            if version is not None and await self.exists(key):
                raise Conflict(STALE)
            raise self._missing()
        self._forget(key)

    def _delete(self, where: list[Any]) -> Any:
        columns = self.columns
        options = {"synchronize_session": False}
        if columns.soft_delete is None:
            return delete(self.model).where(*where).execution_options(**options)
        values: Values = {columns.soft_delete: utc_now()}
        stamp(values, columns, created=False)
        if columns.version is not None:
            values[columns.version] = columns.columns[columns.version] + 1
        statement = update(self.model).where(*where).values(**values)
        return statement.execution_options(**options)

    def _forget(self, key: Key) -> None:
        session = self.session.sync_session
        identity = key if isinstance(key, tuple) else (key,)
        known = inspect(self.model).identity_key_from_primary_key(identity)
        row = session.identity_map.get(known)
        if row is not None:
            session.expunge(row)

    async def set_links(
        self,
        link: type[SQLModel],
        owner: Mapping[str, object],
        target: str,
        keys: Iterable[object],
    ) -> None:
        """Make `keys` all that `owner` is linked to in the link table.

        Args: ``set_links(BookGenre, {"book_id": book.id}, "genre_code", codes)``.
        Links that stay are not touched. Raises InvalidData for a missing target.
        """
        await set_links(self.session, link, owner, target, list(keys))
