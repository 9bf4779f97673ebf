"""Router: HTTP routes, each with an access rule, over FastAPI's APIRouter."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypedDict, TypeVar, Unpack

from fastapi import APIRouter
from fastapi.params import Depends
from starlette.responses import Response

from svcgen_runtime.access import PUBLIC, Access
from svcgen_runtime.errors import NotFound, ServiceError
from svcgen_runtime.http.bodies import ErrorBody
from svcgen_runtime.http.route import guarded, route_class
from svcgen_runtime.unit_of_work import NO_METADATA

E = TypeVar("E", bound=Callable[..., Awaitable[object]])


class RouteOptions(TypedDict, total=False):
    """What may be said of a route beside its path and access.

    `status` of a good answer (default 200); `errors` the declared errors that it may
    answer; `metadata` what `use_metadata` reads, shown in OpenAPI as `x-metadata`;
    `dependencies` FastAPI dependencies, run inside the unit of work.
    """

    status: int
    tags: list[str]
    summary: str
    errors: Sequence[type[ServiceError]]
    metadata: Mapping[str, str]
    dependencies: Sequence[Depends]
    response_class: type[Response]
    deprecated: bool


class Router:
    """Routes of one subject; `access` is required for each, so none is open by chance.

    A route's operation id is its function's name. `dependencies` apply to every route
    of the router, outside those of the route.
    """

    def __init__(
        self,
        *,
        prefix: str = "",
        tags: Sequence[str] = (),
        metadata: Mapping[str, str] = NO_METADATA,
        dependencies: Sequence[Depends] = (),
    ) -> None:
        self.api = APIRouter(
            prefix=prefix, tags=list(tags), dependencies=list(dependencies)
        )
        self._metadata = metadata
        self.rules: dict[str, Access] = {}

    def get(
        self, path: str, *, access: Access, **options: Unpack[RouteOptions]
    ) -> Callable[[E], E]:
        """Answer GET on `path`."""
        return self._route("GET", path, access, options)

    def post(
        self, path: str, *, access: Access, **options: Unpack[RouteOptions]
    ) -> Callable[[E], E]:
        """Answer POST on `path`."""
        return self._route("POST", path, access, options)

    def put(
        self, path: str, *, access: Access, **options: Unpack[RouteOptions]
    ) -> Callable[[E], E]:
        """Answer PUT on `path`."""
        return self._route("PUT", path, access, options)

    def patch(
        self, path: str, *, access: Access, **options: Unpack[RouteOptions]
    ) -> Callable[[E], E]:
        """Answer PATCH on `path`."""
        return self._route("PATCH", path, access, options)

    def delete(
        self, path: str, *, access: Access, **options: Unpack[RouteOptions]
    ) -> Callable[[E], E]:
        """Answer DELETE on `path`."""
        return self._route("DELETE", path, access, options)

    def options(
        self, path: str, *, access: Access, **options: Unpack[RouteOptions]
    ) -> Callable[[E], E]:
        """Answer OPTIONS on `path`."""
        return self._route("OPTIONS", path, access, options)

    def _route(
        self, method: str, path: str, access: Access, options: RouteOptions
    ) -> Callable[[E], E]:
        metadata = {**self._metadata, **options.get("metadata", {})}

        def register(endpoint: E) -> E:
            name = endpoint.__name__
            self.rules[name] = access
            extra: dict[str, object] = {"x-access": access.describe()}
            if metadata:
                extra["x-metadata"] = metadata
            if access != PUBLIC:
                extra["security"] = [{"bearer": []}]
            self.api.add_api_route(
                path,
                guarded(endpoint, access),
                methods=[method],
                name=name,
                operation_id=name,
                status_code=options.get("status"),
                tags=list(options.get("tags", ())),
                summary=options.get("summary"),
                dependencies=list(options.get("dependencies", ())),
                deprecated=options.get("deprecated"),
                responses=_responses(access, _errors(path, options)),
                openapi_extra=extra,
                route_class_override=route_class(access, metadata),
                **_response_class(options),
            )
            return endpoint

        return register


def _errors(path: str, options: RouteOptions) -> Sequence[type[ServiceError]]:
    """The errors to tell of: where the path names something, it may not be there."""
    declared = options.get("errors", ())
    return (NotFound, *declared) if "{" in path else declared


class _ResponseClass(TypedDict, total=False):
    response_class: type[Response]


def _response_class(options: RouteOptions) -> _ResponseClass:
    """FastAPI tells "not given" from every value, so the key is left out."""
    if "response_class" in options:
        return {"response_class": options["response_class"]}
    return {}


def _responses(
    access: Access, declared: Sequence[type[ServiceError]]
) -> dict[int | str, dict[str, object]]:
    found: dict[int | str, dict[str, object]] = {
        422: {"model": ErrorBody, "description": "invalid_data"}
    }
    if access != PUBLIC:
        found[401] = {"model": ErrorBody, "description": "authentication_failed"}
        found[403] = {"model": ErrorBody, "description": "permission_denied"}
    for error in declared:
        known = found.get(error.http_status)
        text = f"{known['description']}, {error.code}" if known else error.code
        found[error.http_status] = {"model": ErrorBody, "description": text}
    return found
