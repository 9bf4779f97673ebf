"""What a handler with `settle="manual"` decides about its message.

A decision is recorded, and carried out after the unit of work has committed. The record
is a context variable, so child tasks of the handler can decide too.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from svcgen_runtime.messages.errors import (
    AlreadySettled,
    NotSettled,
    SettlementNotManual,
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to become of a message; `delay` is in seconds."""

    action: Literal["ack", "nack", "reject", "retry", "retry_later"]
    reason: str = ""
    delay: float = 0.0


ACK = Decision("ack")


class Settlement:
    """The one decision about one delivery. Automatic settlement means ack."""

    __slots__ = ("_decision", "_is_closed", "_is_manual", "is_redelivered")

    def __init__(self, is_manual: bool, is_redelivered: bool = False) -> None:
        self._is_manual = is_manual
        self.is_redelivered = is_redelivered
        self._is_closed = False
        self._decision: Decision | None = None

    def record(self, decision: Decision) -> None:
        """Remember `decision`. Raises AlreadySettled when there is one already, or the
        handler has returned; SettlementNotManual when settlement is automatic.
        """
        if not self._is_manual:
            raise SettlementNotManual(
                f"{decision.action}() needs a handler declared with settle='manual'"
            )
        if self._decision is not None:
            raise AlreadySettled(
                f"{decision.action}() after {self._decision.action}(): a message is"
                " settled once"
            )
        if self._is_closed:
            raise AlreadySettled(f"{decision.action}() after the handler returned")
        self._decision = decision

    def close(self) -> Decision:
        """End the time to decide. Raises NotSettled when manual and undecided."""
        self._is_closed = True
        if self._decision is not None:
            return self._decision
        if self._is_manual:
            raise NotSettled(
                "the handler returned without ack, nack, reject, retry or retry_later"
            )
        return ACK


current_settlement: ContextVar[Settlement] = ContextVar("current_settlement")


def ack() -> None:
    """Record that the message is done. Raises as `Settlement.record`."""
    _record(ACK)


def nack() -> None:
    """Record that the message goes back to its queue at once, up to its limit."""
    _record(Decision("nack"))


def reject(reason: str = "") -> None:
    """Record that the message is a dead letter, with `reason` on it."""
    _record(Decision("reject", reason=reason))


def retry() -> None:
    """Record that the message comes again by the handler's retry policy."""
    _record(Decision("retry"))


def retry_later(delay: float) -> None:
    """Record that the message comes again after at least `delay` seconds.

    The delay is rounded up to 1, 5, 15 seconds, 1, 5, 15 minutes or 1 hour, its most.
    It counts as an attempt of the retry policy. Raises ValueError below 0.
    """
    if delay < 0:
        raise ValueError("retry_later takes a delay of 0 seconds or more")
    _record(Decision("retry_later", delay=delay))


def is_redelivered() -> bool:
    """Tell whether another run may have begun with this message; False outside one."""
    settlement = current_settlement.get(None)
    return settlement is not None and settlement.is_redelivered


def _record(decision: Decision) -> None:
    settlement = current_settlement.get(None)
    if settlement is None:
        raise SettlementNotManual(
            f"{decision.action}() was called outside a message handler"
        )
    settlement.record(decision)
