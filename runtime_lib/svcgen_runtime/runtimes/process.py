"""One process of a service: its parts run until it is asked to stop."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svcgen_runtime.service import Service

Part = Callable[[], AbstractAsyncContextManager[object]]
Started = Callable[[], Awaitable[None]]
SIGNALS = (signal.SIGTERM, signal.SIGINT)
logger = logging.getLogger("svcgen_runtime")


async def run_until_stopped(
    service: "Service", parts: Sequence[Part], started: Started
) -> None:
    """Start the service and its parts in order, and end them in reverse.

    SIGTERM or SIGINT asks to stop: `/readyz` says draining, what is under way may
    finish within SHUTDOWN_SECONDS, and the function returns. A second signal ends the
    process at once. Raises RuntimeFault when something does not start.
    """
    loop = asyncio.get_running_loop()
    service.load()
    ask = _Asked(service)
    for number in SIGNALS:
        loop.add_signal_handler(number, ask.stop, number)
    try:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(service.running())
            for part in parts:
                await stack.enter_async_context(part())
            await started()
            await service.shutdown.wait()
            logger.info("stopping")
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)


class _Asked:
    """Counts the requests to stop: the first is polite."""

    def __init__(self, service: "Service") -> None:
        self._service = service

    def stop(self, number: int) -> None:
        """Ask to stop, or, the second time, end now."""
        if not self._service.shutdown.is_set():
            self._service.shutdown.set()
            return
        # restoring the default lets the process die of the signal, as its sender means
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)
