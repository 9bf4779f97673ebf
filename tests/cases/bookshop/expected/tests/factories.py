"""How tests make rows: two numbers give two different ones."""

from decimal import Decimal
from uuid import UUID

from svcgen_runtime.fields import uuid7

from bookshop.contract.models.author import Author
from bookshop.contract.models.book import Book
from bookshop.contract.models.genre import Genre
from bookshop.contract.models.order import Order
from bookshop.contract.schemas.author import AuthorCreate
from bookshop.contract.schemas.book import BookCreate
from bookshop.contract.schemas.genre import GenreCreate
from bookshop.contract.schemas.order import OrderCreate
from bookshop.repositories.author import AuthorRepository
from bookshop.repositories.book import BookRepository
from bookshop.repositories.genre import GenreRepository
from bookshop.repositories.order import OrderRepository


def author_data(number: int = 1) -> AuthorCreate:
    """What is given to add an author."""
    return AuthorCreate(name=f"name {number}")


async def make_author(number: int = 1) -> Author:
    """Keep an author, with what it refers to."""
    return await AuthorRepository().create(author_data(number))


def book_data(author_id: UUID, number: int = 1) -> BookCreate:
    """What is given to add a book."""
    return BookCreate(
        author_id=author_id,
        title=f"title {number}",
        price=Decimal("1"),
        tags=[],
    )


async def make_book(number: int = 1) -> Book:
    """Keep a book, with what it refers to."""
    parent_1 = await make_author(number)
    return await BookRepository().create(book_data(parent_1.id, number))


def genre_data(number: int = 1) -> GenreCreate:
    """What is given to add a genre."""
    return GenreCreate(code=f"code {number}")


async def make_genre(number: int = 1) -> Genre:
    """Keep a genre, with what it refers to."""
    return await GenreRepository().create(genre_data(number))


def order_data(book_id: UUID, number: int = 1) -> OrderCreate:
    """What is given to add an order."""
    return OrderCreate(
        book_id=book_id,
        customer=uuid7(),
        quantity=number,
        total=Decimal("1"),
    )


async def make_order(number: int = 1) -> Order:
    """Keep an order, with what it refers to."""
    parent_1 = await make_book(number)
    return await OrderRepository().create(order_data(parent_1.id, number))
