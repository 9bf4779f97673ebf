"""Data access: genres."""

from svcgen_runtime.database import Repository

from library.contract.models.genre import Genre


class GenreRepository(Repository[Genre, str]):
    """Where genres are kept."""

    model = Genre
