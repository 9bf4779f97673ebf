# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Everything that runs. The service ping-pong."""

from svcgen_runtime import Service, run
from svcgen_runtime.interceptors import (
    DatabaseInterceptor,
    PublisherInterceptor,
    SettingsInterceptor,
    WebSocketInterceptor,
)

from ping_pong.extensions import extend
from ping_pong.handlers.http import ping as http_ping
from ping_pong.handlers.messages import pong as messages_pong
from ping_pong.handlers.schedules import ping as schedules_ping
from ping_pong.settings import Settings

service = Service(
    name="ping-pong",
    description=".",
    version="0.1.0",
    prefix="/api",
    settings=Settings,
    interceptors=(
        SettingsInterceptor,
        DatabaseInterceptor,
        PublisherInterceptor,
        WebSocketInterceptor,
    ),
    routers=(http_ping.router,),
    consumers=(messages_pong.consumers,),
    schedules=(schedules_ping.schedules,),
    extend=extend,
)
asgi_app = service.asgi_app


def main() -> None:
    """Run the command line of the service."""
    run(service)
