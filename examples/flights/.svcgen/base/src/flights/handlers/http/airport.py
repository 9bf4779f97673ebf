"""HTTP routes of airport."""

from typing import Annotated

from fastapi import Query
from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.http import Router

from flights.contract.schemas.airport import AirportQuery, AirportRead
from flights.wiring import airport as wiring

router = Router(tags=["airports"])


@router.get("/airports", access=PUBLIC)
async def list_airports(
    query: Annotated[AirportQuery, Query()],
) -> KeysetPage[AirportRead]:
    """List airports."""
    return await wiring.list_airports().execute(query)


@router.get("/airports/{faa}", access=PUBLIC)
async def get_airport(faa: str) -> AirportRead:
    """Look up an airport by its key."""
    return await wiring.get_airport().execute(faa)
