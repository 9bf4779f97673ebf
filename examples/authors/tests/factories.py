"""How tests make rows: two numbers give two different ones."""

from decimal import Decimal
from uuid import UUID

from authors.contract.models.author import Author
from authors.contract.models.book import Book
from authors.contract.schemas.author import AuthorCreate
from authors.contract.schemas.book import BookCreate
from authors.repositories.author import AuthorRepository
from authors.repositories.book import BookRepository


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
