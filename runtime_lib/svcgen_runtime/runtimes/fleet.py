"""Several server processes on one port, watched by uvicorn's supervisor."""

import asyncio
import os
import sys
from typing import TYPE_CHECKING

from svcgen_runtime.errors import SettingsError
from svcgen_runtime.runtimes.web import serve_in_processes

if TYPE_CHECKING:
    from svcgen_runtime.service import Service


def run_fleet(service: "Service", workers: int) -> None:
    """Serve with `workers` processes until asked to stop.

    Raises what the start raises, before any process is made: a supervisor would start
    a process that cannot start again and again. Each process imports the application
    by APP_PATH (``package.app:asgi_app``), or by the module that `service` stands in.
    """
    path = os.environ.get("APP_PATH") or import_path(service)
    asyncio.run(_try_start(service))
    serve_in_processes(path, service.config, workers)


def import_path(service: "Service") -> str:
    """``module:asgi_app`` of the module that holds the service.

    Raises SettingsError when no importable module does.
    """
    for name, module in tuple(sys.modules.items()):
        if name == "__main__" or not hasattr(module, "asgi_app"):
            continue
        if any(value is service for value in vars(module).values()):
            return f"{name}:asgi_app"
    raise SettingsError(
        "APP_PATH: set it to the application's module, such as package.app:asgi_app"
    )


async def _try_start(service: "Service") -> None:
    async with service.running():
        return
