# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of genre get what they ask for."""

from library.commands.create_genre import CreateGenre
from library.commands.delete_genre import DeleteGenre
from library.commands.get_genre import GetGenre
from library.commands.update_genre import UpdateGenre
from library.repositories.genre import GenreRepository


def create_genre() -> CreateGenre:
    """Make the command create_genre."""
    return CreateGenre(GenreRepository())


def get_genre() -> GetGenre:
    """Make the command get_genre."""
    return GetGenre(GenreRepository())


def update_genre() -> UpdateGenre:
    """Make the command update_genre."""
    return UpdateGenre(GenreRepository())


def delete_genre() -> DeleteGenre:
    """Make the command delete_genre."""
    return DeleteGenre(GenreRepository())
