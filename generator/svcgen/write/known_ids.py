"""Package ids that other branches gave, as far as this clone knows."""

from __future__ import annotations

import contextlib
import os
import subprocess

from svcgen.artifacts.ids import LAST, IdsError, load_ids

_SECONDS = 10


def ids_in_refs(root: str | os.PathLike[str]) -> frozenset[int]:
    """Give every id in `.svcgen/ids` of local and remote branches; none without git.

    Reads only what is in the clone: no network, no hooks, no configured programs.
    """
    names = _git(
        root, "for-each-ref", "--format=%(objectname)", "refs/heads", "refs/remotes"
    )
    prefix = (
        _git(root, "rev-parse", "--show-prefix").decode("utf-8", "replace").rstrip("\n")
    )
    asked = {f"{name}:{prefix}.svcgen/ids" for name in names.decode().split()}
    found: set[int] = set()
    if not asked:
        return frozenset()
    wanted = "".join(f"{name}\n" for name in sorted(asked)).encode()
    for line in _git(root, "cat-file", "--batch", given=wanted).split(b"\n"):
        # rows of the files, between headers and gaps that are no `id name`
        with contextlib.suppress(IdsError):
            rows = load_ids(line.decode("utf-8", "replace"))
            found.update(row.id for row in rows if row.id <= LAST)
    return frozenset(found)


def _git(root: str | os.PathLike[str], *args: str, given: bytes = b"") -> bytes:
    quiet = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", os.fspath(root), *args],  # noqa: S607
            input=given,
            capture_output=True,
            timeout=_SECONDS,
            env=quiet,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""
