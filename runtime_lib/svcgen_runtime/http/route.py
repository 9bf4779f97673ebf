"""The route class: one unit of work around each HTTP request.

Order: identity, static access, then the input is read and the handler runs inside the
unit of work, the unit of work commits, and only then does the response leave.
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import wraps
from typing import TYPE_CHECKING, ClassVar, ParamSpec, TypeVar, cast

from fastapi import Request, Response
from fastapi.params import Form
from fastapi.routing import APIRoute
from typing_extensions import override

from svcgen_runtime.access import PUBLIC, Access, Owner, authorise
from svcgen_runtime.context import use_app_context
from svcgen_runtime.errors import UnsupportedMediaType
from svcgen_runtime.http.identity import identify
from svcgen_runtime.slashes import read_slashes
from svcgen_runtime.unit_of_work import NO_METADATA, Trigger, UnitOfWork

if TYPE_CHECKING:
    from svcgen_runtime.service import Service

P = ParamSpec("P")
R = TypeVar("R")
Handler = Callable[[Request], Coroutine[object, object, Response]]


class UnitOfWorkRoute(APIRoute):
    """A route with an access rule and a unit of work; made by `Router`."""

    access: ClassVar[Access] = PUBLIC
    trigger_metadata: ClassVar[Mapping[str, str]] = NO_METADATA

    @override
    def get_route_handler(self) -> Handler:
        """FastAPI's handler inside a unit of work."""
        inner = super().get_route_handler()
        access = self.access
        trigger = Trigger("http", self.name, self.trigger_metadata)
        json_only = self.body_field is not None and not isinstance(
            self.body_field.field_info, Form
        )

        async def handle(request: Request) -> Response:
            service = cast("Service", request.app.state.service)
            principal = await identify(service, request)
            access.check(principal)
            if json_only:
                _require_json(request)
            read_slashes(request.scope)
            ident = str(request.scope.get("svcgen.correlation_id", ""))
            # the work commits when the block is left; FastAPI sends what is returned
            async with UnitOfWork(service, trigger, principal, ident):
                return await inner(request)

        return handle


def route_class(
    access: Access, metadata: Mapping[str, str] = NO_METADATA
) -> type[UnitOfWorkRoute]:
    """The route class that holds to this rule."""
    members = {"access": access, "trigger_metadata": metadata}
    return type("ServiceRoute", (UnitOfWorkRoute,), members)


def guarded(
    endpoint: Callable[P, Awaitable[R]], access: Access
) -> Callable[P, Awaitable[R]]:
    """The endpoint behind the part of `access` that needs its arguments."""
    if not isinstance(access, Owner):
        return endpoint

    @wraps(endpoint)
    async def owned(*args: P.args, **kwargs: P.kwargs) -> R:
        await authorise(access, use_app_context().principal, kwargs)
        return await endpoint(*args, **kwargs)

    return owned


def _require_json(request: Request) -> None:
    """Raise UnsupportedMediaType for a body of another type."""
    given = request.headers.get("content-type", "")
    kind = given.partition(";")[0].strip().lower()
    if kind == "application/json" or (
        kind.startswith("application/") and kind.endswith("+json")
    ):
        return
    if not kind and request.headers.get("content-length", "0") == "0":
        return  # no body at all: the schema says whether that is a fault
    raise UnsupportedMediaType("Send application/json.")
