# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Everything that runs. The service keys."""

from svcgen_runtime import Service, run
from svcgen_runtime.interceptors import (
    DatabaseInterceptor,
    PublisherInterceptor,
    SettingsInterceptor,
    WebSocketInterceptor,
)

from keys.contract.models import metadata
from keys.extensions import extend
from keys.handlers.http import appointment as http_appointment
from keys.handlers.http import everything as http_everything
from keys.handlers.http import pair as http_pair
from keys.handlers.ws import everything as ws_everything
from keys.settings import Settings

service = Service(
    name="keys",
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
    metadata=metadata,
    routers=(http_everything.router, http_pair.router, http_appointment.router),
    packages=(ws_everything.packages,),
    extend=extend,
)
asgi_app = service.asgi_app


def main() -> None:
    """Run the command line of the service."""
    run(service)
