"""When a failed message is tried again, as plain arithmetic.

A delay becomes a queue of its own with one time to live, because a time to live
on each message is blocked by the message in front of it. So the delays a policy
can ask for are a small set known from its declaration alone.
"""

from dataclasses import dataclass
from random import SystemRandom

_RANDOM = SystemRandom()

JITTER_SHARES = (0.95, 1.05)
"""With jitter a delay is one of these shares of the policy's delay."""

LATER_STEPS_MS = (1_000, 5_000, 15_000, 60_000, 300_000, 900_000, 3_600_000)
"""The delays, in milliseconds, that `retry_later` rounds up to."""


@dataclass(frozen=True, slots=True)
class Retry:
    """How often and when a handler that failed sees its message again.

    `attempts` counts every run, the first included. Delays are seconds:
    `first_delay` before the second run, each further one `factor` times longer,
    none above `max_delay`. `jitter` moves each delay by 5 % down or up.

    Raises ValueError for a policy that cannot be followed.
    """

    attempts: int = 5
    first_delay: float = 1.0
    factor: float = 2.0
    max_delay: float = 300.0
    jitter: bool = True

    def __post_init__(self) -> None:
        if self.attempts < 1:
            raise ValueError("a retry policy has at least 1 attempt")
        if self.first_delay <= 0 or self.max_delay <= 0:
            raise ValueError("a retry policy's delays are above 0 seconds")
        if self.factor < 1:
            raise ValueError("a retry policy's factor is at least 1")

    def choose_delay_ms(self, attempt: int, chance: float | None = None) -> int | None:
        """Return the milliseconds to wait after run `attempt` (1 is the first).

        None means that no run is left. `chance` in 0..1 replaces the random number.
        """
        if attempt >= self.attempts:
            return None
        variants = self._variants_ms(max(attempt, 1))
        drawn = _RANDOM.random() if chance is None else chance
        return variants[min(int(drawn * len(variants)), len(variants) - 1)]

    def steps_ms(self) -> tuple[int, ...]:
        """Return every delay this policy can ask for, in milliseconds, ascending."""
        steps = {
            variant
            for attempt in range(1, self.attempts)
            for variant in self._variants_ms(attempt)
        }
        return tuple(sorted(steps))

    def _variants_ms(self, attempt: int) -> tuple[int, ...]:
        base = self.first_delay
        for _ in range(attempt - 1):
            base *= self.factor
            if base >= self.max_delay:
                break
        delay = min(base, self.max_delay) * 1000
        if not self.jitter:
            return (max(round(delay), 1),)
        return tuple(max(round(delay * share), 1) for share in JITTER_SHARES)


NO_RETRY = Retry(attempts=1)
"""One run; a failure is a dead letter at once."""


def round_up_delay_ms(delay: float) -> int:
    """Return the step of `retry_later` for `delay` seconds: the next one, or the last."""
    wanted = delay * 1000
    return next((step for step in LATER_STEPS_MS if step >= wanted), LATER_STEPS_MS[-1])
