"""Which edits by hand exist nowhere but on the disk, so that writing over them would lose them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping

from svcgen.artifacts.digest import matches
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.outcome import REFORMATTED, ChangeKind, FileChange
from svcgen.artifacts.policy import WritePolicy

_PATIENCE = 10.0
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


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
            or change.reason == REFORMATTED
        ):
            continue
        row = rows.get(change.path)
        if row is not None and not row.sha256:
            # two branches met: git wrote this text, and has both that it was made of
            continue
        digests = [] if row is None else [row.sha256, row.prev or ""]
        before = change.before
        if not any(digest and matches(before, digest) for digest in digests):
            yield change


def _in_work_tree(root: str) -> bool:
    answer = ask_git(root, "rev-parse", "--is-inside-work-tree")
    return answer is not None and answer.strip() == b"true"


def _committed_text(root: str, path: str) -> bytes | None:
    """Give a file as a checkout of HEAD would have it, newlines and all; None when HEAD has none."""
    return ask_git(root, "cat-file", "--filters", f"HEAD:./{path}")


def committed_texts(root: str, paths: Iterable[str]) -> dict[str, bytes]:
    """Give the files that HEAD has at these paths, byte for byte; none without git or a commit."""
    return texts_at(root, "HEAD", paths)


def texts_at(root: str, place: str, paths: Iterable[str]) -> dict[str, bytes]:
    """Give the files that a commit, or a stage of the index (`:1`), has at these paths, byte for byte.

    None without git, or where there is no such commit.
    """
    found = blobs_at(root, [(place, path) for path in paths])
    return {path: text for (_, path), text in found.items()}


def blobs_at(
    root: str, places: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], bytes]:
    """Give files byte for byte, by pairs of a commit (or stage) and a path; none without git."""
    wanted = list(places)
    prefix = ask_git(root, "rev-parse", "--show-prefix") if wanted else None
    if prefix is None:
        return {}
    folder = prefix.decode("utf-8", "surrogateescape").rstrip("\n")
    names = "".join(f"{place}:{folder}{path}\n" for place, path in wanted)
    feed = names.encode("utf-8", "surrogateescape")
    return dict(_blobs(wanted, ask_git(root, "cat-file", "--batch", feed=feed) or b""))


def _blobs(
    places: Iterable[tuple[str, str]], output: bytes
) -> Iterator[tuple[tuple[str, str], bytes]]:
    """Take the answer of `git cat-file --batch` apart: a line `digest kind size`, then the bytes."""
    at = 0
    for place in places:
        end = output.find(b"\n", at)
        words = output[at:end].rsplit(b" ", 2)
        at = end + 1
        if len(words) == 3 and words[2].isdigit():
            text = output[at : at + int(words[2])]
            at += len(text) + 1
            if words[1] == b"blob":
                yield place, text


def ask_git(root: str, *words: str, feed: bytes = b"") -> bytes | None:
    """Give what a git command prints; None when there is no git, or it finds nothing."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell; what varies is a checked path
            ["git", "-C", root, *words],  # noqa: S607 - the git that the owner uses
            input=feed,
            capture_output=True,
            timeout=_PATIENCE,
            env={**os.environ, **_QUIET},
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
