"""Look up a genre by its key."""

from library.contract.details.genre import GetGenreOutput
from library.repositories.genre import GenreRepository


class GetGenre:
    """Look up a genre by its key."""

    def __init__(self, genres: GenreRepository) -> None:
        self.genres = genres

    async def execute(self, code: str) -> GetGenreOutput:
        genre = await self.genres.require(
            code,
            include=("parent", "children", "related"),
        )
        return GetGenreOutput.model_validate(genre)
