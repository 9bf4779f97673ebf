"""HTTP routes of shelf."""

from uuid import UUID

from svcgen_runtime.access import PUBLIC
from svcgen_runtime.http import Router

from library.contract.details.shelf import GetShelfOutput
from library.contract.schemas.shelf import ShelfCreate, ShelfRead, ShelfUpdate
from library.wiring import shelf as wiring

router = Router(tags=["shelves"])


@router.post("/shelves", access=PUBLIC, status=201)
async def create_shelf(data: ShelfCreate) -> ShelfRead:
    """Add a shelf."""
    return await wiring.create_shelf().execute(data)


@router.get("/shelves/{id}", access=PUBLIC)
async def get_shelf(id: UUID) -> GetShelfOutput:
    """Look up a shelf by its key."""
    return await wiring.get_shelf().execute(id)


@router.patch("/shelves/{id}", access=PUBLIC)
async def update_shelf(id: UUID, changes: ShelfUpdate) -> ShelfRead:
    """Change some fields of a shelf."""
    return await wiring.update_shelf().execute(id, changes)


@router.delete("/shelves/{id}", access=PUBLIC, status=204)
async def delete_shelf(id: UUID) -> None:
    """Delete a shelf."""
    await wiring.delete_shelf().execute(id)
