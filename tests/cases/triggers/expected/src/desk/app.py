# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Everything that runs. A desk where people ask."""

from svcgen_runtime import Service, run
from svcgen_runtime.interceptors import (
    DatabaseInterceptor,
    PublisherInterceptor,
    SettingsInterceptor,
    WebSocketInterceptor,
)

from desk.contract.models import metadata
from desk.contract.roles import Role
from desk.contract.rooms import DESK
from desk.extensions import extend
from desk.handlers.http import ask_for_letter as http_ask_for_letter
from desk.handlers.http import note as http_note
from desk.handlers.http import note_down as http_note_down
from desk.handlers.http import upload as http_upload
from desk.handlers.messages import send_letter as messages_send_letter
from desk.handlers.sockets import desk as sockets_desk
from desk.handlers.sockets import hall as sockets_hall
from desk.providers import PROVIDERS
from desk.settings import Settings

service = Service(
    name="desk",
    description="A desk where people ask.",
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
        http_note.router,
        http_ask_for_letter.router,
        http_note_down.router,
        http_upload.router,
    ),
    consumers=(messages_send_letter.consumers,),
    sockets=(sockets_desk.sockets, sockets_hall.sockets),
    rooms=(DESK,),
    providers=PROVIDERS,
    extend=extend,
)
asgi_app = service.asgi_app


def main() -> None:
    """Run the command line of the service."""
    run(service)
