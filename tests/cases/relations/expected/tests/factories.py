"""How tests make rows: two numbers give two different ones."""

from datetime import date, timedelta
from uuid import UUID

from library.contract.models.author import Author
from library.contract.models.book import Book
from library.contract.models.follow import Follow
from library.contract.models.genre import Genre
from library.contract.models.loan import Loan
from library.contract.models.reader import Reader
from library.contract.models.shelf import Shelf
from library.contract.schemas.author import AuthorCreate
from library.contract.schemas.book import BookCreate
from library.contract.schemas.follow import FollowCreate
from library.contract.schemas.genre import GenreCreate
from library.contract.schemas.loan import LoanCreate
from library.contract.schemas.reader import ReaderCreate
from library.contract.schemas.shelf import ShelfCreate
from library.repositories.author import AuthorRepository
from library.repositories.book import BookRepository
from library.repositories.follow import FollowRepository
from library.repositories.genre import GenreRepository
from library.repositories.loan import LoanRepository
from library.repositories.reader import ReaderRepository
from library.repositories.shelf import ShelfRepository


def author_data(number: int = 1) -> AuthorCreate:
    """What is given to add an author."""
    return AuthorCreate(name=f"name {number}")


async def make_author(number: int = 1) -> Author:
    """Keep an author, with what it refers to."""
    return await AuthorRepository().create(author_data(number))


def book_data(number: int = 1) -> BookCreate:
    """What is given to add a book."""
    return BookCreate(title=f"title {number}")


async def make_book(number: int = 1) -> Book:
    """Keep a book, with what it refers to."""
    return await BookRepository().create(book_data(number))


def genre_data(number: int = 1) -> GenreCreate:
    """What is given to add a genre."""
    return GenreCreate(code=f"code {number}")


async def make_genre(number: int = 1) -> Genre:
    """Keep a genre, with what it refers to."""
    return await GenreRepository().create(genre_data(number))


def shelf_data(number: int = 1) -> ShelfCreate:
    """What is given to add a shelf."""
    return ShelfCreate(room=f"room {number}")


async def make_shelf(number: int = 1) -> Shelf:
    """Keep a shelf, with what it refers to."""
    return await ShelfRepository().create(shelf_data(number))


def reader_data(number: int = 1) -> ReaderCreate:
    """What is given to add a reader."""
    return ReaderCreate(name=f"name {number}")


async def make_reader(number: int = 1) -> Reader:
    """Keep a reader, with what it refers to."""
    return await ReaderRepository().create(reader_data(number))


def loan_data(book_id: UUID, reader_id: int, number: int = 1) -> LoanCreate:
    """What is given to add a loan."""
    return LoanCreate(
        book_id=book_id,
        reader_id=reader_id,
        due=date(2000, 1, 1) + timedelta(days=number),
    )


async def make_loan(number: int = 1) -> Loan:
    """Keep a loan, with what it refers to."""
    parent_1 = await make_book(number)
    parent_2 = await make_reader(number)
    assert parent_2.id is not None
    return await LoanRepository().create(loan_data(parent_1.id, parent_2.id, number))


def follow_data(reader_id: int, number: int = 1) -> FollowCreate:
    """What is given to add a follow."""
    return FollowCreate(reader_id=reader_id, followed_id=number)


async def make_follow(number: int = 1) -> Follow:
    """Keep a follow, with what it refers to."""
    parent_1 = await make_reader(number)
    assert parent_1.id is not None
    return await FollowRepository().create(follow_data(parent_1.id, number))
