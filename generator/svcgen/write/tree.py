"""A service's tree: locked, read once, and written at the end."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from svcgen.artifacts.facts import ManifestError
from svcgen.artifacts.faults import IoRefused, PathRefused, TreeFault
from svcgen.artifacts.ids import IdRow, IdsError, dump_ids, load_ids
from svcgen.artifacts.lock import Lock, dump_lock, load_lock
from svcgen.artifacts.manifest import ManifestRow, dump_manifest, load_manifest
from svcgen.artifacts.outcome import ChangeKind, MergeOutcome
from svcgen.write.folder import Folder
from svcgen.write.holding import LOCK_FILE, hold
from svcgen.write.journal import BACK, FORWARD, STATE
from svcgen.write.paths import check_path, find_clashes
from svcgen.write.system import SYSTEM, System
from svcgen.write.transaction import Edit, commit, recover

BASE = f"{STATE}/base"
MANIFEST = f"{STATE}/manifest"
LOCK = f"{STATE}/lock"
IDS = f"{STATE}/ids"
_ATTRIBUTES = (
    "base/** text eol=lf linguist-generated\n"
    "manifest text eol=lf merge=union\n"
    "lock text eol=lf merge=union\n"
    "ids text eol=lf merge=union\n"
)
_IGNORED = "/cache/\n/journal.json\n/lock-file\n/rollback.json\n/stage/\n"


class ServiceTree:
    """A service's folder. Reading raises TreeFault with one line; so does writing.

    Get one from `open_tree`. `recovered` tells what became of an interrupted run:
    "forward", "back", or "" when there was none.
    """

    def __init__(self, folder: Folder, recovered: str) -> None:
        self._folder = folder
        self.recovered = recovered

    def read(self, paths: Iterable[str]) -> dict[str, bytes | None]:
        """Read files by path; None where there is none. Raises PathRefused, IoRefused."""
        found: dict[str, bytes | None] = {}
        for path in paths:
            check_path(path)
            found[path] = self._read(path)
        return found

    def read_base(self, paths: Iterable[str]) -> dict[str, bytes | None]:
        """Read the pristine texts of MERGE files, by the files' paths."""
        found: dict[str, bytes | None] = {}
        for path in paths:
            check_path(path)
            found[path] = self._read(f"{BASE}/{path}")
        return found

    def manifest(self) -> dict[str, ManifestRow]:
        """Read the manifest by path; empty when there is none."""
        try:
            return load_manifest(self._text(MANIFEST))
        except ManifestError as error:
            raise TreeFault("manifest-damaged", MANIFEST, str(error)) from error

    def lock(self) -> Lock | None:
        """Read what the tree was generated from; None when that is not known."""
        return load_lock(self._text(LOCK))

    def ids(self) -> tuple[IdRow, ...]:
        """Read every package id that was ever given."""
        try:
            return load_ids(self._text(IDS))
        except IdsError as error:
            raise TreeFault("ids-damaged", IDS, str(error)) from error

    def write(
        self, outcome: MergeOutcome, lock: Lock, ids: Iterable[IdRow] = ()
    ) -> tuple[str, ...]:
        """Carry out an outcome, all of it or nothing; gives the paths written, own ones included.

        Ids that are on record stay on record. Raises PathRefused, TreeMoved, IoRefused.
        """
        edits = self._edits(outcome, lock, ids)
        if edits:
            with _io_at(""):
                commit(self._folder, edits)
        return tuple(edit.path for edit in edits)

    def _edits(
        self, outcome: MergeOutcome, lock: Lock, ids: Iterable[IdRow]
    ) -> list[Edit]:
        for clash in find_clashes(row.path for row in outcome.rows):
            raise PathRefused(
                clash.second, f"some file systems take it for {clash.first}"
            )
        edits: list[Edit] = []
        for change in outcome.changes:
            check_path(change.path)
            if change.kind is not ChangeKind.KEEP:
                edit = Edit(change.path, change.before, change.after, change.executable)
                edits.append(edit)
        own: dict[str, bytes | None] = {}
        for path in sorted(outcome.base):
            check_path(path)
            own[f"{BASE}/{path}"] = outcome.base[path]
        known = dump_ids([*self.ids(), *ids])
        if known:
            own[IDS] = known.encode()
        own[f"{STATE}/.gitattributes"] = _ATTRIBUTES.encode()
        own[f"{STATE}/.gitignore"] = _IGNORED.encode()
        own[MANIFEST] = dump_manifest(outcome.rows).encode()
        own[LOCK] = dump_lock(lock.left_with(len(outcome.conflicts))).encode()
        for path, after in own.items():
            before = self._read(path)
            if before != after:
                edits.append(Edit(path, before, after))
        return edits

    def _text(self, path: str) -> str:
        return (
            (self._read(path) or b"").decode("utf-8", "replace").replace("\r\n", "\n")
        )

    def _read(self, path: str) -> bytes | None:
        with _io_at(path):
            return self._folder.read(path)


class Opening(NamedTuple):
    """How a tree is opened.

    `write` takes the lock and ends an interrupted run (`back`: takes it back); `wait` is how
    many seconds another run is waited for; `create` makes the root when there is none.
    """

    write: bool = True
    back: bool = False
    wait: float = 0.0
    create: bool = False
    system: System = SYSTEM


@contextlib.contextmanager
def open_tree(
    root: str | os.PathLike[str], how: Opening | None = None
) -> Iterator[ServiceTree]:
    """Open a service's tree; without `write`, an interrupted run is a fault of its own.

    Raises LockHeld, PathRefused, IoRefused, TreeFault. Nothing is left behind when a first run
    fails.
    """
    how, name = how or Opening(), os.fspath(root)
    made = _make_root(name) if how.create else []
    try:
        with contextlib.ExitStack() as stack:
            with _io_at(name):
                folder = stack.enter_context(Folder(name, how.system))
                tree = _open(folder, how, stack)
            yield tree
    except BaseException:
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir()
        raise


def _open(folder: Folder, how: Opening, stack: contextlib.ExitStack) -> ServiceTree:
    if how.write:
        stack.enter_context(_held(folder, how.wait))
        return ServiceTree(folder, recover(folder, back=how.back))
    if folder.exists(FORWARD) or folder.exists(BACK):
        message = "a run was interrupted here; `svcgen generate` ends it"
        raise TreeFault("interrupted", FORWARD, message)
    return ServiceTree(folder, "")


@contextlib.contextmanager
def _held(folder: Folder, wait: float) -> Iterator[None]:
    first = folder.make(STATE, 0o777)
    fd: int | None = None
    try:
        fd = hold(folder, wait)
        yield
    finally:
        with contextlib.suppress(OSError):
            if first and not any(map(folder.exists, (MANIFEST, FORWARD, BACK))):
                folder.remove(LOCK_FILE)
                folder.remove_folder(STATE)
        if fd is not None:
            with contextlib.suppress(OSError):
                folder.system.close(fd)


def _make_root(root: str) -> list[Path]:
    path = Path(root).absolute()
    made = [above for above in (*reversed(path.parents), path) if not above.exists()]
    with _io_at(root):
        for folder in made:
            folder.mkdir()
    return made


@contextlib.contextmanager
def _io_at(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise IoRefused(str(error.filename or path), error) from error
