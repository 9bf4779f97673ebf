"""HTTP routes of plane."""

from typing import Annotated

from fastapi import Query
from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import OffsetPage
from svcgen_runtime.http import Router

from flights.contract.schemas.plane import PlaneQuery, PlaneRead
from flights.wiring import plane as wiring

router = Router(tags=["planes"])


@router.get("/planes", access=PUBLIC)
async def list_planes(query: Annotated[PlaneQuery, Query()]) -> OffsetPage[PlaneRead]:
    """List planes."""
    return await wiring.list_planes().execute(query)


@router.get("/planes/{tailnum}", access=PUBLIC)
async def get_plane(tailnum: str) -> PlaneRead:
    """Look up a plane by its key."""
    return await wiring.get_plane().execute(tailnum)
