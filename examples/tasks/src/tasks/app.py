# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Everything that runs. Keeps tasks, tells everybody of new ones, greets, and lets
people chat.
"""

from svcgen_runtime import Service, run
from svcgen_runtime.interceptors import (
    DatabaseInterceptor,
    PublisherInterceptor,
    SettingsInterceptor,
    WebSocketInterceptor,
)

from tasks.contract.models import metadata
from tasks.contract.roles import Role
from tasks.contract.rooms import CHAT
from tasks.extensions import extend
from tasks.handlers.http import send_hello as http_send_hello
from tasks.handlers.http import task as http_task
from tasks.handlers.messages import say_hello as messages_say_hello
from tasks.handlers.schedules import republish_pending as schedules_republish_pending
from tasks.handlers.sockets import chat as sockets_chat
from tasks.handlers.ws import task as ws_task
from tasks.settings import Settings

service = Service(
    name="tasks",
    description="Keeps tasks, tells everybody of new ones, greets, and lets people chat.",
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
    routers=(http_task.router, http_send_hello.router),
    packages=(ws_task.packages,),
    consumers=(messages_say_hello.consumers,),
    schedules=(schedules_republish_pending.schedules,),
    sockets=(sockets_chat.sockets,),
    rooms=(CHAT,),
    extend=extend,
)
asgi_app = service.asgi_app


def main() -> None:
    """Run the command line of the service."""
    run(service)
