"""Making the broker look as declared; what the `declare` command calls."""

from collections.abc import Awaitable, Callable

from svcgen_runtime.errors import TopologyMismatch
from svcgen_runtime.messages.broker import Broker
from svcgen_runtime.messages.topology import Difference, Topology

Decide = Callable[[Difference], Awaitable[bool]]


async def refuse(difference: Difference) -> bool:
    """Replace nothing; what `declare` does unless told otherwise."""
    del difference
    return False


async def accept(difference: Difference) -> bool:
    """Replace whatever differs; what `declare --force` does."""
    del difference
    return True


async def declare_topology(
    broker: Broker, topology: Topology, decide: Decide = refuse
) -> tuple[Difference, ...]:
    """Create what is missing and replace each differing queue that `decide` accepts.

    A replaced queue keeps its messages. Returns what was found before. Raises
    TopologyMismatch when something differs and was not accepted, before anything is
    changed; an exchange that differs is never replaced, for others are bound to it.
    """
    found = await broker.diff(topology)
    accepted, refused = [], []
    for difference in found:
        if difference.state == "missing":
            continue
        if difference.queue is not None and await decide(difference):
            accepted.append(difference.queue)
        else:
            refused.append(difference)
    if refused:
        raise mismatch(refused)
    for queue in accepted:
        bindings = tuple(one for one in topology.bindings if one.queue == queue.name)
        await broker.recreate(queue, bindings)
    await broker.declare(topology)
    return found


def mismatch(differences: list[Difference]) -> TopologyMismatch:
    """Return the error that lists `differences` and says what to do."""
    listed = "; ".join(str(difference) for difference in differences)
    return TopologyMismatch(
        f"{listed}. See 'declare --diff'; 'declare --force' replaces queues and keeps"
        " their messages."
    )
