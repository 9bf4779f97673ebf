"""How tests make rows: two numbers give two different ones."""

from datetime import UTC, datetime, timedelta

from flights.contract.models.airline import Airline
from flights.contract.models.airport import Airport
from flights.contract.models.flight import Flight
from flights.contract.models.plane import Plane
from flights.contract.models.weather import Weather
from flights.contract.schemas.airline import AirlineCreate
from flights.contract.schemas.airport import AirportCreate
from flights.contract.schemas.flight import FlightCreate
from flights.contract.schemas.plane import PlaneCreate
from flights.contract.schemas.weather import WeatherCreate
from flights.repositories.airline import AirlineRepository
from flights.repositories.airport import AirportRepository
from flights.repositories.flight import FlightRepository
from flights.repositories.plane import PlaneRepository
from flights.repositories.weather import WeatherRepository


def airline_data(number: int = 1) -> AirlineCreate:
    """What is given to add an airline."""
    return AirlineCreate(carrier=f"{number:02d}", name=f"name {number}")


async def make_airline(number: int = 1) -> Airline:
    """Keep an airline, with what it refers to."""
    return await AirlineRepository().create(airline_data(number))


def airport_data(number: int = 1) -> AirportCreate:
    """What is given to add an airport."""
    return AirportCreate(
        faa=f"{number:03d}",
        name=f"name {number}",
        lat=-89.0,
        lon=-179.0,
        alt=number,
        tz=number,
        dst=f"{number:01d}",
    )


async def make_airport(number: int = 1) -> Airport:
    """Keep an airport, with what it refers to."""
    return await AirportRepository().create(airport_data(number))


def plane_data(number: int = 1) -> PlaneCreate:
    """What is given to add a plane."""
    return PlaneCreate(
        tailnum=f"{number}".rjust(4, "x"),
        type=f"type {number}",
        manufacturer=f"manufacturer {number}",
        model=f"model {number}",
        engines=number,
        seats=number,
        engine=f"engine {number}",
    )


async def make_plane(number: int = 1) -> Plane:
    """Keep a plane, with what it refers to."""
    return await PlaneRepository().create(plane_data(number))


def weather_data(origin: str, number: int = 1) -> WeatherCreate:
    """What is given to add a weather."""
    return WeatherCreate(
        origin=origin,
        time_hour=datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=number),
        year=number,
        month=number,
        day=number,
        hour=number,
    )


async def make_weather(number: int = 1) -> Weather:
    """Keep a weather, with what it refers to."""
    parent_1 = await make_airport(number)
    return await WeatherRepository().create(weather_data(parent_1.faa, number))


def flight_data(carrier: str, origin: str, number: int = 1) -> FlightCreate:
    """What is given to add a flight."""
    return FlightCreate(
        carrier=carrier,
        origin=origin,
        year=number,
        month=number,
        day=number,
        sched_dep_time=number,
        sched_arr_time=number,
        flight=number,
        dest=f"{number:03d}",
        distance=number,
        hour=number,
        minute=number,
        time_hour=datetime(2000, 1, 1, tzinfo=UTC) + timedelta(hours=number),
    )


async def make_flight(number: int = 1) -> Flight:
    """Keep a flight, with what it refers to."""
    parent_1 = await make_airline(number)
    parent_2 = await make_airport(number)
    return await FlightRepository().create(
        flight_data(parent_1.carrier, parent_2.faa, number),
    )
