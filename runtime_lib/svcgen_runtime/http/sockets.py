"""Joins the WebSocket endpoints and the ticket route to the application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import FastAPI

from svcgen_runtime.access import AUTHENTICATED
from svcgen_runtime.context import use_principal
from svcgen_runtime.errors import AuthenticationFailed
from svcgen_runtime.http.router import Router
from svcgen_runtime.interceptors import WebSocketInterceptor
from svcgen_runtime.principal import Principal
from svcgen_runtime.unit_of_work import Trigger, UnitOfWork
from svcgen_runtime.websocket import (
    OriginPolicy,
    TicketRead,
    WebSocketOptions,
    WebSocketRuntime,
    WebSocketServer,
    make_tickets,
)

if TYPE_CHECKING:
    from svcgen_runtime.service import Service


def add_sockets(app: FastAPI, service: "Service") -> None:
    """Add the endpoint of the packages, the further sockets and the ticket route."""
    if not (service.packages or service.sockets or service.rooms):
        app.state.websockets = None
        return
    server = WebSocketServer(
        service.packages, service.sockets, service.rooms, service.ws_path
    )
    app.state.websockets = server
    app.router.routes.extend(server.routes())
    app.include_router(_ticket_router(server).api, prefix=service.prefix)


@asynccontextmanager
async def open_sockets(app: FastAPI, service: "Service") -> AsyncIterator[None]:
    """Let sockets in while the service runs."""
    server: WebSocketServer | None = app.state.websockets
    interceptor = service.interceptor(WebSocketInterceptor)
    if server is None or interceptor is None:
        yield
        return
    config = service.config
    prefix = f"{service.name}.{config.deployment}"
    runtime = WebSocketRuntime(
        hub=interceptor.hub,
        tickets=make_tickets(config.redis_url.get_secret_value(), prefix),
        open_unit=_Units(service),
        verify=_Verify(service),
        options=WebSocketOptions(
            origins=OriginPolicy(config.allowed_origins, config.is_development)
        ),
    )
    server.open(runtime)
    try:
        yield
    finally:
        await server.close()


class _Units:
    """Opens the unit of work of each request that comes over a socket."""

    def __init__(self, service: "Service") -> None:
        self._service = service

    def __call__(
        self, trigger: Trigger, principal: Principal | None, correlation_id: str
    ) -> UnitOfWork:
        return UnitOfWork(self._service, trigger, principal, correlation_id)


class _Verify:
    """Asks the service's verifier; it may be chosen after the routes were made."""

    def __init__(self, service: "Service") -> None:
        self._service = service

    async def __call__(self, token: str) -> Principal:
        if self._service.token_verifier is None:
            raise AuthenticationFailed("This service verifies no tokens.")
        return await self._service.token_verifier.verify(token)


def _ticket_router(server: WebSocketServer) -> Router:
    router = Router(tags=["websocket"])

    @router.post("/ws-ticket", access=AUTHENTICATED)
    async def issue_ws_ticket() -> TicketRead:
        """Issue a ticket that opens one WebSocket connection within 30 seconds."""
        return await server.issue_ticket(use_principal())

    return router
