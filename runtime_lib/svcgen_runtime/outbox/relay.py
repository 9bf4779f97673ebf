"""The relay: sends what the outbox holds, for as long as the process runs.

Every process of a service has one. The unit of work that committed messages wakes its
own, so they leave at once; the poll finds what a process left behind that died.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from svcgen_runtime.errors import DependencyMissing, RuntimeFault
from svcgen_runtime.messages.broker import Broker
from svcgen_runtime.messages.clock import Clock, SystemClock
from svcgen_runtime.messages.envelope import Envelope, describe_error
from svcgen_runtime.messages.errors import PublishFailed, Unroutable
from svcgen_runtime.outbox.store import (
    HELD,
    SENT,
    Backlog,
    Fate,
    OutboxStore,
    Outcome,
)

log = logging.getLogger("svcgen_runtime.outbox")

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 0.5
"""Seconds between attempts while the broker or the database does not answer."""


@dataclass(frozen=True, slots=True)
class RelayOptions:
    """How a relay works: messages at a time, and seconds between looks."""

    batch: int = 200
    poll: float = 1.0
    clock: Clock = field(default_factory=SystemClock)


class Relay:
    """Moves messages from a store to a broker until it is stopped."""

    def __init__(
        self, store: OutboxStore, broker: Broker, options: RelayOptions | None = None
    ) -> None:
        self._store = store
        self._broker = broker
        self._options = options or RelayOptions()
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._forgetting: set[asyncio.Task[None]] = set()
        self._is_stopping = False
        self.is_stuck = False

    async def start(self) -> None:
        """Begin; what an earlier process left behind leaves first."""
        self._is_stopping = False
        self._broker.on_release(self._forget)
        await self._store.recover()
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Look at the outbox now: something was committed to it."""
        self._woken.set()

    async def stop(self, grace: float = 5.0) -> None:
        """Send what is due, for `grace` seconds at most; the rest stays for others."""
        task = self._task
        if task is None:
            return
        self._is_stopping = True
        self._woken.set()
        await asyncio.wait({task}, timeout=grace)
        if not task.done():
            log.warning("stopped with messages left in the outbox")
            task.cancel()
        self._task = None
        await asyncio.gather(task, *self._forgetting, return_exceptions=True)

    async def backlog(self) -> Backlog:
        """Return how many messages are due and have not left."""
        return await self._store.backlog(self._options.clock.now())

    async def _run(self) -> None:
        pause, moved = FIRST_PAUSE, True
        while moved or not self._is_stopping:
            self._woken.clear()
            try:
                moved = await self._pass()
            except (RuntimeFault, SQLAlchemyError, OSError) as error:
                # the broker or the database; both come back, and nothing is lost
                if not self.is_stuck:
                    log.warning("the outbox waits: %s", describe_error(error))
                self.is_stuck = True
            except Exception:
                log.exception("a fault of the outbox's relay; it goes on")
                self.is_stuck = True
            else:
                if self.is_stuck:
                    log.info("the outbox moves again")
                self.is_stuck, pause = False, FIRST_PAUSE
            if self.is_stuck:
                await asyncio.sleep(pause)
                moved, pause = True, min(pause * 2, LONGEST_PAUSE)
            elif not moved and not self._is_stopping:
                await self._wait()

    async def _pass(self) -> bool:
        """Send one batch; tell whether there may be more. Raises what stands in the way."""
        await self._broker.ping()
        options = self._options
        outcomes = await self._store.relay(
            options.batch, options.clock.now(), self._send
        )
        late = next((one for one in outcomes if one.fate is Fate.LATER), None)
        if late is not None:
            raise DependencyMissing(late.error)
        return len(outcomes) == options.batch

    async def _send(self, envelopes: Sequence[Envelope]) -> list[Outcome]:
        return await asyncio.gather(*map(self._send_one, envelopes))

    async def _send_one(self, envelope: Envelope) -> Outcome:
        try:
            await self._broker.publish(envelope)
        except Unroutable as error:
            log.error("%s; it is tried again later", error)
            return Outcome(Fate.REFUSED, describe_error(error))
        except PublishFailed as error:
            return Outcome(Fate.LATER, describe_error(error))
        return HELD if self._broker.holds(envelope.message_id) else SENT

    def _forget(self, message_id: str) -> None:
        if self._task is None:
            # the next process finds the row, and its handlers the record of the inbox
            return
        task = asyncio.create_task(self._store.forget((message_id,)))
        self._forgetting.add(task)
        task.add_done_callback(self._forgetting.discard)

    async def _wait(self) -> None:
        """Wait until something is committed here, something is due, or the poll."""
        clock, seconds = self._options.clock, self._options.poll
        due = await self._store.next_due()
        if due is not None:
            seconds = min(seconds, max((due - clock.now()).total_seconds(), 0.0))
        sleeping = asyncio.ensure_future(clock.sleep(seconds))
        waking = asyncio.ensure_future(self._woken.wait())
        try:
            await asyncio.wait({sleeping, waking}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeping.cancel()
            waking.cancel()
