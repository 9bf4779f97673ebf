"""`declare`: shows or makes what the service needs on the broker."""

import asyncio
import sys
from typing import TYPE_CHECKING

from svcgen_runtime.errors import TopologyMismatch
from svcgen_runtime.messages import (
    Difference,
    accept,
    create_broker,
    declare_topology,
    refuse,
)
from svcgen_runtime.runtimes.messaging import topology_of

if TYPE_CHECKING:
    from svcgen_runtime.cli.options import Options
    from svcgen_runtime.service import Service


async def declare_on_broker(service: "Service", options: "Options") -> None:
    """Declare, or with `--diff` only compare.

    Raises TopologyMismatch when something differs and may not be replaced,
    DependencyMissing when the broker does not answer.
    """
    broker = create_broker(service.config.broker_url.get_secret_value())
    topology = topology_of(service)
    await broker.start()
    try:
        if options.flag("diff"):
            found = await broker.diff(topology)
            _print(found)
            if found:
                raise TopologyMismatch(f"{len(found)} things are not as declared")
            return
        decide = refuse
        if options.flag("force", "FORCE"):
            decide = accept
        elif options.flag("interactive_mode", "INTERACTIVE_MODE"):
            decide = _ask
        _print(await declare_topology(broker, topology, decide))
    finally:
        await broker.stop()
    sys.stdout.write(f"{len(topology.queues)} queues are as declared\n")


async def _ask(difference: Difference) -> bool:
    question = f"{difference}. Replace it, keeping its messages? [y/N] "
    answer = await asyncio.to_thread(input, question)
    return answer.strip().lower() in ("y", "yes")


def _print(found: tuple[Difference, ...]) -> None:
    for difference in found:
        sys.stdout.write(f"{difference}\n")
