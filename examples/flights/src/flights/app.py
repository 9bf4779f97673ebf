# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Everything that runs. All flights that left New York City in 2013, with airlines,
airports, planes and weather.
"""

from svcgen_runtime import Service, run
from svcgen_runtime.interceptors import (
    DatabaseInterceptor,
    PublisherInterceptor,
    SettingsInterceptor,
    WebSocketInterceptor,
)

from flights.contract.models import metadata
from flights.contract.roles import Role
from flights.extensions import extend
from flights.handlers.http import airline as http_airline
from flights.handlers.http import airport as http_airport
from flights.handlers.http import count_rows as http_count_rows
from flights.handlers.http import flight as http_flight
from flights.handlers.http import plane as http_plane
from flights.handlers.http import weather as http_weather
from flights.handlers.ws import airline as ws_airline
from flights.handlers.ws import airport as ws_airport
from flights.handlers.ws import flight as ws_flight
from flights.settings import Settings

service = Service(
    name="flights",
    description="All flights that left New York City in 2013, with airlines, airports, planes and weather.",
    version="0.1.0",
    prefix="/api",
    settings=Settings,
    interceptors=(
        SettingsInterceptor,
        DatabaseInterceptor,
        PublisherInterceptor,
        WebSocketInterceptor,
    ),
    metadata=metadata,
    roles=tuple(Role),
    routers=(
        http_airline.router,
        http_airport.router,
        http_plane.router,
        http_weather.router,
        http_flight.router,
        http_count_rows.router,
    ),
    packages=(ws_airline.packages, ws_airport.packages, ws_flight.packages),
    extend=extend,
)
asgi_app = service.asgi_app


def main() -> None:
    """Run the command line of the service."""
    run(service)
