"""One message of a key at a time: what becomes of it when the key comes again."""

from dataclasses import dataclass
from typing import Literal

PayloadPolicy = Literal["keep", "replace"]
TimePolicy = Literal["keep", "replace", "earliest", "latest"]


@dataclass(frozen=True, slots=True)
class Once:
    """A key under which at most one message waits.

    When one waits already, `payload` says whose fields count and `time` when it leaves:
    as it was, as it is said now, or whichever is first or last. A message that has left
    frees its key.
    """

    key: str
    payload: PayloadPolicy = "replace"
    time: TimePolicy = "replace"

    def __post_init__(self) -> None:
        if not 0 < len(self.key) <= 255:
            raise ValueError("an idempotency key has 1 to 255 characters")
