"""Interceptors: what every unit of work enters in order and leaves in reverse.

The built-in ones join the runtime to its packages. Their order is settings, database,
publisher, websocket; `after` on a class names what must stand before it, and a service
that breaks this is refused when it is built.
"""

from typing import TYPE_CHECKING, ClassVar

from svcgen_runtime.errors import RuntimeFault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from svcgen_runtime.service import Service
    from svcgen_runtime.unit_of_work import UnitOfWork


class Interceptor:
    """Base of interceptors; override what you need.

    One instance serves the whole process: keep what belongs to a unit of work on the
    unit of work. `name` is what faults and health reports call it.
    """

    name: ClassVar[str] = ""
    after: ClassVar[tuple[str, ...]] = ()

    async def start(self, service: "Service") -> None:
        """Called once when the runtime starts, in order."""

    async def stop(self) -> None:
        """Called once when the runtime ends, in reverse order."""

    async def ping(self) -> None:
        """Raise when what this interceptor needs does not answer; for `/readyz`."""

    async def enter(self, uow: "UnitOfWork") -> None:
        """Called when a unit of work begins; an error undoes those before it."""

    async def exit(self, uow: "UnitOfWork", error: BaseException | None) -> None:
        """Called when a unit of work ends; `error` is what went wrong, or None."""


def check_order(interceptors: "Sequence[Interceptor]") -> None:
    """Raise RuntimeFault when an interceptor stands before one that it needs."""
    names = [interceptor.name for interceptor in interceptors]
    for place, interceptor in enumerate(interceptors):
        if interceptor.name and interceptor.name in names[:place]:
            raise RuntimeFault(f"interceptor '{interceptor.name}' is listed twice")
        late = [name for name in interceptor.after if name in names[place:]]
        if late:
            raise RuntimeFault(
                f"interceptor '{interceptor.name}' must come after '{late[0]}'"
            )


class SettingsInterceptor(Interceptor):
    """Makes the settings readable by `use_settings`."""

    name = "settings"


class DatabaseInterceptor(Interceptor):
    """Opens sessions on first use; commits them on success, or rolls back."""

    name = "database"
    after = ("settings",)


class PublisherInterceptor(Interceptor):
    """Gives each unit of work a publisher that stages until the commit."""

    name = "publisher"
    after = ("database",)


class WebSocketInterceptor(Interceptor):
    """Gives each unit of work a manager that holds pushes until the commit."""

    name = "websocket"
    after = ("publisher",)
