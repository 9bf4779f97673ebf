"""Keeps one private server alive for as long as the test run lives, and no longer.

    python -m tests.support.supervise WATCHED_PID STOP_SIGNAL COMMAND...

The command runs in a process group of its own. When this process gets SIGTERM, or the watched process is gone, the
command gets STOP_SIGNAL, and SIGKILL for the whole group if it is not gone in 10 s. Exits with the command's code.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from types import FrameType

POLL_SECONDS = 0.25
GRACE_SECONDS = 10.0


def is_alive(pid: int) -> bool:
    """Whether a process with this id exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def main() -> int:
    """Run the command of argv until it ends, the watched process dies or SIGTERM arrives."""
    watched, stop_signal, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    asked = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        asked.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    while child.poll() is None and not asked.wait(POLL_SECONDS) and is_alive(watched):
        pass
    if child.poll() is None:
        child.send_signal(stop_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(GRACE_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    return child.wait()


if __name__ == "__main__":
    sys.exit(main())
