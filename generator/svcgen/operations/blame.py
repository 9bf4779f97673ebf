"""What git knows of a service's files: who wrote a line when, and what their bases were."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from svcgen.write.committed import ask_git, blobs_at

_BASE = ".svcgen/base"
MOST_COMMITS = 50


class Line(NamedTuple):
    """When a line was committed, in seconds since 1970; None when it is not."""

    time: int | None


class History:
    """The past of a service's files; it is empty without git."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)

    @cached_property
    def is_known(self) -> bool:
        """Whether there is a commit."""
        return ask_git(self._root, "rev-parse", "--verify", "-q", "HEAD") is not None

    def blame(self, path: str) -> dict[int, Line]:
        """Give each line of a file as it is on the disk, counted from 1."""
        words = ("blame", "--line-porcelain", "--", path)
        told = ask_git(self._root, *words) if self.is_known else None
        return dict(_blamed(told)) if told is not None else {}

    def bases(self, path: str) -> list[tuple[int, bytes]]:
        """Give the emitted texts of a file that were committed, the oldest first, with their times."""
        words = ("log", f"-{MOST_COMMITS}", "--format=%H %ct", "--", f"{_BASE}/{path}")
        told = ask_git(self._root, *words) if self.is_known else None
        if not told:
            return []
        commits = [line.split() for line in told.decode("ascii").splitlines()]
        times = {commit: int(time) for commit, time in commits}
        own = f"{_BASE}/{path}"
        texts = blobs_at(self._root, [(commit, own) for commit in times])
        return [(times[commit], text) for (commit, _), text in texts.items()][::-1]


def _blamed(told: bytes) -> Iterator[tuple[int, Line]]:
    number, time, committed = 0, 0, False
    for line in told.split(b"\n"):
        if line.startswith(b"\t"):
            yield number, Line(time if committed else None)
        elif line.startswith(b"author-time "):
            time = int(line.removeprefix(b"author-time "))
        else:
            words = line.split(b" ")
            if len(words[0]) in (40, 64) and len(words) >= 3 and words[2].isdigit():
                number, committed = int(words[2]), bool(words[0].strip(b"0"))
