"""HTTP routes of airline."""

from typing import Annotated

from fastapi import Query
from svcgen_runtime.access import PUBLIC, AllOf
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.errors import Conflict
from svcgen_runtime.http import Router

from flights.contract.roles import Role
from flights.contract.schemas.airline import AirlineCreate, AirlineQuery, AirlineRead
from flights.wiring import airline as wiring

router = Router(tags=["airlines"])


@router.post("/airlines", access=AllOf(Role.LOADER), status=201, errors=(Conflict,))
async def create_airline(data: AirlineCreate) -> AirlineRead:
    """Add an airline."""
    return await wiring.create_airline().execute(data)


@router.get("/airlines", access=PUBLIC)
async def list_airlines(
    query: Annotated[AirlineQuery, Query()],
) -> KeysetPage[AirlineRead]:
    """List airlines."""
    return await wiring.list_airlines().execute(query)


@router.get("/airlines/{carrier}", access=PUBLIC)
async def get_airline(carrier: str) -> AirlineRead:
    """Look up an airline by its key."""
    return await wiring.get_airline().execute(carrier)
