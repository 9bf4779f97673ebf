"""New package ids: apart from all that this tree or any known git ref ever gave."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from svcgen.artifacts.ids import ERROR_PREFIX, IdRow, IdsError, allocate, load_ids
from svcgen.edit import EditFault
from svcgen.edit.ids import ids_in, ids_in_text

MOST_REFS = 200
MOST_BYTES = 5 * 1024 * 1024
PATIENCE = 10.0
"""Seconds that git may take."""
IDS_PATH = ".svcgen/ids"
_QUIET = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
"""What keeps git from the network, from asking, and from writing."""


class PackageIds:
    """Gives ids to new packages and pushes of one service."""

    def __init__(
        self,
        service: str,
        data: object,
        recorded: Iterable[IdRow],
        refs: Iterable[IdRow],
    ) -> None:
        self._service = service
        self._taken = {number for number, _ in ids_in(data)}
        self._taken |= {
            row.id for row in recorded if not row.name.startswith(ERROR_PREFIX)
        }
        self._refs = [row for row in refs if not row.name.startswith(ERROR_PREFIX)]
        self.given: dict[str, int] = {}

    def give(self, name: str, wanted: int | None = None) -> int:
        """Give an id; `wanted` is one chosen by hand. Raises EditFault when it is taken.

        A branch that gave the same name an id would have given this one, so it is no clash.
        """
        elsewhere = {row.id for row in self._refs if row.name != name}
        taken = self._taken | elsewhere
        if wanted is None:
            try:
                number = allocate(self._service, name, taken)
            except IdsError as error:
                raise EditFault("no-id-left", str(error)) from error
        elif wanted in taken:
            where = "" if wanted in self._taken else " on another branch"
            raise EditFault(
                "id-taken",
                f"the package id {wanted} was given before{where}",
                "an id is never reused",
            )
        else:
            number = wanted
        self._taken.add(number)
        self.given[name] = number
        return number


def ids_in_git(root: Path, spec_paths: Iterable[str]) -> tuple[IdRow, ...]:
    """Give the ids in every known local and remote git ref; none without git or a repository."""
    try:
        return tuple(_read_refs(root, (IDS_PATH, *spec_paths)))
    except (OSError, subprocess.SubprocessError, ValueError):
        return ()


def _read_refs(root: Path, paths: tuple[str, ...]) -> Iterator[IdRow]:
    prefix = _git(root, "rev-parse", "--show-prefix").decode().rstrip("\n")
    listed = _git(
        root, "for-each-ref", "--sort=-committerdate", f"--count={MOST_REFS}", "--format=%(objectname)",
        "refs/heads", "refs/remotes",
    )  # fmt: skip
    commits = dict.fromkeys(listed.decode().split())
    names = [
        f"{commit}:{prefix}{path}"
        for commit in commits
        for path in paths
        if "\n" not in path
    ]
    checks = _git(root, "cat-file", "--batch-check", feed=names).decode().splitlines()
    blobs: dict[str, str] = {}
    for name, line in zip(names, checks, strict=False):
        digest, kind, size = [*line.split(" "), "", ""][:3]
        if kind == "blob" and int(size) <= MOST_BYTES:
            blobs.setdefault(digest, name.rpartition("/")[2])
    if not blobs:
        return
    texts = _git(root, "cat-file", "--batch", feed=list(blobs))
    for digest, text in _split(texts):
        yield from _rows(text, is_ids=blobs[digest].endswith("ids"))


def _rows(text: str, *, is_ids: bool) -> Iterator[IdRow]:
    if not is_ids:
        yield from (IdRow(number, name) for number, name in ids_in_text(text))
        return
    try:
        yield from load_ids(text)
    except IdsError:
        return


def _split(output: bytes) -> Iterator[tuple[str, str]]:
    """Take the answer of `git cat-file --batch` apart: a line `digest kind size`, then the bytes."""
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        digest, _, size = output[at:end].decode().split(" ")
        start = end + 1
        at = start + int(size) + 1
        yield digest, output[start : at - 1].decode("utf-8", "replace")


def _git(root: Path, *words: str, feed: Iterable[str] = ()) -> bytes:
    done = subprocess.run(  # noqa: S603 - fixed words; what varies goes in by standard input
        ["git", "-C", str(root), *words],  # noqa: S607 - the git that the owner uses
        input="".join(f"{line}\n" for line in feed).encode(),
        capture_output=True,
        timeout=PATIENCE,
        env={**os.environ, **_QUIET},
        check=True,
    )
    return done.stdout
