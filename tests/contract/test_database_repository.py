"""A repository does the same on SQLite and on PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import event, text

from svcgen_runtime.database import (
    Databases,
    create_all,
    find_tables_behind_model,
)
from svcgen_runtime.errors import Conflict, InvalidData, NotFound
from svcgen_runtime.fields import uuid7
from tests.contract.database_models import (
    Address,
    Author,
    AuthorChange,
    AuthorCreate,
    AuthorRead,
    AuthorRepository,
    AuthorUpdate,
    BookGenre,
    BookRepository,
    BookStatus,
    GenreRepository,
    Priority,
    StockRepository,
)
from tests.contract.database_support import TABLES, empty_tables, open_database


@pytest.fixture(scope="module", params=["postgresql", "sqlite"])
async def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Databases]:
    async for databases in open_database(request, tmp_path_factory):
        yield databases


@pytest.fixture(autouse=True)
async def tables(databases: Databases) -> None:
    await empty_tables(databases)


async def add_author(databases: Databases, name: str) -> UUID:
    async with databases.session() as session:
        row = await AuthorRepository(session).create(AuthorCreate(name=name))
        await session.commit()
        return row.id


async def test_a_row_that_was_created_is_read_again(databases: Databases) -> None:
    key = await add_author(databases, "Ann")
    async with databases.session() as session:
        authors = AuthorRepository(session)
        row = await authors.require(key)
        assert AuthorRead.model_validate(row) == AuthorRead(
            id=key, name="Ann", born=None
        )
        assert await authors.get_by_name("Ann") is row
        assert await authors.get(uuid7()) is None
        assert await authors.exists(key)
        assert not await authors.exists(uuid7())
        with pytest.raises(NotFound):
            await authors.require(uuid7())


async def test_an_absent_field_is_left_alone_and_null_is_set(
    databases: Databases,
) -> None:
    async with databases.session() as session:
        authors = AuthorRepository(session)
        row = await authors.create(AuthorCreate(name="Ann", born=date(1900, 1, 1)))
        await authors.update(row.id, AuthorUpdate(name="Bea"))
        assert (row.name, row.born) == ("Bea", date(1900, 1, 1))
        change = AuthorChange.model_validate({"id": str(row.id), "born": None})
        await authors.update(row.id, change.narrow_to(AuthorUpdate))
        await session.commit()
    async with databases.session() as session:
        row = await AuthorRepository(session).require(row.id)
        assert (row.name, row.born) == ("Bea", None)


async def test_replace_sets_every_field_and_keeps_the_key(databases: Databases) -> None:
    async with databases.session() as session:
        authors = AuthorRepository(session)
        row = await authors.create(AuthorCreate(name="Ann", born=date(1900, 1, 1)))
        await authors.replace(row.id, AuthorCreate(name="Bea"))
        assert (row.name, row.born) == ("Bea", None)
        with pytest.raises(InvalidData, match="not valid"):
            await authors.update(row.id, {"id": uuid7()})


async def test_a_taken_value_is_a_conflict_that_names_the_field(
    databases: Databases,
) -> None:
    await add_author(databases, "Ann")
    async with databases.session() as session:
        with pytest.raises(Conflict) as caught:
            await AuthorRepository(session).create(AuthorCreate(name="Ann"))
        assert [(each.field, each.code) for each in caught.value.details] == [
            ("name", "taken")
        ]
        assert "INSERT" not in str(caught.value)


async def test_a_missing_parent_is_invalid_data_that_names_the_field(
    databases: Databases,
) -> None:
    async with databases.session() as session:
        book = {"title": "T", "price": Decimal(1), "author_id": uuid7()}
        with pytest.raises(InvalidData) as caught:
            await BookRepository(session).create(book)
        assert [each.field for each in caught.value.details] == ["author_id"]


async def test_a_broken_check_and_a_missing_value_name_the_field(
    databases: Databases,
) -> None:
    author = await add_author(databases, "Ann")
    for change, field in ({"price": Decimal(-1)}, "price"), ({"title": None}, "title"):
        async with databases.session() as session:
            book = {"title": "T", "price": Decimal(1), "author_id": author} | change
            with pytest.raises(InvalidData) as caught:
                await BookRepository(session).create(book)
            assert [each.field for each in caught.value.details] == [field]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "x" * 301}, "title"),
        ({"title": "nul\x00"}, "title"),
        ({"pages": 2**31}, "pages"),
        ({"price": Decimal("1.005")}, "price"),
        ({"price": Decimal("1e9")}, "price"),
    ],
)
async def test_what_a_column_cannot_keep_is_invalid_data(
    databases: Databases, change: dict[str, object], field: str
) -> None:
    author = await add_author(databases, "Ann")
    async with databases.session() as session:
        book = {"title": "T", "price": Decimal(1), "author_id": author} | change
        with pytest.raises(InvalidData) as caught:
            await BookRepository(session).create(book)
        assert [each.field for each in caught.value.details] == [field]


async def test_a_parent_in_use_is_not_deleted_and_a_free_one_is(
    databases: Databases,
) -> None:
    used, free = await add_author(databases, "Ann"), await add_author(databases, "Bea")
    async with databases.session() as session:
        book = {"title": "T", "price": Decimal(1), "author_id": used}
        await BookRepository(session).create(book)
        await session.commit()
    async with databases.session() as session:
        with pytest.raises(Conflict):
            await AuthorRepository(session).delete(used)
    async with databases.session() as session:
        authors = AuthorRepository(session)
        await authors.require(free)
        await authors.delete(free)
        assert await authors.get(free) is None
        with pytest.raises(NotFound):
            await authors.delete(free)
        await session.commit()


async def test_special_columns_keep_their_values(databases: Databases) -> None:
    moment = datetime(2024, 2, 29, 12, 30, 15, tzinfo=UTC)
    address = Address(street="Main", since=moment)
    async with databases.session() as session:
        await StockRepository(session).create(
            {
                "shelf": "a",
                "place": 1,
                "big": Decimal("-12345678901234567890.0123456789"),
                "seen": moment,
                "kept": timedelta(days=1, microseconds=5),
                "priority": Priority.HIGH,
                "address": address,
                "tags": ["x", "ü"],
            }
        )
        await session.commit()
    async with databases.session() as session:
        row = await StockRepository(session).require(("a", 1))
        assert row.big == Decimal("-12345678901234567890.0123456789")
        assert (row.seen, row.kept) == (moment, timedelta(days=1, microseconds=5))
        assert (row.priority, row.address, row.tags) == (
            Priority.HIGH,
            address,
            ["x", "ü"],
        )


async def test_decimals_sort_as_numbers(databases: Databases) -> None:
    numbers = [Decimal(n) for n in ("-10", "-9.5", "-1", "0", "0.1", "2", "10", "1e12")]
    async with databases.session() as session:
        stock = StockRepository(session)
        rows = [{"shelf": "s", "place": i, "big": n} for i, n in enumerate(numbers)]
        await stock.create_many(reversed(rows))
        connection = await session.connection()
        found = await connection.scalars(
            text("SELECT place FROM data_stock ORDER BY big")
        )
        assert list(found) == list(range(len(numbers)))


async def test_an_old_version_is_a_conflict(databases: Databases) -> None:
    async with databases.session() as session:
        stock = StockRepository(session)
        row = await stock.create({"shelf": "a", "place": 1})
        assert row.version == 1
        row = await stock.update(("a", 1), {"priority": Priority.HIGH, "version": 1})
        assert row.version == 2
        with pytest.raises(Conflict):
            await stock.update(("a", 1), {"priority": Priority.LOW}, version=1)
        with pytest.raises(Conflict):
            await stock.delete(("a", 1), version=1)
        await session.commit()


async def test_two_writers_of_one_version_do_not_both_win(databases: Databases) -> None:
    async with databases.session() as session:
        await StockRepository(session).create({"shelf": "a", "place": 1})
        await session.commit()
    async with databases.session() as one, databases.session() as two:
        first, second = StockRepository(one), StockRepository(two)
        rows = [await each.require(("a", 1)) for each in (first, second)]
        assert [row.version for row in rows] == [1, 1]
        await first.update(("a", 1), {"priority": Priority.HIGH})
        await one.commit()
        with pytest.raises(Conflict):
            await second.update(("a", 1), {"tags": ["late"]})


async def test_a_softly_deleted_row_is_gone_and_upsert_brings_it_back(
    databases: Databases,
) -> None:
    async with databases.session() as session:
        stock = StockRepository(session)
        await stock.create({"shelf": "a", "place": 1})
        await stock.delete(("a", 1))
        assert await stock.get(("a", 1)) is None
        assert await stock.count() == 0
        assert not await stock.exists(("a", 1))
        connection = await session.connection()
        count = await connection.scalar(text("SELECT count(*) FROM data_stock"))
        assert count == 1
        row = await stock.upsert({"shelf": "a", "place": 1, "tags": ["back"]})
        assert (row.tags, row.deleted_at) == (["back"], None)
        assert await stock.count() == 1


async def test_upserts_at_once_leave_one_row(databases: Databases) -> None:
    async def upsert(number: int) -> UUID:
        async with databases.session() as session:
            data = AuthorCreate(name="Ann", born=date(1900, 1, 1 + number))
            row = await AuthorRepository(session).upsert(data, by=("name",))
            await session.commit()
            return row.id

    keys = await asyncio.gather(*(upsert(number) for number in range(8)))
    assert len(set(keys)) == 1
    async with databases.session() as session:
        assert await AuthorRepository(session).count() == 1


async def test_keys_keep_their_order_and_are_told_apart(databases: Databases) -> None:
    keys = [await add_author(databases, name) for name in "abc"]
    async with databases.session() as session:
        authors = AuthorRepository(session)
        wanted = [keys[2], uuid7(), keys[0]]
        rows = await authors.get_many(wanted)
        assert [row.id for row in rows] == [keys[2], keys[0]]
        assert await authors.intersection(wanted) == {keys[0], keys[2]}
        assert await authors.difference(wanted) == {wanted[1]}
        assert await authors.exists_some(wanted)
        assert not await authors.exists_all(wanted)
        assert await authors.exists_all(keys)
        assert not await authors.exists_some([])


async def test_composite_keys_are_found_by_tuples(databases: Databases) -> None:
    async with databases.session() as session:
        stock = StockRepository(session)
        await stock.create_many({"shelf": "a", "place": n} for n in range(5))
        rows = await stock.get_many([("a", 4), ("b", 1), ("a", 0)])
        assert [(row.shelf, row.place) for row in rows] == [("a", 4), ("a", 0)]
        assert await stock.difference([("a", 1), ("z", 1)]) == {("z", 1)}


async def test_many_rows_are_added_in_batches_with_defaults(
    databases: Databases,
) -> None:
    async with databases.session() as session:
        authors = AuthorRepository(session)
        rows = (AuthorCreate(name=f"n{number}") for number in range(40_000))
        assert await authors.create_many(rows) == 40_000
        assert await authors.count() == 40_000
        keys = [row.id for row in await authors.find(Author.name < "n1001")]
        assert len(await authors.get_many(keys)) == len(keys)


async def test_relations_are_loaded_when_named_in_two_statements(
    databases: Databases,
) -> None:
    async with databases.session() as session:
        authors = [
            await AuthorRepository(session).create(AuthorCreate(name=name))
            for name in "abc"
        ]
        for author in authors:
            for number in range(3):
                book = {"title": f"{number}", "price": 1, "author_id": author.id}
                await BookRepository(session).create(book)
        await session.commit()
    statements: list[str] = []
    engine = databases.engine().sync_engine
    async with databases.session() as session:
        event.listen(
            engine, "before_cursor_execute", lambda *args: statements.append(args[2])
        )
        rows = await BookRepository(session).find(include=("author", "genres"))
        assert {row.author.name for row in rows} == {"a", "b", "c"}
        assert len(statements) == 3
        assert rows[0].genres == []
    async with databases.session() as session:
        row = (await BookRepository(session).find())[0]
        with pytest.raises(Exception, match="raise"):
            _ = row.author
        with pytest.raises(InvalidData):
            await BookRepository(session).get(row.id, include=("secrets",))


async def test_links_are_made_to_be_the_given_ones(databases: Databases) -> None:
    author = await add_author(databases, "Ann")
    async with databases.session() as session:
        books, genres = BookRepository(session), GenreRepository(session)
        await genres.create_many({"code": code} for code in "abc")
        book = await books.create({"title": "T", "price": 1, "author_id": author})
        key = book.id
        for codes in ["a", "b"], ["b", "c", "c"], []:
            await books.set_links(BookGenre, {"book_id": key}, "genre_code", codes)
            session.expire_all()
            row = await books.require(key, include=("genres",))
            assert {genre.code for genre in row.genres} == set(codes)
        with pytest.raises(InvalidData):
            await books.set_links(BookGenre, {"book_id": key}, "genre_code", ["x"])


async def test_times_are_stamped_and_statuses_kept(databases: Databases) -> None:
    author = await add_author(databases, "Ann")
    async with databases.session() as session:
        books = BookRepository(session)
        book = await books.create({"title": "T", "price": 1, "author_id": author})
        before = book.updated_at
        await books.update(book.id, {"status": BookStatus.SOLD})
        assert book.updated_at > before
        assert book.created_at.utcoffset() == timedelta(0)
        await session.commit()
        connection = await session.connection()
        stored = await connection.scalar(text("SELECT status FROM data_books"))
        assert stored == "sold"


async def test_a_unit_that_is_not_committed_leaves_nothing(
    databases: Databases,
) -> None:
    async with databases.session() as session:
        await AuthorRepository(session).create(AuthorCreate(name="Ann"))
    async with databases.session() as session:
        authors = AuthorRepository(session)
        assert await authors.get_by_name("Ann") is None
        await authors.create(AuthorCreate(name="Bea"))
        await session.rollback()
        assert await authors.count() == 0


async def test_a_table_behind_its_model_is_told(databases: Databases) -> None:
    engine = databases.engine()
    assert await find_tables_behind_model(engine, TABLES) == ()
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE data_authors DROP COLUMN born"))
        await connection.execute(text("DROP TABLE data_book_genres"))
    told = await find_tables_behind_model(engine, TABLES)
    assert [str(each) for each in told] == [
        "table data_authors: column born is missing",
        "table data_book_genres is missing",
    ]
    # SQLite parses ALTER TABLE by the schema that an open connection remembers
    await databases.stop()
    engine = databases.engine()
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE data_authors ADD COLUMN born DATE"))
    await create_all(engine, TABLES)
    assert await find_tables_behind_model(engine, TABLES) == ()
