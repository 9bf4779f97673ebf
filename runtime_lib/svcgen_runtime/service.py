"""The service: what an emitted `app.py` builds and every runtime runs.

Building one reads no settings and connects to nothing; `running` does.
"""

from asyncio import Event
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from svcgen_runtime.access import PUBLIC, Access
from svcgen_runtime.container import Container
from svcgen_runtime.context import AppType
from svcgen_runtime.errors import RuntimeFault, SettingsError
from svcgen_runtime.interceptors import (
    DatabaseInterceptor,
    Interceptor,
    PublisherInterceptor,
    SettingsInterceptor,
    WebSocketInterceptor,
    check_order,
)
from svcgen_runtime.lifecycle import Lifecycle
from svcgen_runtime.providers import Provider
from svcgen_runtime.settings import ServiceSettings
from svcgen_runtime.unit_of_work import Trigger, UnitOfWork

if TYPE_CHECKING:
    from fastapi import APIRouter, FastAPI
    from sqlalchemy import MetaData

    from svcgen_runtime.http import Router
    from svcgen_runtime.messages import ConsumerRouter
    from svcgen_runtime.principal import Principal
    from svcgen_runtime.schedules import ScheduleRouter
    from svcgen_runtime.tokens import TokenVerifier
    from svcgen_runtime.websocket import PackageRouter, Room, SocketRouter

Hook = Callable[[], Awaitable[None]]
InterceptorT = TypeVar("InterceptorT", bound=Interceptor)

DEFAULT_INTERCEPTORS: tuple[type[Interceptor], ...] = (
    SettingsInterceptor,
    DatabaseInterceptor,
    PublisherInterceptor,
    WebSocketInterceptor,
)


