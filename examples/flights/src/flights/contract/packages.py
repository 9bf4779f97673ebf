# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""The WebSocket packages, by number."""

from enum import IntEnum


class PkgID(IntEnum):
    """What travels over the WebSocket; a number never changes and is never reused."""

    GET_AIRLINES = 1  # List airlines.
    GET_AIRPORT = 2  # Look up an airport by its key.
    GET_FLIGHTS = 3  # List flights.
    GET_FLIGHT = 4  # Look up a flight by its key.
