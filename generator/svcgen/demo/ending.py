"""How the demo ends before its time."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class Ending:
    """SIGINT and SIGTERM end the demo once, by SystemExit, so that everything is put away.

    They wait while something is started that nobody knows of yet, and are not heard again while it is put away.
    """

    def __init__(self) -> None:
        self._asked = 0
        self._held = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: object) -> None:
        if not self._asked:
            self._asked = number
            self._end()

    def _end(self) -> None:
        if self._asked and not self._held:
            sys.exit(128 + self._asked)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing ends inside; what was asked meanwhile happens afterwards."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        self._end()
