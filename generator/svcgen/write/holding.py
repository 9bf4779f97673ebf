"""The lock that keeps two runs apart; it dies with its process."""

from __future__ import annotations

import contextlib
import os
import time

from svcgen.artifacts.faults import LockHeld
from svcgen.write.folder import Folder
from svcgen.write.journal import STATE

LOCK_FILE = f"{STATE}/lock-file"
_PAUSE = 0.05


def hold(folder: Folder, wait: float) -> int:
    """Take the lock and give its fd; waits `wait` seconds for another run to end.

    Raises LockHeld, which names the process that has it.
    """
    deadline = time.monotonic() + wait
    while True:
        fd = _open(folder)
        try:
            folder.system.flock(fd)
            if _still_there(folder, fd):
                folder.system.truncate(fd)
                folder.system.write(fd, f"{os.getpid()}\n".encode())
                return fd
            folder.system.close(fd)
        except BlockingIOError as error:
            holder = folder.system.read(fd, 32).decode("ascii", "replace").strip()
            folder.system.close(fd)
            if time.monotonic() >= deadline:
                raise LockHeld(holder) from error
            time.sleep(_PAUSE)
        except BaseException:
            with contextlib.suppress(OSError):
                folder.system.close(fd)
            raise


def _open(folder: Folder) -> int:
    at, name = folder.parent(LOCK_FILE)
    try:
        return folder.system.open(name, os.O_RDWR | os.O_CREAT, 0o644, at=at)
    except FileNotFoundError:
        # a first run that failed has just taken away the folder that is open here
        folder.forget()
        folder.make(STATE, 0o777)
        at, name = folder.parent(LOCK_FILE)
        return folder.system.open(name, os.O_RDWR | os.O_CREAT, 0o644, at=at)


def _still_there(folder: Folder, fd: int) -> bool:
    """Tell whether the locked file is the one under the name: another run may have removed it."""
    at, name = folder.parent(LOCK_FILE)
    try:
        named = folder.system.stat(name, at=at)
    except FileNotFoundError:
        return False
    return named.st_ino == folder.system.fstat(fd).st_ino
