"""The current unit of work, and the hooks that read it.

One context variable holds the unit of work; tasks started inside it inherit it. Outside
a unit of work every hook raises NotInUnitOfWork.
"""

from asyncio import Event
from collections.abc import Mapping
from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal, TypeVar

from svcgen_runtime.errors import AuthenticationFailed, NotInUnitOfWork, ProviderFault

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

    from svcgen_runtime.container import Container
    from svcgen_runtime.messages import Publisher
    from svcgen_runtime.principal import Principal
    from svcgen_runtime.settings import ServiceSettings
    from svcgen_runtime.unit_of_work import UnitOfWork
    from svcgen_runtime.websocket import WebSocketManager

AppType = Literal["server", "worker", "scheduler"]
T = TypeVar("T")
S = TypeVar("S", bound="ServiceSettings")

current_unit_of_work: ContextVar["UnitOfWork"] = ContextVar("current_unit_of_work")


def use_app_context() -> "UnitOfWork":
    """The current unit of work. Raises NotInUnitOfWork outside of one."""
    try:
        return current_unit_of_work.get()
    except LookupError:
        raise NotInUnitOfWork(
            "no unit of work is open here; call this from a handler or a command, or"
            " open one: 'async with service.unit_of_work(\"job\"): ...'"
        ) from None


def use_session(name: str = "main") -> "AsyncSession":
    """The unit of work's session on database `name`, made on first use.

    Committed when the unit of work ends well, rolled back otherwise.
    Raises NotInUnitOfWork.
    """
    return use_app_context().session(name)


def use_publisher() -> "Publisher":
    """What stages messages until the commit. Raises NotInUnitOfWork."""
    return use_app_context().publisher


def use_ws_manager() -> "WebSocketManager":
    """What sends pushes and moves connections between rooms. Raises NotInUnitOfWork."""
    return use_app_context().ws_manager


def use_settings(cls: type[S]) -> S:
    """The service's settings, which must be of class `cls`.

    Raises NotInUnitOfWork, or ProviderFault when the service was built with another
    settings class.
    """
    settings = use_app_context().service.config
    if not isinstance(settings, cls):
        raise ProviderFault(
            f"the service's settings are {type(settings).__name__}, not {cls.__name__}"
        )
    return settings


def use_principal() -> "Principal":
    """The verified caller. Raises AuthenticationFailed when there is none."""
    principal = use_app_context().principal
    if principal is None:
        raise AuthenticationFailed
    return principal


def use_provider(cls: type[T], name: str | None = None) -> T:
    """What was provided for class `cls` (and `name`) for the whole service.

    Raises ProviderFault when nothing was.
    """
    return use_container().get(cls, name)


async def use_unit_provider(cls: type[T], name: str | None = None) -> T:
    """What is provided for class `cls` (and `name`) for this unit of work alone.

    Made when it is first asked for, and torn down before the commit. Raises
    NotInUnitOfWork, or ProviderFault when nothing was provided.
    """
    return await use_app_context().providers.get(cls, name)


def use_container() -> "Container":
    """The service's providers. Raises NotInUnitOfWork."""
    return use_app_context().service.container


def use_app_type() -> AppType:
    """Which runtime this is: server, worker or scheduler."""
    return use_app_context().app_type


def use_metadata() -> Mapping[str, str]:
    """What the spec declared beside the trigger, by key."""
    return use_app_context().trigger.metadata


def use_shutdown() -> Event:
    """An event that is set when the process has been asked to stop."""
    return use_app_context().service.shutdown
