"""Add a genre."""

from library.contract.schemas.genre import GenreCreate, GenreRead
from library.repositories.genre import GenreRepository


class CreateGenre:
    """Add a genre."""

    def __init__(self, genres: GenreRepository) -> None:
        self.genres = genres

    async def execute(self, data: GenreCreate) -> GenreRead:
        genre = await self.genres.create(data)
        return GenreRead.model_validate(genre)
