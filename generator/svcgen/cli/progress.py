"""A line that tells that work goes on, where it takes long and somebody is looking."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from threading import Event

PATIENCE = 0.5
"""Seconds after which work is told."""
_STEP = 0.1
_SIGNS = "|/-\\"
_CLEAR = "\r\x1b[2K"


@contextmanager
def progress(what: str, *, quiet: bool = False) -> Iterator[None]:
    """Show on a terminal's standard error what is done and for how long; gone at the end.

    Nothing else may be printed meanwhile.
    """
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    from threading import Event, Thread

    done = Event()
    thread = Thread(target=_draw, args=(what, done), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _draw(what: str, done: Event) -> None:
    from time import monotonic

    start, turn = monotonic(), 0
    if done.wait(PATIENCE):
        return
    while not done.is_set():
        sign = _SIGNS[turn % len(_SIGNS)]
        sys.stderr.write(f"{_CLEAR}{sign} {what} ... {monotonic() - start:.1f} s")
        sys.stderr.flush()
        turn += 1
        done.wait(_STEP)
    sys.stderr.write(_CLEAR)
    sys.stderr.flush()
