"""Delete a genre."""

from library.repositories.genre import GenreRepository


class DeleteGenre:
    """Delete a genre."""

    def __init__(self, genres: GenreRepository) -> None:
        self.genres = genres

    async def execute(self, code: str) -> None:
        await self.genres.delete(code)
