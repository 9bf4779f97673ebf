"""The publisher of one unit of work: it stages, and sends after the commit."""

from svcgen_runtime.messages.address import ServiceAddress
from svcgen_runtime.messages.broker import Broker
from svcgen_runtime.messages.clock import Clock, SystemClock
from svcgen_runtime.messages.envelope import Envelope, Stamp, envelop
from svcgen_runtime.messages.message import Message

_SYSTEM_CLOCK = SystemClock()


class Publisher:
    """Keeps messages until the unit of work has committed, then sends them.

    The unit of work registers `flush` to run after its commit. A message that is
    staged by a unit of work that fails is never sent.
    """

    __slots__ = (
        "_address",
        "_broker",
        "_clock",
        "_staged",
        "correlation_id",
        "traceparent",
    )

    def __init__(
        self,
        broker: Broker,
        address: ServiceAddress,
        correlation_id: str,
        traceparent: str = "",
        clock: Clock = _SYSTEM_CLOCK,
    ) -> None:
        self._broker = broker
        self._address = address
        self._clock = clock
        self._staged: list[Envelope] = []
        self.correlation_id = correlation_id
        self.traceparent = traceparent

    @property
    def staged(self) -> tuple[Envelope, ...]:
        """What waits for the commit, in the order it was published."""
        return tuple(self._staged)

    async def publish(self, message: Message, topic: str | None = None) -> None:
        """Stage `message` under `topic` (default: its own); nothing is sent yet.

        Raises ValueError when there is no topic.
        """
        stamp = Stamp(
            correlation_id=self.correlation_id,
            now=self._clock.now(),
            traceparent=self.traceparent,
        )
        self._staged.append(envelop(message, self._address, stamp, topic))

    async def flush(self) -> None:
        """Send what is staged, in order; returns when the broker has all of it.

        Raises Unroutable for a task without a queue, PublishFailed for what the
        broker did not confirm; the others of the same flush are sent all the same.
        """
        staged, self._staged = self._staged, []
        if staged:
            await self._broker.publish(*staged)
