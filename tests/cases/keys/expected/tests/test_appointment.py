"""Tests of appointment, over real sockets."""

from factories import appointment_data, make_appointment
from svcgen_runtime.testing import TestService


async def test_create_appointment_over_http(running: TestService) -> None:
    """Add an appointment."""
    data = appointment_data().model_dump(mode="json")
    async with running.http() as client:
        answer = await client.post("/appointments", json=data)
    assert answer.status_code == 201


async def test_list_appointments_over_http(running: TestService) -> None:
    """List appointments."""
    async with running.service.unit_of_work("test"):
        await make_appointment()
    async with running.http() as client:
        answer = await client.get("/appointments")
    assert answer.status_code == 200
    assert len(answer.json()["items"]) == 1


async def test_get_appointment_over_http(running: TestService) -> None:
    """Look up an appointment by its key."""
    async with running.service.unit_of_work("test"):
        appointment = await make_appointment()
    async with running.http() as client:
        answer = await client.get(f"/appointments/{appointment.id}")
    assert answer.status_code == 200
