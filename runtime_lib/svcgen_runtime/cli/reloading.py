"""`--reload`: runs the same command in a child and starts it again on a change."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

POLL_SECONDS = 0.3
_CHILD = "SVCGEN_RELOADED"


def is_child() -> bool:
    """Whether this process is the one that is started again."""
    return os.environ.get(_CHILD) == "1"


def watch(folder: Path) -> int:
    """Run the command until it ends or is asked to; returns its exit code.

    `folder` is watched for changes of Python files and of `.env`.
    """
    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _: asked.append(received))
    while True:
        seen = _stamps(folder)
        child = _start()
        while child.poll() is None and not asked and _stamps(folder) == seen:
            time.sleep(POLL_SECONDS)
        code = child.poll()
        if code is None:
            child.terminate()
            code = child.wait()
        if asked:
            return max(code, 0)
        if _stamps(folder) == seen:
            # it ended by itself: wait for the change that mends it
            sys.stderr.write(f"ended with {code}; waiting for a change\n")
            while not asked and _stamps(folder) == seen:
                time.sleep(POLL_SECONDS)
            if asked:
                return max(code, 0)


def _start() -> subprocess.Popen[bytes]:
    # orig_argv keeps "-m package" and interpreter options as they were given
    command = [sys.executable, *sys.orig_argv[1:]]
    environment = {**os.environ, _CHILD: "1"}
    # a group of its own: Ctrl-C reaches the parent alone, which then ends the child
    return subprocess.Popen(  # noqa: S603
        command, env=environment, start_new_session=True
    )


def _stamps(folder: Path) -> dict[Path, int]:
    found: dict[Path, int] = {}
    for pattern in ("**/*.py", ".env"):
        for path in folder.glob(pattern):
            if any(
                part.startswith(".") and part != ".env"
                for part in path.relative_to(folder).parts
            ):
                continue
            try:
                found[path] = path.stat().st_mtime_ns
            except FileNotFoundError:
                continue  # deleted while we looked
    return found
