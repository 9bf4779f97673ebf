# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of author get what they ask for."""

from library.commands.author import CountBooks
from library.commands.create_author import CreateAuthor
from library.commands.delete_author import DeleteAuthor
from library.commands.get_author import GetAuthor
from library.commands.list_authors import ListAuthors
from library.commands.replace_author import ReplaceAuthor
from library.commands.update_author import UpdateAuthor
from library.repositories.author import AuthorRepository


def create_author() -> CreateAuthor:
    """Make the command create_author."""
    return CreateAuthor(AuthorRepository())


def list_authors() -> ListAuthors:
    """Make the command list_authors."""
    return ListAuthors(AuthorRepository())


def get_author() -> GetAuthor:
    """Make the command get_author."""
    return GetAuthor(AuthorRepository())


def update_author() -> UpdateAuthor:
    """Make the command update_author."""
    return UpdateAuthor(AuthorRepository())


def replace_author() -> ReplaceAuthor:
    """Make the command replace_author."""
    return ReplaceAuthor(AuthorRepository())


def delete_author() -> DeleteAuthor:
    """Make the command delete_author."""
    return DeleteAuthor(AuthorRepository())


def count_books() -> CountBooks:
    """Make the command count_books."""
    return CountBooks(AuthorRepository())
