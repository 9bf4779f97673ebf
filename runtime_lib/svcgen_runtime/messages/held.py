"""Which messages live only in this process: those that some queue has not let go of."""

from collections import Counter

from svcgen_runtime.messages.broker import OnRelease


class HeldMessages:
    """Counts the copies of each message; tells when the last one is gone."""

    def __init__(self) -> None:
        self._copies: Counter[str] = Counter()
        self.on_release: OnRelease | None = None

    def __contains__(self, message_id: str) -> bool:
        return message_id in self._copies

    def add(self, message_id: str) -> None:
        """Count a copy more."""
        self._copies[message_id] += 1

    def remove(self, message_id: str) -> None:
        """Count a copy less."""
        if self._copies[message_id] > 1:
            self._copies[message_id] -= 1
            return
        del self._copies[message_id]
        if self.on_release is not None:
            self.on_release(message_id)

    def clear(self) -> None:
        """Forget all, as the process ends; nobody is told."""
        self._copies.clear()
