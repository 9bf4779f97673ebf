"""A line that tells what takes so long, where somebody is looking."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 0.5
"""Seconds after which work is told."""
_STEP = 0.1
_SIGNS = "|/-\\"
_CLEAR = "\r\x1b[2K"


@contextmanager
def progress(what: str, *, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Show on a terminal's standard error what is being done, once it takes long; gone at the end.

    Gives a function that tells the next step.
    """
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield _ignore
        return
    from threading import Event, Thread

    steps, done = [what], Event()
    thread = Thread(target=_draw, args=(steps, done), daemon=True)
    thread.start()
    try:
        yield steps.append
    finally:
        done.set()
        thread.join()


def _ignore(_: str) -> None:
    """Tell nobody."""


def _draw(steps: list[str], done: object) -> None:
    from threading import Event
    from time import monotonic

    assert isinstance(done, Event)
    start = monotonic()
    if done.wait(PATIENCE):
        return
    turn = 0
    while not done.is_set():
        sign = _SIGNS[turn % len(_SIGNS)]
        sys.stderr.write(f"{_CLEAR}{sign} {steps[-1]} {monotonic() - start:.1f} s")
        sys.stderr.flush()
        turn += 1
        done.wait(_STEP)
    sys.stderr.write(_CLEAR)
    sys.stderr.flush()
