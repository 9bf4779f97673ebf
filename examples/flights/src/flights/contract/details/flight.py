# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""What comes out with what it refers to: flight."""

from flights.contract.schemas.airline import AirlineRead
from flights.contract.schemas.airport import AirportRead
from flights.contract.schemas.flight import FlightRead
from flights.contract.schemas.plane import PlaneRead


class GetFlightOutput(FlightRead):
    """A flight with what it refers to."""

    airline: AirlineRead
    plane: PlaneRead | None
    from_airport: AirportRead
    to_airport: AirportRead | None
