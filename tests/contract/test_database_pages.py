"""Lists: filters, orders, cursors and numbered pages, the same on both databases."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from sqlalchemy import event

from svcgen_runtime.database import Databases, KeysetPage, KeysetQuery, OffsetQuery
from svcgen_runtime.errors import InvalidData
from tests.contract.database_models import (
    Author,
    AuthorCreate,
    AuthorNumberedQuery,
    AuthorQuery,
    AuthorRead,
    AuthorRepository,
    BookQuery,
    BookRepository,
    BookStatus,
    Priority,
    StockQuery,
    StockRepository,
)
from tests.contract.database_support import empty_tables, open_database

SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module", params=["postgresql", "sqlite"])
async def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Databases]:
    async for databases in open_database(request, tmp_path_factory):
        yield databases


@pytest.fixture(autouse=True)
async def tables(databases: Databases) -> None:
    await empty_tables(databases)


async def add_authors(databases: Databases, *names: str) -> None:
    async with databases.session() as session:
        rows = [AuthorCreate(name=name) for name in names]
        await AuthorRepository(session).create_many(rows)
        await session.commit()


async def names_of(databases: Databases, **query: Any) -> list[str]:
    async with databases.session() as session:
        page = await AuthorRepository(session).page(AuthorQuery(**query))
        return [row.name for row in page.items]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"name": "a%b"}, ["a%b"]),
        ({"name__ne": "a%b"}, ["A_b", "a\\b", "axb", "zed"]),
        ({"name__contains": "%"}, ["a%b"]),
        ({"name__contains": "_"}, ["A_b"]),
        ({"name__contains": "\\"}, ["a\\b"]),
        ({"name__starts": "a"}, ["a%b", "a\\b", "axb"]),
        ({"name__ends": "d"}, ["zed"]),
        ({"name__in": ["zed", "axb", "nobody"]}, ["axb", "zed"]),
        ({"name__in": []}, []),
        ({"born": None}, ["A_b", "a%b", "a\\b", "axb", "zed"]),
        ({"born__null": False}, []),
        ({"born__ge": "1900-01-01"}, []),
    ],
)
async def test_filters_mean_what_they_say(
    databases: Databases, query: dict[str, object], expected: list[str]
) -> None:
    await add_authors(databases, "a%b", "A_b", "a\\b", "axb", "zed")
    assert sorted(await names_of(databases, **query)) == expected


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0},
        {"limit": -1},
        {"limit": 10**9},
        {"limit": "NaN"},
        {"nope": 1},
        {"name__regex": "x"},
        {"sort": "id; DROP TABLE data_authors"},
        {"sort": "name,name"},
        {"cursor": "x" * 3000},
        {"cursor": None},
    ],
)
def test_malformed_queries_are_refused_by_the_schema(query: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AuthorQuery.model_validate(query)


@pytest.mark.parametrize(
    "query",
    [
        {"name__in": ["x"] * 10_000},
        {"name__contains": "x" * 201},
        {"name__contains": "\x00"},
        {"name": "\x00"},
        {"cursor": "not a cursor"},
        {"cursor": "e30"},
    ],
)
async def test_what_no_row_can_have_is_invalid_data(
    databases: Databases, query: dict[str, object]
) -> None:
    with pytest.raises(InvalidData):
        await names_of(databases, **query)


async def test_an_offset_beyond_the_cap_is_invalid_data(databases: Databases) -> None:
    async with databases.session() as session:
        with pytest.raises(InvalidData):
            await AuthorRepository(session).page(
                AuthorNumberedQuery(page=1000, per_page=100)
            )
    with pytest.raises(ValidationError):
        AuthorNumberedQuery(page=10**9)


async def test_numbered_pages_count_right_past_the_end(databases: Databases) -> None:
    await add_authors(databases, *"abcde")
    async with databases.session() as session:
        authors = AuthorRepository(session)
        for number, names, more in (1, "ab", True), (3, "e", False), (9, "", False):
            query = AuthorNumberedQuery(page=number, per_page=2, sort="name")
            page = (await authors.page(query)).map(AuthorRead.model_validate)
            assert "".join(row.name for row in page.items) == names
            assert page.model_dump()["meta"] == {
                "page": number,
                "per_page": 2,
                "total": 5,
                "pages": 3,
                "next_cursor": None,
                "has_more": more,
            }


async def test_a_page_is_written_as_the_wire_says(databases: Databases) -> None:
    await add_authors(databases, "a", "b")
    async with databases.session() as session:
        found = await AuthorRepository(session).page(AuthorQuery(limit=1, total=True))
        page = found.map(AuthorRead.model_validate)
    assert isinstance(page, KeysetPage)
    written = page.model_dump(mode="json")
    assert written["meta"].keys() == {"limit", "next_cursor", "prev_cursor", "total"}
    assert (written["meta"]["total"], written["meta"]["prev_cursor"]) == (2, None)
    assert (
        "total"
        not in KeysetPage[AuthorRead]
        .model_validate({"items": [], "meta": {"limit": 1}})
        .model_dump_json()
    )


async def walk(databases: Databases, repository: Any, query: KeysetQuery) -> list[Any]:
    """Every key, forwards; the way back must give the same."""
    forwards: list[list[object]] = []
    while True:
        async with databases.session() as session:
            found = repository(session)
            page = await found.page(query)
            forwards.append([found.key_of(row) for row in page.items])
        if page.meta.next_cursor is None:
            break
        query = query.model_copy(update={"cursor": page.meta.next_cursor})
    back = [forwards[-1]]
    while page.meta.prev_cursor is not None:
        query = query.model_copy(update={"cursor": page.meta.prev_cursor})
        async with databases.session() as session:
            found = repository(session)
            page = await found.page(query)
            back.append([found.key_of(row) for row in page.items])
    assert back[::-1] == forwards
    return [key for page in forwards for key in page]


@pytest.mark.parametrize("sort", ["seen", "-seen", "kept,-seen", "priority,big", ""])
async def test_cursors_walk_composite_keys_and_nulls_both_ways(
    databases: Databases, sort: str
) -> None:
    start = datetime(2024, 1, 1, tzinfo=UTC)
    rows = [
        {
            "shelf": "ab"[number % 2],
            "place": number,
            "seen": None if number % 3 == 0 else start + timedelta(days=number % 4),
            "kept": None if number % 4 == 0 else timedelta(hours=number % 3),
            "big": Decimal(number % 5) - 2,
            "priority": Priority.HIGH if number % 2 else Priority.LOW,
        }
        for number in range(23)
    ]
    async with databases.session() as session:
        await StockRepository(session).create_many(rows)
        await session.commit()
    keys = await walk(databases, StockRepository, StockQuery(limit=4, sort=sort))
    assert len(keys) == len(set(keys)) == 23
    if sort in ("seen", "-seen"):
        by_key = {(row["shelf"], row["place"]): row["seen"] for row in rows}
        empty = [by_key[key] is None for key in keys]
        # null is greater than every value
        assert empty == sorted(empty, reverse=sort.startswith("-"))


async def test_cursors_of_another_order_are_refused(databases: Databases) -> None:
    await add_authors(databases, "a", "b")
    async with databases.session() as session:
        authors = AuthorRepository(session)
        page = await authors.page(AuthorQuery(limit=1, sort="name"))
        cursor = page.meta.next_cursor
        assert cursor is not None
        for sort in "-name", "", "born":
            with pytest.raises(InvalidData):
                await authors.page(AuthorQuery(cursor=cursor, sort=sort))


async def test_books_are_filtered_by_number_status_and_moment(
    databases: Databases,
) -> None:
    await add_authors(databases, "a")
    async with databases.session() as session:
        author = await AuthorRepository(session).get_by_name("a")
        assert author is not None
        books = BookRepository(session)
        for number in range(4):
            await books.create(
                {
                    "title": f"{number}",
                    "price": Decimal(number) + Decimal("0.5"),
                    "author_id": author.id,
                    "status": BookStatus.SOLD if number % 2 else BookStatus.DRAFT,
                }
            )
        for query, titles in (
            (BookQuery(price__ge=Decimal("1.5"), price__le=Decimal(3)), "12"),
            (BookQuery(status__in=[BookStatus.SOLD]), "13"),
            (BookQuery(sort="-price"), "3210"),
            (BookQuery(created_at__ge=datetime(2999, 1, 1, tzinfo=UTC)), ""),
            (BookQuery(pages__gt=1), ""),
        ):
            page = await books.page(query)
            assert "".join(book.title for book in page.items) == titles
        with pytest.raises(InvalidData):
            await books.page(BookQuery(pages=2**40))


@SLOW
@given(
    born=st.lists(
        st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2000, 1, 4))),
        min_size=1,
        max_size=12,
    ),
    later=st.lists(st.one_of(st.none(), st.dates(date(1999, 1, 1), date(2001, 1, 1)))),
    sort=st.sampled_from(
        ["born", "-born", "name", "-name", "born,-name", "-born,name", ""]
    ),
    limit=st.integers(1, 5),
)
async def test_rows_that_stay_are_met_exactly_once_while_others_come(
    databases: Databases,
    born: list[date | None],
    later: list[date | None],
    sort: str,
    limit: int,
) -> None:
    await empty_tables(databases)
    async with databases.session() as session:
        authors = AuthorRepository(session)
        first = [
            (await authors.create(AuthorCreate(name=f"a{at}", born=day))).id
            for at, day in enumerate(born)
        ]
        await session.commit()
    met: list[object] = []
    query = AuthorQuery(limit=limit, sort=sort)
    coming = iter(enumerate(later))
    while True:
        async with databases.session() as session:
            authors = AuthorRepository(session)
            page = await authors.page(query)
            met += [row.id for row in page.items]
            for at, day in coming:
                await authors.create(AuthorCreate(name=f"b{at}", born=day))
                break
            await session.commit()
        if page.meta.next_cursor is None:
            break
        query = query.model_copy(update={"cursor": page.meta.next_cursor})
    assert len(met) == len(set(met))
    assert set(first) <= set(met)


HOSTILE = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["'; DROP TABLE data_authors;--", "%", "\\", "\x00", "' OR 1=1 --"]
    ),
    st.integers(),
    st.none(),
    st.lists(st.text(max_size=5), max_size=12),
)
FIELDS = sorted(AuthorQuery.model_fields)


async def run_query(databases: Databases, query: dict[str, object]) -> Sequence[Author]:
    async with databases.session() as session:
        try:
            read = AuthorQuery.model_validate(query)
            return (await AuthorRepository(session).page(read)).items
        except (ValidationError, InvalidData):
            return []


@pytest.fixture
async def known_statements(databases: Databases) -> set[str]:
    """The text of every statement that one filter, or one sort field, can make."""
    known: set[str] = set()
    listen_to(databases, known)
    plain: dict[str, object] = {"name__in": ["a"], "born__null": True}
    queries: list[dict[str, object]] = [
        {field: plain.get(field, "2000-01-01")}
        for field in FIELDS
        if field not in ("limit", "cursor", "sort", "total")
    ]
    queries += [{"name__in": ["a"] * size} for size in (0, 1, 2, 4, 8, 16)]
    queries += [{"born": None}, {"born__null": False}, {"total": True}, {}]
    queries += [{"sort": sort} for sort in ("name", "-name", "born", "-born")]
    for query in queries:
        await run_query(databases, query)
    return known


def listen_to(databases: Databases, texts: set[str]) -> None:
    def note(*args: Any) -> None:
        texts.add(args[2])

    event.listen(databases.engine().sync_engine, "before_cursor_execute", note)


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(field=st.sampled_from(FIELDS), value=HOSTILE)
async def test_hostile_values_never_change_the_text_of_a_statement(
    databases: Databases, known_statements: set[str], field: str, value: object
) -> None:
    seen: set[str] = set()
    listen_to(databases, seen)
    await run_query(databases, {field: value})
    assert seen <= known_statements


def test_offset_queries_have_no_cursor() -> None:
    assert "cursor" not in OffsetQuery.model_fields
