# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Everything that runs. Keeps authors and their books, over HTTP and over WebSocket by
the same commands.
"""

from svcgen_runtime import Service, run
from svcgen_runtime.interceptors import (
    DatabaseInterceptor,
    PublisherInterceptor,
    SettingsInterceptor,
    WebSocketInterceptor,
)

from authors.contract.models import metadata
from authors.contract.roles import Role
from authors.extensions import extend
from authors.handlers.http import author as http_author
from authors.handlers.http import book as http_book
from authors.handlers.http import count_authors as http_count_authors
from authors.handlers.messages import note_author as messages_note_author
from authors.handlers.messages import welcome_author as messages_welcome_author
from authors.handlers.schedules import count_authors as schedules_count_authors
from authors.handlers.ws import author as ws_author
from authors.handlers.ws import book as ws_book
from authors.handlers.ws import get_status as ws_get_status
from authors.settings import Settings

service = Service(
    name="authors",
    description="Keeps authors and their books, over HTTP and over WebSocket by the same commands.",
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
    routers=(http_author.router, http_book.router, http_count_authors.router),
    packages=(ws_author.packages, ws_book.packages, ws_get_status.packages),
    consumers=(messages_note_author.consumers, messages_welcome_author.consumers),
    schedules=(schedules_count_authors.schedules,),
    extend=extend,
)
asgi_app = service.asgi_app


def main() -> None:
    """Run the command line of the service."""
    run(service)
