"""Change some fields of a genre."""

from library.contract.schemas.genre import GenreRead, GenreUpdate
from library.repositories.genre import GenreRepository


class UpdateGenre:
    """Change some fields of a genre."""

    def __init__(self, genres: GenreRepository) -> None:
        self.genres = genres

    async def execute(self, code: str, changes: GenreUpdate) -> GenreRead:
        genre = await self.genres.update(code, changes)
        return GenreRead.model_validate(genre)
