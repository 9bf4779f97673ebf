"""One handler at work on deliveries: parse, unit of work, commit, and then settle.

The order is the promise: a delivery is settled after the commit, exactly once; a
handler that raises leaves nothing behind and its message comes again by the policy.
"""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from math import inf
from typing import TYPE_CHECKING, Protocol

from pydantic import ValidationError

from svcgen_runtime.errors import CommandNotWritten, RuntimeFault
from svcgen_runtime.messages.broker import Delivery
from svcgen_runtime.messages.clock import Clock
from svcgen_runtime.messages.envelope import (
    TRACEPARENT,
    Envelope,
    Failure,
    describe_error,
)
from svcgen_runtime.messages.errors import Duplicate, PublishFailed
from svcgen_runtime.messages.message import Message
from svcgen_runtime.messages.retry import round_up_delay_ms
from svcgen_runtime.messages.router import Handler
from svcgen_runtime.messages.settlement import (
    ACK,
    Decision,
    Settlement,
    current_settlement,
)
from svcgen_runtime.messages.versions import Earlier, read_version
from svcgen_runtime.unit_of_work import Callback

if TYPE_CHECKING:
    from sqlmodel.ext.asyncio.session import AsyncSession

    from svcgen_runtime.outbox.inbox import Inbox

log = logging.getLogger("svcgen_runtime.messages")

ABANDON_SECONDS = 0.5
"""How long a handler that ignores its timeout may still hold its slot."""


class CommitScope(Protocol):
    """What a run asks of its unit of work."""

    def before_commit(self, callback: Callback) -> None:
        """Run `callback` just before the commit; its error undoes the work."""

    def session(self) -> "AsyncSession":
        """The session on the main database."""


class OpenUnitOfWork(Protocol):
    """Opens the unit of work of one delivery, named after its handler."""

    def __call__(
        self, name: str, correlation_id: str, metadata: Mapping[str, str]
    ) -> AbstractAsyncContextManager[CommitScope]:
        """Return the unit of work, not yet entered."""


class Abandoned(RuntimeFault):
    """A run went on after its time; another run has its message now."""


class _Run:
    """The slot of one run; given back once, by the run or by its watchdog."""

    __slots__ = ("_slots", "is_abandoned", "is_released")

    def __init__(self, slots: asyncio.Semaphore) -> None:
        self._slots = slots
        self.is_abandoned = False
        self.is_released = False

    def release(self) -> None:
        if not self.is_released:
            self.is_released = True
            self._slots.release()

    async def refuse_if_abandoned(self) -> None:
        if self.is_abandoned:
            raise Abandoned("the handler ran past its timeout; its work is undone")


