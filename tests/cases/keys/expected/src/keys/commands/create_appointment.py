"""Add an appointment."""

from keys.contract.schemas.appointment import AppointmentCreate, AppointmentRead
from keys.repositories.appointment import AppointmentRepository


class CreateAppointment:
    """Add an appointment."""

    def __init__(self, appointments: AppointmentRepository) -> None:
        self.appointments = appointments

    async def execute(self, data: AppointmentCreate) -> AppointmentRead:
        appointment = await self.appointments.create(data)
        return AppointmentRead.model_validate(appointment)
