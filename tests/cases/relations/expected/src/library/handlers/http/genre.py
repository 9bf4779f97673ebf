"""HTTP routes of genre."""

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.errors import Conflict
from svcgen_runtime.http import Router

from library.contract.details.genre import GetGenreOutput
from library.contract.schemas.genre import GenreCreate, GenreRead, GenreUpdate
from library.wiring import genre as wiring

router = Router(tags=["genres"])


@router.post("/genres", access=PUBLIC, status=201, errors=(Conflict,))
async def create_genre(data: GenreCreate) -> GenreRead:
    """Add a genre."""
    return await wiring.create_genre().execute(data)


@router.get("/genres/{code}", access=PUBLIC)
async def get_genre(code: str) -> GetGenreOutput:
    """Look up a genre by its key."""
    return await wiring.get_genre().execute(code)


@router.patch("/genres/{code}", access=PUBLIC)
async def update_genre(code: str, changes: GenreUpdate) -> GenreRead:
    """Change some fields of a genre."""
    return await wiring.update_genre().execute(code, changes)


@router.delete("/genres/{code}", access=PUBLIC, status=204, errors=(Conflict,))
async def delete_genre(code: str) -> None:
    """Delete a genre."""
    await wiring.delete_genre().execute(code)
