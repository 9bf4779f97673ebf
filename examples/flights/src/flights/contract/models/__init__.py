# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Every table of the service."""

from sqlmodel import SQLModel

from flights.contract.models.airline import Airline
from flights.contract.models.airport import Airport
from flights.contract.models.flight import Flight
from flights.contract.models.plane import Plane
from flights.contract.models.weather import Weather

__all__ = ["Airline", "Airport", "Flight", "Plane", "Weather", "metadata"]

metadata = SQLModel.metadata
