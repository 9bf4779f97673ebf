"""Comparing and creating a topology through the few requests a broker offers.

A request tells what is wrong by its return value, because on a real broker finding out
costs a channel. The order of the steps in `recreate_queue` is what keeps the messages.
"""

import asyncio
from dataclasses import replace
from itertools import chain
from typing import Protocol

from svcgen_runtime.errors import TopologyMismatch
from svcgen_runtime.messages.declaring import mismatch
from svcgen_runtime.messages.topology import (
    Binding,
    Difference,
    ExchangeDeclaration,
    QueueDeclaration,
    Topology,
)


class TopologyPort(Protocol):
    """The requests a broker offers. `assert_*` return None, or how things differ."""

    async def has_exchange(self, name: str) -> bool:
        """Tell whether exchange `name` exists."""

    async def has_queue(self, name: str) -> bool:
        """Tell whether queue `name` exists."""

    async def assert_exchange(self, name: str) -> str | None:
        """Create the topic exchange `name` unless it exists."""

    async def assert_queue(self, queue: QueueDeclaration) -> str | None:
        """Create `queue` unless it exists."""

    async def bind(self, bindings: tuple[Binding, ...]) -> None:
        """Add `bindings`; those that exist stay."""

    async def unbind(self, bindings: tuple[Binding, ...]) -> None:
        """Remove `bindings`; those that do not exist do not matter."""

    async def move(self, source: str, target: str) -> None:
        """Move the messages that wait in one queue to another, losing none."""

    async def count_consumers(self, queue: str) -> int:
        """Return how many consumers `queue` has; 0 when it is missing."""

    async def delete_empty(self, queue: str) -> bool:
        """Delete `queue` unless it holds messages; tell whether it is gone."""


async def apply_topology(port: TopologyPort, topology: Topology) -> None:
    """Create what is missing; raises TopologyMismatch for what differs."""
    different: list[Difference] = []
    for exchange in topology.exchanges:
        different.extend(await _assert_exchange(port, exchange))
    # each waits for the broker's disk, and for nothing of the others
    found = await asyncio.gather(
        *(_assert_queue(port, queue) for queue in topology.queues)
    )
    different.extend(chain.from_iterable(found))
    if different:
        raise mismatch(different)
    await port.bind(topology.bindings)


async def compare_topology(
    port: TopologyPort, topology: Topology
) -> tuple[Difference, ...]:
    """Return what is missing or differs, changing nothing."""
    found: list[Difference] = []
    for exchange in topology.exchanges:
        if await port.has_exchange(exchange.name):
            found.extend(await _assert_exchange(port, exchange))
        else:
            found.append(Difference("missing", "exchange", exchange.name))
    for queue in topology.queues:
        if await port.has_queue(queue.name):
            found.extend(await _assert_queue(port, queue))
        else:
            found.append(Difference("missing", "queue", queue.name, queue=queue))
    return tuple(found)


async def recreate_queue(
    port: TopologyPort, queue: QueueDeclaration, bindings: tuple[Binding, ...]
) -> None:
    """Replace `queue`; its messages, and new ones, wait in `<queue>.moving`.

    A message that arrives while the bindings move may be there twice, never not at all.
    Raises TopologyMismatch while somebody consumes: what is in their hands would be lost.
    """
    if await port.count_consumers(queue.name):
        raise TopologyMismatch(
            f"queue '{queue.name}' has consumers; stop its workers before replacing it"
        )
    moving = QueueDeclaration(f"{queue.name}.moving", "dead")
    aside = tuple(replace(binding, queue=moving.name) for binding in bindings)
    await port.assert_queue(moving)
    await port.bind(aside)
    await port.unbind(bindings)
    await port.move(queue.name, moving.name)
    while not await port.delete_empty(queue.name):
        await port.move(queue.name, moving.name)
    await port.assert_queue(queue)
    await port.bind(bindings)
    await port.unbind(aside)
    await port.move(moving.name, queue.name)
    while not await port.delete_empty(moving.name):
        await port.move(moving.name, queue.name)


async def _assert_exchange(
    port: TopologyPort, exchange: ExchangeDeclaration
) -> tuple[Difference, ...]:
    if exchange.is_foreign and await port.has_exchange(exchange.name):
        # Its kind is its owner's business; a binding is all that is needed.
        return ()
    detail = await port.assert_exchange(exchange.name)
    if detail is None:
        return ()
    return (Difference("different", "exchange", exchange.name, detail),)


async def _assert_queue(
    port: TopologyPort, queue: QueueDeclaration
) -> tuple[Difference, ...]:
    detail = await port.assert_queue(queue)
    if detail is None:
        return ()
    return (Difference("different", "queue", queue.name, detail, queue),)
