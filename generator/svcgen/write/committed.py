"""Which edits by hand exist nowhere but on the disk, so that writing over them would lose them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping

from svcgen.artifacts.digest import matches
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.outcome import ChangeKind, FileChange
from svcgen.artifacts.policy import WritePolicy

_PATIENCE = 10.0
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_LOSSLESS = ("reformatted",)


def uncommitted_edits(
    root: str, changes: Iterable[FileChange], rows: Mapping[str, ManifestRow]
) -> tuple[str, ...]:
    """Give the files of the generator that were edited by hand, are to be replaced, and are not in git.

    Only OVERWRITE files lose an edit: all others are merged or kept. Outside a git work tree
    nothing can be committed, and the history of the commands keeps what was there.
    """
    edited = list(_edited(changes, rows))
    if not edited or not _in_work_tree(root):
        return ()
    return tuple(
        change.path
        for change in edited
        if _committed_text(root, change.path) != change.before
    )


def _edited(
    changes: Iterable[FileChange], rows: Mapping[str, ManifestRow]
) -> Iterator[FileChange]:
    for change in changes:
        if (
            change.policy is not WritePolicy.OVERWRITE
            or change.kind not in (ChangeKind.UPDATE, ChangeKind.DELETE)
            or change.before is None
            or change.reason in _LOSSLESS
        ):
            continue
        row = rows.get(change.path)
        digests = [] if row is None else [row.sha256, row.prev or ""]
        before = change.before
        if not any(digest and matches(before, digest) for digest in digests):
            yield change


def _in_work_tree(root: str) -> bool:
    answer = _git(root, "rev-parse", "--is-inside-work-tree")
    return answer is not None and answer.strip() == b"true"


def _committed_text(root: str, path: str) -> bytes | None:
    """Give a file as a checkout of HEAD would have it, newlines and all; None when HEAD has none."""
    return _git(root, "cat-file", "--filters", f"HEAD:./{path}")


def _git(root: str, *words: str) -> bytes | None:
    try:
        done = subprocess.run(  # noqa: S603 - no shell; what varies is a checked path
            ["git", "-C", root, *words],  # noqa: S607 - the git that the owner uses
            capture_output=True,
            timeout=_PATIENCE,
            env={**os.environ, **_QUIET},
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
