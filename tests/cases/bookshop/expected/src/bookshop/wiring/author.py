# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of author get what they ask for."""

from bookshop.commands.create_author import CreateAuthor
from bookshop.commands.delete_author import DeleteAuthor
from bookshop.commands.get_author import GetAuthor
from bookshop.commands.list_authors import ListAuthors
from bookshop.commands.update_author import UpdateAuthor
from bookshop.repositories.author import AuthorRepository


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


def delete_author() -> DeleteAuthor:
    """Make the command delete_author."""
    return DeleteAuthor(AuthorRepository())
