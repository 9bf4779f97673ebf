"""HTTP routes of appointment."""

from typing import Annotated
from uuid import UUID

from fastapi import Query
from svcgen_runtime.access import PUBLIC
from svcgen_runtime.database import KeysetPage
from svcgen_runtime.http import Router

from keys.contract.schemas.appointment import (
    AppointmentCreate,
    AppointmentQuery,
    AppointmentRead,
    AppointmentUpdate,
)
from keys.wiring import appointment as wiring

router = Router(tags=["appointments"])


@router.post("/appointments", access=PUBLIC, status=201)
async def create_appointment(data: AppointmentCreate) -> AppointmentRead:
    """Add an appointment."""
    return await wiring.create_appointment().execute(data)


@router.get("/appointments", access=PUBLIC)
async def list_appointments(
    query: Annotated[AppointmentQuery, Query()],
) -> KeysetPage[AppointmentRead]:
    """List appointments."""
    return await wiring.list_appointments().execute(query)


@router.get("/appointments/{id}", access=PUBLIC)
async def get_appointment(id: UUID) -> AppointmentRead:
    """Look up an appointment by its key."""
    return await wiring.get_appointment().execute(id)


@router.patch("/appointments/{id}", access=PUBLIC)
async def update_appointment(id: UUID, changes: AppointmentUpdate) -> AppointmentRead:
    """Change some fields of an appointment."""
    return await wiring.update_appointment().execute(id, changes)
