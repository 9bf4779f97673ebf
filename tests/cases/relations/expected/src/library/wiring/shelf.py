# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of shelf get what they ask for."""

from library.commands.create_shelf import CreateShelf
from library.commands.delete_shelf import DeleteShelf
from library.commands.get_shelf import GetShelf
from library.commands.update_shelf import UpdateShelf
from library.repositories.shelf import ShelfRepository


def create_shelf() -> CreateShelf:
    """Make the command create_shelf."""
    return CreateShelf(ShelfRepository())


def get_shelf() -> GetShelf:
    """Make the command get_shelf."""
    return GetShelf(ShelfRepository())


def update_shelf() -> UpdateShelf:
    """Make the command update_shelf."""
    return UpdateShelf(ShelfRepository())


def delete_shelf() -> DeleteShelf:
    """Make the command delete_shelf."""
    return DeleteShelf(ShelfRepository())
