"""Kills and I/O errors at a call of choice: an operation in a process of its own, with a system that fails."""

from __future__ import annotations

import errno
import inspect
import json
import os
import signal
import traceback
from collections.abc import Callable
from typing import NamedTuple

from svcgen.artifacts.faults import TreeFault
from svcgen.operations.start import StartFault
from svcgen.write.system import System

CALLS = tuple(name for name, _ in inspect.getmembers(System, inspect.isfunction))
ERRORS = {
    name: getattr(errno, name)
    for name in ("ENOSPC", "EIO", "EACCES", "EROFS", "EMFILE", "EDQUOT")
}
Strike = Callable[[str], None]


class Ending(NamedTuple):
    """How an operation ended: done, fault (with its message), broken (a traceback) or killed."""

    how: str
    exit_code: int = 0
    message: str = ""
    calls: int = 0


def kill(name: str) -> None:
    """Die at once, as by kill -9."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail(number: int) -> Strike:
    """Let the call fail."""

    def strike(name: str) -> None:
        raise OSError(number, os.strerror(number))

    return strike


def kill_at_first_move() -> Strike:
    """Die when the journal stands and no file was moved yet; for `lasting` from the first call on."""
    moves = 0

    def strike(name: str) -> None:
        nonlocal moves
        moves += name == "rename"
        if moves == 2:
            kill(name)

    return strike


def run_struck(
    operation: Callable[[], object], at: int, strike: Strike, *, lasting: bool = False
) -> Ending:
    """Run in a child where call number `at` of the write stage (`lasting`: and all after it) is struck.

    Zero strikes none, and tells how many calls there are.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(ours)
            answer = _run(operation, at, strike, lasting)
            os.write(theirs, json.dumps(answer).encode())
        finally:
            os._exit(0)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        answer_text = pipe.read()
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        return Ending("killed")
    return Ending(*json.loads(answer_text))


def _run(
    operation: Callable[[], object], at: int, strike: Strike, lasting: bool
) -> Ending:
    count = arm(at, strike, lasting=lasting)
    try:
        operation()
    except (TreeFault, StartFault) as fault:
        return Ending("fault", fault.exit_code, str(fault), count())
    except BaseException:  # noqa: BLE001 - whatever it is, the parent is told
        return Ending("broken", 4, traceback.format_exc()[-3000:], count())
    return Ending("done", 0, "", count())


def arm(at: int, strike: Strike, *, lasting: bool = False) -> Callable[[], int]:
    """Let every call of this process's systems count, and strike at one; gives the counter."""
    count = 0

    def counted(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def struck(*args: object, **kwargs: object) -> object:
            nonlocal count
            count += 1
            if at and (count == at or (lasting and count > at)):
                if name == "close":
                    # a close that fails has closed all the same
                    call(*args, **kwargs)
                    strike(name)
                    return None
                strike(name)
            return call(*args, **kwargs)

        return struck

    for name in CALLS:
        setattr(System, name, counted(name, getattr(System, name)))
    return lambda: count
