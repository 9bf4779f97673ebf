"""Data access: appointments."""

from uuid import UUID

from svcgen_runtime.database import Repository

from keys.contract.models.appointment import Appointment


class AppointmentRepository(Repository[Appointment, UUID]):
    """Where appointments are kept."""

    model = Appointment
