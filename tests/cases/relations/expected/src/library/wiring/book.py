# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of book get what they ask for."""

from library.commands.create_book import CreateBook
from library.commands.get_book import GetBook
from library.commands.list_books import ListBooks
from library.commands.replace_book import ReplaceBook
from library.commands.update_book import UpdateBook
from library.repositories.book import BookRepository


def create_book() -> CreateBook:
    """Make the command create_book."""
    return CreateBook(BookRepository())


def list_books() -> ListBooks:
    """Make the command list_books."""
    return ListBooks(BookRepository())


def get_book() -> GetBook:
    """Make the command get_book."""
    return GetBook(BookRepository())


def update_book() -> UpdateBook:
    """Make the command update_book."""
    return UpdateBook(BookRepository())


def replace_book() -> ReplaceBook:
    """Make the command replace_book."""
    return ReplaceBook(BookRepository())
