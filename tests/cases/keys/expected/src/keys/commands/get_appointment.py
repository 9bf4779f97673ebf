"""Look up an appointment by its key."""

from uuid import UUID

from keys.contract.schemas.appointment import AppointmentRead
from keys.repositories.appointment import AppointmentRepository


class GetAppointment:
    """Look up an appointment by its key."""

    def __init__(self, appointments: AppointmentRepository) -> None:
        self.appointments = appointments

    async def execute(self, id: UUID) -> AppointmentRead:
        appointment = await self.appointments.require(id)
        return AppointmentRead.model_validate(appointment)
