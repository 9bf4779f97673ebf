# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""How the commands of appointment get what they ask for."""

from keys.commands.create_appointment import CreateAppointment
from keys.commands.get_appointment import GetAppointment
from keys.commands.list_appointments import ListAppointments
from keys.commands.update_appointment import UpdateAppointment
from keys.repositories.appointment import AppointmentRepository


def create_appointment() -> CreateAppointment:
    """Make the command create_appointment."""
    return CreateAppointment(AppointmentRepository())


def list_appointments() -> ListAppointments:
    """Make the command list_appointments."""
    return ListAppointments(AppointmentRepository())


def get_appointment() -> GetAppointment:
    """Make the command get_appointment."""
    return GetAppointment(AppointmentRepository())


def update_appointment() -> UpdateAppointment:
    """Make the command update_appointment."""
    return UpdateAppointment(AppointmentRepository())