class HandlerRunner:
    """Runs one handler, at most `concurrency` deliveries at a time."""

    def __init__(
        self,
        handler: Handler,
        open_unit_of_work: OpenUnitOfWork,
        clock: Clock,
        inbox: "Inbox | None" = None,
    ) -> None:
        self.handler = handler
        self._inbox = inbox
        self._open = open_unit_of_work
        self._clock = clock
        self._slots = asyncio.Semaphore(handler.concurrency)
        self._settling: set[asyncio.Task[None]] = set()

    async def run(self, delivery: Delivery, is_stopping: asyncio.Event) -> None:
        """Handle `delivery` and settle it. Returns when its slot is free again.

        A cancelled run gives its message back when `is_stopping` is set. Otherwise the
        broker's channel has died, and the broker delivers the message again by itself.
        """
        try:
            await self._slots.acquire()
            run = _Run(self._slots)
            try:
                if is_stopping.is_set():
                    await delivery.requeue()
                else:
                    await self._run(delivery, run)
            finally:
                run.release()
        except asyncio.CancelledError:
            if not is_stopping.is_set():
                raise
            if not delivery.is_settled:
                await delivery.requeue()

    async def _run(self, delivery: Delivery, run: _Run) -> None:
        try:
            message = self._parse(delivery)
        except ValidationError as error:
            await self._to_dead_letters(delivery, _describe_invalid(error))
            return
        watchdog = self._watch(delivery, run)
        try:
            decision = await self._call(message, delivery, run)
        except CommandNotWritten as error:
            # trying again cannot help, and a traceback would tell nothing
            log.error("handler %s: %s", self.handler.name, error)
            if not run.is_abandoned:
                await self._tell(message, delivery, error)
                await self._to_dead_letters(delivery, describe_error(error))
        except Exception as error:
            log.warning(
                "handler %s failed on message %s, attempt %d",
                self.handler.name,
                delivery.envelope.message_id,
                delivery.envelope.attempt,
                exc_info=True,
            )
            if not run.is_abandoned:
                await self._tell(message, delivery, error)
                await self._fail(delivery, describe_error(error))
        else:
            if not run.is_abandoned:
                await self._settle(delivery, decision)
        finally:
            if watchdog is not None:
                watchdog.cancel()

    async def _tell(
        self, message: Message, delivery: Delivery, error: Exception
    ) -> None:
        """Let the handler's `on_error` know, in a unit of work of its own."""
        tell, envelope = self.handler.on_error, delivery.envelope
        if tell is None:
            return
        try:
            async with self._open(
                self.handler.name, envelope.correlation_id, _metadata(delivery)
            ):
                await tell(message, error)
        except Exception:
            log.exception("on_error of handler %s failed", self.handler.name)

    def _parse(self, delivery: Delivery) -> Message:
        earlier = self._earlier(delivery)
        message = self.handler.message if earlier is None else earlier.message
        return message.model_validate_json(delivery.envelope.body)

    def _earlier(self, delivery: Delivery) -> Earlier | None:
        version = read_version(delivery.envelope.type)
        return self.handler.earlier.get(version) if version is not None else None

    async def _call(self, message: Message, delivery: Delivery, run: _Run) -> Decision:
        """Run the handler in a unit of work; returns after the commit."""
        handler, envelope = self.handler, delivery.envelope
        settlement = Settlement(handler.settle == "manual", delivery.redelivered)
        deadline = asyncio.timeout(handler.timeout)
        try:
            async with (
                deadline,
                self._open(
                    handler.name, envelope.correlation_id, _metadata(delivery)
                ) as unit_of_work,
            ):
                unit_of_work.before_commit(run.refuse_if_abandoned)
                await self._open_inbox(unit_of_work, envelope)
                token = current_settlement.set(settlement)
                try:
                    earlier = self._earlier(delivery)
                    present = message if earlier is None else earlier.upgrade(message)
                    await handler.function(present)
                finally:
                    current_settlement.reset(token)
                decision = settlement.close()
                await self._close_inbox(unit_of_work, envelope, decision)
        except Duplicate as error:
            log.info("%s", error)
            return ACK
        except TimeoutError as error:
            if deadline.expired():
                raise TimeoutError(f"took longer than {handler.timeout:g} s") from error
            raise
        except asyncio.CancelledError as error:
            if _is_cancelled():
                raise
            # Something the handler awaited was cancelled; that is only its failure.
            raise RuntimeFault("CancelledError: raised by the handler") from error
        return decision

    async def _open_inbox(self, unit_of_work: CommitScope, envelope: Envelope) -> None:
        """Record the message, unless its handler may run twice. Raises Duplicate."""
        if self._inbox is not None and not self.handler.idempotent:
            await self._inbox.open(
                unit_of_work.session(),
                self.handler.name,
                envelope.message_id,
                self.handler.timeout or inf,
            )

    async def _close_inbox(
        self, unit_of_work: CommitScope, envelope: Envelope, decision: Decision
    ) -> None:
        if self._inbox is not None and not self.handler.idempotent:
            await self._inbox.close(
                unit_of_work.session(),
                self.handler.name,
                envelope.message_id,
                again=decision.action != "ack",
            )

    def _watch(self, delivery: Delivery, run: _Run) -> asyncio.TimerHandle | None:
        if self.handler.timeout is None:
            return None
        seconds = self.handler.timeout + ABANDON_SECONDS
        loop = asyncio.get_running_loop()
        return loop.call_later(seconds, self._abandon, delivery, run)

    def _abandon(self, delivery: Delivery, run: _Run) -> None:
        """Free the slot of a handler that does not stop when it is told to."""
        if delivery.is_settled:
            return
        run.is_abandoned = True
        run.release()
        error = f"TimeoutError: took longer than {self.handler.timeout:g} s"
        log.error("handler %s ignores its timeout", self.handler.name)
        task = asyncio.create_task(self._fail(delivery, error))
        self._settling.add(task)
        task.add_done_callback(self._settling.discard)

    async def _settle(self, delivery: Delivery, decision: Decision) -> None:
        match decision.action:
            case "ack":
                await delivery.ack()
            case "nack":
                await delivery.requeue()
            case "reject":
                reason = decision.reason or "rejected"
                await self._to_dead_letters(delivery, f"rejected: {reason}")
            case "retry":
                await self._fail(delivery, "retry: asked for by the handler")
            case "retry_later":
                delay_ms = round_up_delay_ms(decision.delay)
                await self._fail(delivery, "retry_later: asked for", delay_ms)

    async def _fail(
        self, delivery: Delivery, error: str, delay_ms: int | None = None
    ) -> None:
        by_policy = self.handler.retry.choose_delay_ms(delivery.envelope.attempt)
        if by_policy is None:
            await self._to_dead_letters(delivery, error)
            return
        try:
            chosen = by_policy if delay_ms is None else delay_ms
            await delivery.retry(self._failure(delivery, error), chosen)
        except PublishFailed:
            log.exception("retry of message %s failed", delivery.envelope.message_id)

    async def _to_dead_letters(self, delivery: Delivery, error: str) -> None:
        log.error(
            "message %s of handler %s is a dead letter: %s",
            delivery.envelope.message_id,
            self.handler.name,
            error,
        )
        try:
            await delivery.dead_letter(self._failure(delivery, error))
        except PublishFailed:
            log.exception("dead letter %s not moved", delivery.envelope.message_id)

    def _failure(self, delivery: Delivery, error: str) -> Failure:
        return Failure(queue=delivery.queue, error=error, at=self._clock.now())


def _is_cancelled() -> bool:
    """Tell whether somebody asked this task, and not only one it awaits, to end."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _metadata(delivery: Delivery) -> Mapping[str, str]:
    envelope = delivery.envelope
    return {
        "message_id": envelope.message_id,
        "topic": envelope.topic,
        "queue": delivery.queue,
        "attempt": str(envelope.attempt),
        "traceparent": str(envelope.headers.get(TRACEPARENT, "")),
    }


def _describe_invalid(error: ValidationError) -> str:
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    listed = "; ".join(
        f"{'.'.join(map(str, fault['loc'])) or 'body'}: {fault['msg']}"
        for fault in faults
    )
    return f"invalid_data: {listed}"
