"""The web application of a service. Building it reads nothing and connects nowhere."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI
from starlette.routing import Route
from typing_extensions import override

from svcgen_runtime.health import PATHS, HealthApp
from svcgen_runtime.http.development import development_routes
from svcgen_runtime.http.docs import docs_routes
from svcgen_runtime.http.edge import Edge
from svcgen_runtime.http.faults import handle_errors
from svcgen_runtime.http.origins import CrossOrigin
from svcgen_runtime.http.sockets import add_sockets, open_sockets
from svcgen_runtime.logging import configure_logging

if TYPE_CHECKING:
    from svcgen_runtime.service import Service

# FastAPI describes its own validation error, which this service never sends
_FOREIGN_SCHEMAS = ("HTTPValidationError", "ValidationError")


class ServiceApp(FastAPI):
    """FastAPI with the service's OpenAPI document."""

    @override
    def openapi(self) -> dict[str, object]:
        """The OpenAPI document: bearer tokens, and the error body of every route."""
        if self.openapi_schema:
            return self.openapi_schema
        document: dict[str, object] = super().openapi()
        components = document.setdefault("components", {})
        assert isinstance(components, dict)
        for name in _FOREIGN_SCHEMAS:
            components.get("schemas", {}).pop(name, None)
        components["securitySchemes"] = {
            "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
        }
        return document


def build_app(service: "Service") -> FastAPI:
    """The application: routes, sockets, health, documents and error bodies."""
    app = ServiceApp(
        title=service.name,
        version=service.version,
        description=service.description,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        redirect_slashes=False,
    )
    app.state.service = service
    for router in service.routers:
        api = router if isinstance(router, APIRouter) else router.api
        app.include_router(api, prefix=service.prefix)
    add_sockets(app, service)
    health = HealthApp(service)
    app.router.routes.extend(Route(path, health) for path in PATHS)
    app.router.routes.extend(docs_routes(service))
    app.router.routes.extend(development_routes(service))
    handle_errors(app)
    app.add_middleware(Edge, service=service)
    app.add_middleware(CrossOrigin, service=service)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    service: Service = app.state.service
    service.load()
    service.prepare_tokens()
    if not logging.getLogger().handlers:
        configure_logging(service.config.log_level, not service.config.is_development)
    async with service.running(), open_sockets(app, service):
        yield
