"""The commands of a console script; each runs until it is done or asked to stop."""

import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine
from datetime import timedelta
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING

from svcgen_runtime.cli.banner import banner
from svcgen_runtime.cli.options import Options
from svcgen_runtime.cli.reloading import is_child, watch
from svcgen_runtime.errors import SettingsError
from svcgen_runtime.logging import configure_logging
from svcgen_runtime.runtimes.clockwork import LONGEST_LOOK, Clockwork
from svcgen_runtime.runtimes.messaging import has_broker
from svcgen_runtime.runtimes.parts import (
    PORTS_TRIED,
    scheduling,
    serving,
    showing_health,
    working,
)
from svcgen_runtime.runtimes.process import run_until_stopped
from svcgen_runtime.runtimes.refusals import require_broker, require_shared
from svcgen_runtime.runtimes.tables import prepare_tables
from svcgen_runtime.runtimes.web import listen
from svcgen_runtime.runtimes.worker import Worker
from svcgen_runtime.tokens import DevelopmentIssuer

if TYPE_CHECKING:
    from svcgen_runtime.service import Service

Command = Callable[["Service", Options], None]
logger = logging.getLogger("svcgen_runtime")


def _long_running(command: Command) -> Command:
    """Read the settings, set up the logs, and start again on changes when asked to."""

    @wraps(command)
    def wrapped(service: "Service", options: Options) -> None:
        if options.flag("reload", "RELOAD") and not is_child():
            folder = Path(options.text("src_dir", "SRC_DIR") or ".").resolve()
            sys.exit(watch(folder))
        config = service.load()
        configure_logging(config.log_level, not config.is_development)
        command(service, options)

    return wrapped


@_long_running
def dev(service: "Service", options: Options) -> None:
    """Server, worker and scheduler in one process, on whatever is at hand."""
    config = service.load()
    if not config.is_development:
        raise SettingsError(
            f"ENVIRONMENT: 'dev' does not run in {config.environment}; use 'server',"
            " 'worker' and 'scheduler'"
        )
    service.prepare_tokens()
    listener = listen(config.host, config.port, PORTS_TRIED)
    port = int(listener.getsockname()[1])

    async def started() -> None:
        sys.stdout.write(banner(service, port))
        sys.stdout.flush()

    async def main() -> None:
        await prepare_tables(service, options.flag("reset"))
        parts = [partial(working, service), partial(scheduling, service)]
        parts.append(partial(serving, service, listener))
        await run_until_stopped(service, parts, started)

    _run(main())


@_long_running
def server(service: "Service", options: Options) -> None:
    """HTTP and WebSocket, in one process or several."""
    config = service.load()
    service.prepare_tokens()
    workers = int(options.values.workers)
    require_shared(service, workers)
    if (service.consumers or service.schedules) and not has_broker(service):
        logger.warning(
            "without BROKER_URL nobody handles messages and schedules of this process;"
            " 'dev' runs all of it"
        )
    if workers > 1:
        from svcgen_runtime.runtimes.fleet import run_fleet

        run_fleet(service, workers)
        return
    listener = listen(config.host, config.port)
    part = partial(serving, service, listener)
    _run(run_until_stopped(service, [part], _quietly))


@_long_running
def worker(service: "Service", options: Options) -> None:
    """The consumers of messages."""
    require_broker(service, "a worker of its own")
    handlers = options.names("handlers", "HANDLERS")
    groups = options.names("groups")
    Worker(service, handlers, groups)  # a name that nobody declared is told first
    part = partial(working, service, handlers, groups)
    health = partial(showing_health, service)
    _run(run_until_stopped(service, [health, part], _quietly))


@_long_running
def scheduler(service: "Service", options: Options) -> None:
    """What is due is sent to the workers."""
    require_broker(service, "a scheduler of its own")
    actions = options.names("actions", "ACTIONS")
    interval = options.number("interval", "INTERVAL", LONGEST_LOOK)
    groups = options.names("groups")
    Clockwork(service, actions, groups)  # as above
    part = partial(scheduling, service, actions, groups, interval)
    health = partial(showing_health, service)
    _run(run_until_stopped(service, [health, part], _quietly))


def declare(service: "Service", options: Options) -> None:
    """Exchanges and queues."""
    service.load()
    require_broker(service, "'declare'")
    from svcgen_runtime.cli.declaring import declare_on_broker

    _run(declare_on_broker(service, options))


def schedule(service: "Service", options: Options) -> None:
    """What the schedules are about to do, and what they did."""
    service.load()
    from svcgen_runtime.cli.scheduling import show_schedules

    _run(show_schedules(service, options))


def migrate(service: "Service", options: Options) -> None:
    """Make missing tables; fail with 4 when one is behind its model."""
    service.load()
    _run(prepare_tables(service, options.flag("reset")))
    tables = len(service.metadata.tables) if service.metadata is not None else 0
    sys.stdout.write(f"{tables} tables are as the models want them\n")


def token(service: "Service", options: Options) -> None:
    """Print a token of the development issuer."""
    config = service.load()
    if not config.is_development:
        raise SettingsError(
            f"ENVIRONMENT: there is no development issuer in {config.environment}"
        )
    known = set(service.roles)
    unknown = [role for role in options.values.role if known and role not in known]
    if unknown:
        listed = ", ".join(service.roles)
        raise SettingsError(f"--role: '{unknown[0]}' is no role; there are: {listed}")
    lifetime = timedelta(hours=float(options.values.hours))
    issuer = DevelopmentIssuer.from_file(service.name)
    issued = issuer.issue(options.values.role, str(options.values.subject), lifetime)
    sys.stdout.write(issued + "\n")


COMMANDS: dict[str, Command] = {
    "dev": dev,
    "server": server,
    "worker": worker,
    "scheduler": scheduler,
    "declare": declare,
    "schedule": schedule,
    "migrate": migrate,
    "token": token,
}


async def _quietly() -> None:
    """Nothing is said when a process of production has started."""


def _run(main: Coroutine[object, object, None]) -> None:
    """Run on uvloop where there is one."""
    try:
        from uvloop import new_event_loop
    except ImportError:
        asyncio.run(main)
        return
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(main)
