"""Change some fields of an appointment."""

from uuid import UUID

from keys.contract.schemas.appointment import AppointmentRead, AppointmentUpdate
from keys.repositories.appointment import AppointmentRepository


class UpdateAppointment:
    """Change some fields of an appointment."""

    def __init__(self, appointments: AppointmentRepository) -> None:
        self.appointments = appointments

    async def execute(self, id: UUID, changes: AppointmentUpdate) -> AppointmentRead:
        appointment = await self.appointments.update(id, changes)
        return AppointmentRead.model_validate(appointment)
