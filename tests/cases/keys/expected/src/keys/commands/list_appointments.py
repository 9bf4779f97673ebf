"""List appointments."""

from svcgen_runtime.database import KeysetPage

from keys.contract.schemas.appointment import AppointmentQuery, AppointmentRead
from keys.repositories.appointment import AppointmentRepository


class ListAppointments:
    """List appointments."""

    def __init__(self, appointments: AppointmentRepository) -> None:
        self.appointments = appointments

    async def execute(self, query: AppointmentQuery) -> KeysetPage[AppointmentRead]:
        page = await self.appointments.page(query)
        return page.map(AppointmentRead.model_validate)
