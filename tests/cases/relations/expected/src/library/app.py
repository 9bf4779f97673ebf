# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Everything that runs. Lends books."""

from svcgen_runtime import Service, run
from svcgen_runtime.interceptors import (
    DatabaseInterceptor,
    PublisherInterceptor,
    SettingsInterceptor,
    WebSocketInterceptor,
)

from library.contract.models import metadata
from library.contract.roles import Role
from library.extensions import extend
from library.handlers.http import author as http_author
from library.handlers.http import book as http_book
from library.handlers.http import follow as http_follow
from library.handlers.http import genre as http_genre
from library.handlers.http import loan as http_loan
from library.handlers.http import reader as http_reader
from library.handlers.http import shelf as http_shelf
from library.handlers.ws import author as ws_author
from library.handlers.ws import book as ws_book
from library.settings import Settings

service = Service(
    name="library",
    description="Lends books.",
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
        http_author.router,
        http_book.router,
        http_genre.router,
        http_shelf.router,
        http_reader.router,
        http_loan.router,
        http_follow.router,
    ),
    packages=(ws_author.packages, ws_book.packages),
    extend=extend,
)
asgi_app = service.asgi_app


def main() -> None:
    """Run the command line of the service."""
    run(service)
