# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Everything that runs. Sells books and ships them."""

from svcgen_runtime import Service, run
from svcgen_runtime.interceptors import (
    DatabaseInterceptor,
    PublisherInterceptor,
    SettingsInterceptor,
    WebSocketInterceptor,
)

from bookshop.contract.models import metadata
from bookshop.contract.roles import Role
from bookshop.contract.rooms import CHAT, ORDER
from bookshop.extensions import extend
from bookshop.handlers.http import author as http_author
from bookshop.handlers.http import order as http_order
from bookshop.handlers.http import search_orders as http_search_orders
from bookshop.handlers.http import upload_cover as http_upload_cover
from bookshop.handlers.http import watch_orders as http_watch_orders
from bookshop.handlers.messages import count_sale as messages_count_sale
from bookshop.handlers.messages import on_user as messages_on_user
from bookshop.handlers.messages import send_receipt as messages_send_receipt
from bookshop.handlers.messages import watch_topic as messages_watch_topic
from bookshop.handlers.schedules import expire_carts as schedules_expire_carts
from bookshop.handlers.sockets import chat as sockets_chat
from bookshop.handlers.ws import author as ws_author
from bookshop.handlers.ws import get_status as ws_get_status
from bookshop.handlers.ws import order as ws_order
from bookshop.providers import PROVIDERS
from bookshop.settings import Settings

service = Service(
    name="bookshop",
    description="Sells books and ships them.",
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
        http_search_orders.router,
        http_watch_orders.router,
        http_upload_cover.router,
        http_order.router,
    ),
    packages=(ws_author.packages, ws_order.packages, ws_get_status.packages),
    consumers=(
        messages_send_receipt.consumers,
        messages_count_sale.consumers,
        messages_on_user.consumers,
        messages_watch_topic.consumers,
    ),
    schedules=(schedules_expire_carts.schedules,),
    sockets=(sockets_chat.sockets,),
    rooms=(ORDER, CHAT),
    providers=PROVIDERS,
    extend=extend,
)
asgi_app = service.asgi_app


def main() -> None:
    """Run the command line of the service."""
    run(service)
