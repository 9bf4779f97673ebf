"""Start and end of a runtime, each step undone in reverse.

Order: settings, providers (before), interceptors, providers (after), start hooks.
"""

from contextlib import AsyncExitStack
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svcgen_runtime.service import Service


class Lifecycle:
    """Runs a service's start and end; may be entered more than once.

    `dev` runs server, worker and scheduler in one process: the first to enter starts
    the service and the last to leave ends it.
    """

    def __init__(self, service: "Service") -> None:
        self._service = service
        self._users = 0
        self._stack = AsyncExitStack()
        self.is_started = False

    async def __aenter__(self) -> "Service":
        self._users += 1
        if self._users == 1:
            try:
                await self._start()
            except BaseException:
                self._users = 0
                await self._stop()
                raise
        return self._service

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._users -= 1
        if self._users == 0:
            await self._stop()

    async def _start(self) -> None:
        service = self._service
        service.load()
        undo = self._stack.push_async_callback
        undo(service.container.tear_down)
        await service.container.set_up("before")
        for interceptor in service.chain:
            # pushed first: an interceptor that fails half-way is also stopped
            undo(interceptor.stop)
            await interceptor.start(service)
        await service.container.set_up("after")
        for hook in service.stop_hooks:
            undo(hook)
        for hook in service.start_hooks:
            await hook()
        self.is_started = True

    async def _stop(self) -> None:
        self.is_started = False
        stack, self._stack = self._stack, AsyncExitStack()
        await stack.aclose()