@dataclass(kw_only=True, eq=False)
class Service:
    """One service: its settings class, triggers, interceptors and providers.

    Raises RuntimeFault when the interceptors' order is wrong. `extend` is called once,
    last, with the service, and may add to it.
    """

    name: str
    settings: type[ServiceSettings] = ServiceSettings
    prefix: str = "/api"
    version: str = "0.1.0"
    description: str = ""
    interceptors: Sequence[Interceptor | type[Interceptor]] = DEFAULT_INTERCEPTORS
    metadata: "MetaData | None" = None
    routers: "Sequence[Router | APIRouter]" = ()
    packages: "Sequence[PackageRouter]" = ()
    consumers: "Sequence[ConsumerRouter]" = ()
    schedules: "Sequence[ScheduleRouter]" = ()
    sockets: "Sequence[SocketRouter]" = ()
    rooms: "Sequence[Room]" = ()
    providers: "Sequence[Provider[object]]" = ()
    roles: Sequence[str] = ()
    ws_path: str = "/ws"
    extend: "Callable[[Service], None] | None" = None
    token_verifier: "TokenVerifier | None" = field(default=None, init=False)
    start_hooks: list[Hook] = field(default_factory=list, init=False)
    stop_hooks: list[Hook] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.chain: tuple[Interceptor, ...] = tuple(
            one() if isinstance(one, type) else one for one in self.interceptors
        )
        self.shutdown = Event()
        self._config: ServiceSettings | None = None
        self._container: Container | None = None
        self._lifecycle = Lifecycle(self)
        if self.extend is not None:
            self.extend(self)
        check_order(self.chain)

    # --- what `extend` may call -------------------------------------------------

    def add_interceptor(self, interceptor: Interceptor, before: str = "") -> None:
        """Add an interceptor, innermost or before the one of that name."""
        names = [one.name for one in self.chain]
        place = names.index(before) if before else len(names)
        self.chain = (*self.chain[:place], interceptor, *self.chain[place:])

    def add_router(self, router: "Router | APIRouter") -> None:
        """Add routes under the service's prefix."""
        self.routers = (*self.routers, router)

    def add_provider(self, provider: Provider[object]) -> None:
        """Add a provider; one for the same class and name is replaced."""
        kept = tuple(one for one in self.providers if one.slot != provider.slot)
        self.providers = (*kept, provider)

    def on_start(self, hook: Hook) -> None:
        """Await `hook` when everything has started."""
        self.start_hooks.append(hook)

    def on_stop(self, hook: Hook) -> None:
        """Await `hook` before anything is stopped; the last added runs first."""
        self.stop_hooks.append(hook)

    def use_token_verifier(self, verifier: "TokenVerifier") -> None:
        """Verify tokens with this; needed outside dev and test."""
        self.token_verifier = verifier

    # --- while it runs ----------------------------------------------------------

    @property
    def config(self) -> ServiceSettings:
        """The settings read at start. Raises RuntimeFault before that."""
        if self._config is None:
            raise RuntimeFault("the settings are read at start; nothing runs yet")
        return self._config

    @property
    def container(self) -> Container:
        """The providers. Raises RuntimeFault before start."""
        if self._container is None:
            raise RuntimeFault("providers are made at start; nothing runs yet")
        return self._container

    def load(self, settings: ServiceSettings | None = None) -> ServiceSettings:
        """Read the settings (or take these) once. Raises SettingsError.

        Called by the lifecycle; the command line calls it earlier to know host and
        port, and tests pass settings of their own.
        """
        if settings is not None:
            self._config = settings
        elif self._config is None:
            self._config = self.settings.load()
        self._container = self._container or Container(self.providers)
        return self._config

    @property
    def is_running(self) -> bool:
        """Whether the start is over and the end has not begun."""
        return self._lifecycle.is_started

    def prepare_tokens(self) -> None:
        """Choose who verifies tokens; the server calls it before it starts.

        In dev and test that is the development issuer, unless `extend` chose another.
        Raises SettingsError elsewhere when nobody was chosen and something is not
        public.
        """
        if self.token_verifier is not None:
            return
        if self.config.is_development:
            from svcgen_runtime.tokens import DevelopmentIssuer

            self.token_verifier = DevelopmentIssuer.from_file(self.name)
        elif guarded := [name for name, rule in self.access_rules() if rule != PUBLIC]:
            raise SettingsError(
                f"ENVIRONMENT is {self.config.environment} and nobody verifies tokens,"
                f" but '{guarded[0]}' is not public: call service.use_token_verifier"
                " in extensions.py"
            )

    def access_rules(self) -> list[tuple[str, Access]]:
        """Each route, package and socket with its rule."""
        return [
            rule
            for router in self.routers
            for rule in getattr(router, "rules", {}).items()
        ] + [
            (one.name, one.access)
            for router in (*self.packages, *self.sockets)
            for one in getattr(router, "packages", getattr(router, "endpoints", ()))
        ]

    def reset(self) -> None:
        """Forget settings and providers, so that the next start reads them anew.

        Tests start one service many times; a process that serves never needs it.
        """
        self._config = None
        self._container = None
        self.shutdown = Event()

    def running(self) -> Lifecycle:
        """An async context manager: started inside, stopped after.

        Several may be open at once; the last to leave stops the service.
        """
        return self._lifecycle

    def unit_of_work(
        self,
        trigger: Trigger | str,
        principal: "Principal | None" = None,
        correlation_id: str = "",
        app_type: AppType = "server",
    ) -> UnitOfWork:
        """A unit of work; a plain string names a command that nothing triggered."""
        if isinstance(trigger, str):
            trigger = Trigger("command", trigger)
        return UnitOfWork(self, trigger, principal, correlation_id, app_type)

    def interceptor(self, cls: type[InterceptorT]) -> InterceptorT | None:
        """The interceptor of this class, or None when the service has none."""
        for one in self.chain:
            if isinstance(one, cls):
                return one
        return None

    @cached_property
    def asgi_app(self) -> "FastAPI":
        """The web application; its lifespan starts and stops the service."""
        from svcgen_runtime.http.app import build_app

        return build_app(self)
