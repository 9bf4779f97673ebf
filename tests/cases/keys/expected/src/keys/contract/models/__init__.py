# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Every table of the service."""

from sqlmodel import SQLModel

from keys.contract.models.appointment import Appointment
from keys.contract.models.everything import Everything
from keys.contract.models.pair import Pair

__all__ = ["Appointment", "Everything", "Pair", "metadata"]

metadata = SQLModel.metadata
