"""The publisher of one unit of work: it stages, and nothing leaves before the commit."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from svcgen_runtime.context import use_session
from svcgen_runtime.errors import RuntimeFault
from svcgen_runtime.messages.address import ServiceAddress
from svcgen_runtime.messages.broker import Broker
from svcgen_runtime.messages.clock import Clock, SystemClock
from svcgen_runtime.messages.envelope import Envelope, Stamp, envelop
from svcgen_runtime.messages.message import Message

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

    from svcgen_runtime.outbox.keys import Once
    from svcgen_runtime.outbox.outbox import Outbox, Waiting
    from svcgen_runtime.outbox.rows import Staged

_SYSTEM_CLOCK = SystemClock()


class Publisher:
    """Keeps messages until the unit of work commits.

    With an `outbox` they are written in its transaction and sent after it, come what
    may; those declared ``delivery="direct"``, and all where there is no database, are
    sent after the commit, and lost when the process dies in between.
    """

    def __init__(
        self,
        broker: Broker,
        address: ServiceAddress,
        correlation_id: str,
        traceparent: str = "",
        outbox: "Outbox | None" = None,
    ) -> None:
        self._broker = broker
        self._address = address
        self._clock: Clock = _SYSTEM_CLOCK if outbox is None else outbox.clock
        self._outbox = outbox
        self._direct: list[Envelope] = []
        self._kept: list[Staged] = []
        # called with each message that is staged
        self.on_staged: Callable[[Envelope], None] | None = None
        self.correlation_id = correlation_id
        self.traceparent = traceparent

    @property
    def staged(self) -> tuple[Envelope, ...]:
        """What waits for the commit."""
        return (*(one.envelope for one in self._kept), *self._direct)

    async def publish(self, message: Message, topic: str | None = None) -> None:
        """Stage `message` under `topic` (default: its own); nothing is sent yet.

        Raises ValueError when there is no topic.
        """
        envelope = self._envelop(message, topic)
        if self._outbox is None or message.message_delivery == "direct":
            self._direct.append(envelope)
        else:
            self._keep(envelope, self._clock.now())
        if self.on_staged is not None:
            self.on_staged(envelope)

    async def delay(
        self, message: Message, seconds: float, once: "Once | None" = None
    ) -> None:
        """Stage `message` to leave `seconds` after now; raises as `schedule`."""
        await self.schedule(
            message, self._clock.now() + timedelta(seconds=seconds), once
        )

    async def schedule(
        self, message: Message, when: datetime, once: "Once | None" = None
    ) -> None:
        """Stage `message` to leave at `when`, an aware datetime; `once` gives it a key.

        Raises ValueError for a time without an offset, RuntimeFault where there is no
        database to keep it in.
        """
        if when.tzinfo is None:
            raise ValueError("the time of a scheduled message needs an offset from UTC")
        self._waiting_room()
        envelope = self._envelop(message, None)
        self._keep(envelope, when, once)
        if self.on_staged is not None:
            self.on_staged(envelope)

    async def cancel(self, key: str) -> bool:
        """Take back the message that waits under `key`; tell whether one did.

        Part of the unit of work: it is undone with it. Raises RuntimeFault where there
        is no database.
        """
        return await self._waiting_room().cancel(use_session(), key)

    async def find_waiting(self, limit: int = 100) -> "list[Waiting]":
        """Return at most `limit` messages that wait for their time, the next one first.

        Raises RuntimeFault where there is no database.
        """
        room = self._waiting_room()
        return await room.find_waiting(use_session(), self._clock.now(), limit)

    async def keep(self, session: "AsyncSession") -> None:
        """Write what is staged for the outbox in the session's transaction."""
        kept, self._kept = self._kept, []
        if kept and self._outbox is not None:
            await self._outbox.keep(session, kept)

    async def flush(self) -> None:
        """After the commit: send what is direct, in order, and wake the outbox's relay.

        Raises Unroutable for a task without a queue, PublishFailed for what the
        broker did not confirm; the others of the same flush are sent all the same.
        """
        if self._outbox is not None:
            self._outbox.relay.wake()
        # staged after the commit: there is no transaction to keep it in
        direct = [*self._direct, *(one.envelope for one in self._kept)]
        self._direct, self._kept = [], []
        if direct:
            await self._broker.publish(*direct)

    def _waiting_room(self) -> "Outbox":
        if self._outbox is None:
            raise RuntimeFault(
                "a message that waits is kept in the main database, and this service has"
                " none"
            )
        return self._outbox

    def _envelop(self, message: Message, topic: str | None) -> Envelope:
        stamp = Stamp(
            correlation_id=self.correlation_id,
            now=self._clock.now(),
            traceparent=self.traceparent,
        )
        return envelop(message, self._address, stamp, topic)

    def _keep(
        self, envelope: Envelope, when: datetime, once: "Once | None" = None
    ) -> None:
        from svcgen_runtime.outbox.rows import Staged

        self._kept.append(Staged(envelope, self._clock.now(), when, once))
