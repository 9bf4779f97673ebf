"""HTTP routes of flight."""

from typing import Annotated

from fastapi import Query
from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.http import Router

from flights.contract.details.flight import GetFlightOutput
from flights.contract.schemas.flight import FlightQuery, FlightRead
from flights.wiring import flight as wiring

router = Router(tags=["flights"])


@router.get("/flights", access=PUBLIC)
async def list_flights(
    query: Annotated[FlightQuery, Query()],
) -> KeysetPage[FlightRead]:
    """List flights."""
    return await wiring.list_flights().execute(query)


@router.get("/flights/{id}", access=PUBLIC)
async def get_flight(id: int) -> GetFlightOutput:
    """Look up a flight by its key."""
    return await wiring.get_flight().execute(id)
