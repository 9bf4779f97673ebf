"""How far a file has been read: a bar on a terminal, else one line when it is done."""

import sys
from time import monotonic
from types import TracebackType
from typing import Self

WIDTH = 30
REDRAWN_EVERY = 0.1


class Progress:
    """The bar of one file. It measures bytes read, since nobody has counted the rows."""

    def __init__(self, name: str, size: int) -> None:
        self.name = name
        self.size = size
        self._out = sys.stderr
        self._began = monotonic()
        self._drawn = 0.0
        self._done = (0, 0, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._out.isatty():
            self._draw()
            self._out.write("\n")
        elif error is None:
            self._out.write(f"{self.name:<9} {self._figures()}\n")
        self._out.flush()

    def show(self, read: int, rows: int, added: int) -> None:
        """Tell how many bytes were read, how many rows they held, how many were new."""
        self._done = (read, rows, added)
        if self._out.isatty() and monotonic() - self._drawn >= REDRAWN_EVERY:
            self._draw()

    def _draw(self) -> None:
        self._drawn = monotonic()
        part = min(self._done[0] / self.size, 1.0) if self.size else 1.0
        bar = ("#" * int(part * WIDTH)).ljust(WIDTH, ".")
        self._out.write(f"\r{self.name:<9} [{bar}] {part:4.0%}  {self._figures()} ")
        self._out.flush()

    def _figures(self) -> str:
        _, rows, added = self._done
        seconds = max(monotonic() - self._began, 0.001)
        return f"{rows:>7,} rows, {added:>7,} new, {rows / seconds:,.0f} rows/s"
