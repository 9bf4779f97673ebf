"""Models, schemas and repositories in the very form that svcgen emits them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field as Rule
from sqlalchemy import CheckConstraint, Column, Integer, UniqueConstraint
from sqlmodel import Field, Relationship, SQLModel

from svcgen_runtime.database import (
    DecimalColumn,
    DurationColumn,
    EnumColumn,
    JsonColumn,
    KeysetQuery,
    OffsetQuery,
    Repository,
    SortBy,
    UnixTimestamp,
    UtcDateTime,
)
from svcgen_runtime.fields import UtcDatetime, utc_now, uuid7
from svcgen_runtime.schema import UNSET, Patch, Schema, Unset


class BookStatus(StrEnum):
    DRAFT = "draft"
    SOLD = "sold"


class Priority(IntEnum):
    LOW = 1
    HIGH = 9


class Address(Schema):
    street: str
    since: UtcDatetime


class Author(SQLModel, table=True):
    """A person who wrote at least one book."""

    __tablename__ = "data_authors"
    id: UUID = Field(default_factory=uuid7, primary_key=True)
    name: str = Field(max_length=200, unique=True)
    born: date | None = Field(default=None)
    books: list["Book"] = Relationship(
        back_populates="author", sa_relationship_kwargs={"lazy": "raise"}
    )


class BookGenre(SQLModel, table=True):
    __tablename__ = "data_book_genres"
    book_id: UUID = Field(
        foreign_key="data_books.id", primary_key=True, ondelete="CASCADE"
    )
    genre_code: str = Field(foreign_key="data_genres.code", primary_key=True)


class Genre(SQLModel, table=True):
    __tablename__ = "data_genres"
    code: str = Field(max_length=20, primary_key=True)


class Book(SQLModel, table=True):
    __tablename__ = "data_books"
    __table_args__ = (
        UniqueConstraint("author_id", "title", name="uq_data_books_author_title"),
        CheckConstraint("price >= 0", name="ck_data_books_price"),
    )
    id: UUID = Field(default_factory=uuid7, primary_key=True)
    title: str = Field(max_length=300, index=True)
    price: Decimal = Field(sa_column=Column(DecimalColumn(10, 2), nullable=False))
    pages: int | None = Field(default=None)
    author_id: UUID = Field(
        foreign_key="data_authors.id", index=True, ondelete="RESTRICT"
    )
    author: Author = Relationship(
        back_populates="books", sa_relationship_kwargs={"lazy": "raise"}
    )
    genres: list[Genre] = Relationship(
        link_model=BookGenre, sa_relationship_kwargs={"lazy": "raise"}
    )
    status: BookStatus = Field(
        default=BookStatus.DRAFT,
        sa_column=Column(EnumColumn(BookStatus), nullable=False),
    )
    created_at: datetime = Field(
        default_factory=utc_now, sa_column=Column(UtcDateTime, nullable=False)
    )
    updated_at: datetime = Field(
        default_factory=utc_now, sa_column=Column(UtcDateTime, nullable=False)
    )


STOCK_VERSION = Column("version", Integer, nullable=False)


class Stock(SQLModel, table=True):
    """Every special column, a composite key, a version and soft deletion."""

    __tablename__ = "data_stock"
    __mapper_args__ = {"version_id_col": STOCK_VERSION}
    shelf: str = Field(max_length=20, primary_key=True)
    place: int = Field(primary_key=True)
    big: Decimal = Field(
        default=Decimal(0), sa_column=Column(DecimalColumn(30, 10), nullable=False)
    )
    seen: datetime | None = Field(default=None, sa_column=Column(UnixTimestamp))
    kept: timedelta | None = Field(default=None, sa_column=Column(DurationColumn))
    priority: Priority = Field(
        default=Priority.LOW, sa_column=Column(EnumColumn(Priority), nullable=False)
    )
    address: Address | None = Field(default=None, sa_column=Column(JsonColumn(Address)))
    tags: list[str] = Field(
        default_factory=list,
        sa_column=Column(JsonColumn(list[str]), nullable=False),
    )
    version: int = Field(default=1, sa_column=STOCK_VERSION)
    deleted_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))


class AuthorCreate(Schema):
    name: Annotated[str, Rule(max_length=200)]
    born: date | None = None


class AuthorUpdate(Patch):
    name: Annotated[str, Rule(max_length=200)] | Unset = UNSET
    born: date | Unset | None = UNSET


class AuthorChange(AuthorUpdate):
    id: UUID


class AuthorRead(Schema):
    id: UUID
    name: str
    born: date | None


class AuthorQuery(KeysetQuery):
    sort: Annotated[str, SortBy("name", "born")] = ""
    name: str | Unset = UNSET
    name__contains: str | Unset = UNSET
    name__starts: str | Unset = UNSET
    name__ends: str | Unset = UNSET
    name__in: Sequence[str] | Unset = UNSET
    name__ne: str | Unset = UNSET
    born: date | Unset | None = UNSET
    born__null: bool | Unset = UNSET
    born__ge: date | Unset = UNSET
    born__lt: date | Unset = UNSET


class AuthorNumberedQuery(OffsetQuery):
    sort: Annotated[str, SortBy("name")] = ""
    name__contains: str | Unset = UNSET


class BookQuery(KeysetQuery):
    sort: Annotated[str, SortBy("price", "pages", "title", "created_at", "status")] = ""
    price: Decimal | Unset = UNSET
    price__ge: Decimal | Unset = UNSET
    price__le: Decimal | Unset = UNSET
    pages: int | Unset = UNSET
    pages__gt: int | Unset = UNSET
    status__in: Sequence[BookStatus] | Unset = UNSET
    created_at__ge: UtcDatetime | Unset = UNSET


class StockQuery(KeysetQuery):
    sort: Annotated[str, SortBy("seen", "kept", "big", "priority", "shelf")] = ""
    big__gt: Decimal | Unset = UNSET
    priority: Priority | Unset = UNSET


class AuthorRepository(Repository[Author, UUID]):
    """Where authors are kept."""

    model = Author

    async def get_by_name(self, name: str) -> Author | None:
        return await self.find_one(name=name)


class BookRepository(Repository[Book, UUID]):
    model = Book


class StockRepository(Repository[Stock, tuple[str, int]]):
    model = Stock


class GenreRepository(Repository[Genre, str]):
    model = Genre
