"""HTTP routes of everything."""

from typing import Annotated

from fastapi import Query
from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.http import Router

from keys.contract.schemas.everything import (
    EverythingCreate,
    EverythingQuery,
    EverythingRead,
    EverythingUpdate,
)
from keys.wiring import everything as wiring

router = Router(tags=["everythings"])


@router.post("/everythings", access=PUBLIC, status=201)
async def create_everything(data: EverythingCreate) -> EverythingRead:
    """Add an everything."""
    return await wiring.create_everything().execute(data)


@router.get("/everythings", access=PUBLIC)
async def list_everythings(
    query: Annotated[EverythingQuery, Query()],
) -> KeysetPage[EverythingRead]:
    """List everythings."""
    return await wiring.list_everythings().execute(query)


@router.get("/everythings/{id}", access=PUBLIC)
async def get_everything(id: int) -> EverythingRead:
    """Look up an everything by its key."""
    return await wiring.get_everything().execute(id)


@router.patch("/everythings/{id}", access=PUBLIC)
async def update_everything(id: int, changes: EverythingUpdate) -> EverythingRead:
    """Change some fields of an everything."""
    return await wiring.update_everything().execute(id, changes)


@router.put("/everythings/{id}", access=PUBLIC)
async def replace_everything(id: int, data: EverythingCreate) -> EverythingRead:
    """Replace all fields of an everything."""
    return await wiring.replace_everything().execute(id, data)


@router.delete("/everythings/{id}", access=PUBLIC, status=204)
async def delete_everything(id: int) -> None:
    """Delete an everything."""
    await wiring.delete_everything().execute(id)
