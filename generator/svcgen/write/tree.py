"""A service's tree: locked, read once, and written at the end."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from svcgen.artifacts.conflicts import (
    Sidecar,
    SidecarError,
    load_sidecar,
    sidecar_path,
)
from svcgen.artifacts.facts import ManifestError
from svcgen.artifacts.faults import (
    Interrupted,
    IoRefused,
    PathRefused,
    StillUsed,
    TreeFault,
    UncommittedEdits,
)
from svcgen.artifacts.ids import IdRow, IdsError, load_ids
from svcgen.artifacts.lock import Lock, load_lock
from svcgen.artifacts.manifest import ManifestRow, load_manifest
from svcgen.artifacts.outcome import ChangeKind, MergeOutcome
from svcgen.write.branches import texts_before_merge
from svcgen.write.committed import committed_texts, uncommitted_edits
from svcgen.write.folder import Folder
from svcgen.write.history import (
    Entry,
    entry_numbers,
    entry_path,
    load_entry,
    new_entry,
    prune,
)
from svcgen.write.holding import LOCK_FILE, hold
from svcgen.write.journal import BACK, FORWARD, STATE, Journal, load_journal
from svcgen.write.listing import unlisted_modules
from svcgen.write.paths import check_path, find_clashes
from svcgen.write.record import (
    BASE,
    CACHE,
    CONFLICTS,
    IDS,
    LOCK,
    MANIFEST,
    is_own,
    own_texts,
)
from svcgen.write.system import SYSTEM, System
from svcgen.write.transaction import Edit, Recovery, commit, recover


class Opening(NamedTuple):
    """How a tree is opened.

    `write` takes the lock and ends an interrupted run (`back`: takes it back); `wait` is how
    many seconds another run is waited for; `create` makes the root when there is none.
    `command` is what the history and a journal call the run; `allow_dirty` lets it replace
    edits that git does not have.
    """

    write: bool = True
    back: bool = False
    wait: float = 0.0
    create: bool = False
    command: str = "svcgen"
    allow_dirty: bool = False
    system: System = SYSTEM


class ServiceTree:
    """A service's folder. Reading raises TreeFault with one line; so does writing.

    Get one from `open_tree`. `recovered` tells what became of an interrupted run.
    """

    def __init__(
        self, folder: Folder, root: str, how: Opening, recovered: Recovery
    ) -> None:
        self._folder = folder
        self._root = root
        self._how = how
        self.recovered = recovered
        self._notes: dict[str, bytes] = {}

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

    def read_conflicts(self, paths: Iterable[str]) -> dict[str, Sidecar]:
        """Read the conflicts that wait, by the files' paths. Raises TreeFault for a damaged record."""
        found: dict[str, Sidecar] = {}
        for path in paths:
            check_path(path)
            own = f"{CONFLICTS}/{sidecar_path(path)}"
            text = self._read(own)
            if text is not None:
                try:
                    found[path] = load_sidecar(text)
                except SidecarError as error:
                    raise TreeFault("conflict-damaged", own, str(error)) from error
        return found

    def read_unlisted(
        self, listed: Container[str], *, tests: bool = False
    ) -> dict[str, bytes | None]:
        """Read the owner's own modules below src/, or below tests/: what is not `listed`.

        Raises PathRefused, IoRefused.
        """
        return self.read(unlisted_modules(self._root, listed, tests=tests))

    def read_committed(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Give files as git's HEAD has them, by path; what it does not have is left out."""
        return committed_texts(self._root, paths)

    def committed_base(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Give the pristine texts of files that git's HEAD has, by the files' paths."""
        own = {f"{BASE}/{path}": path for path in paths}
        return {own[path]: text for path, text in self.read_committed(own).items()}

    def base_before_merge(self, paths: Iterable[str]) -> dict[str, bytes]:
        """Give the pristine texts of files as git had them before two branches met, by the files' paths."""
        own = {f"{BASE}/{path}": path for path in paths}
        found = texts_before_merge(self._root, own)
        return {own[path]: text for path, text in found.items()}

    def manifest(self, *, committed: bool = False) -> dict[str, ManifestRow]:
        """Read the manifest by path; empty when there is none.

        With `committed`, one that is gone is read from git's HEAD.
        """
        text = self._text(MANIFEST)
        if committed and not text:
            found = self.read_committed([MANIFEST]).get(MANIFEST, b"")
            text = found.decode("utf-8", "replace")
        try:
            return load_manifest(text)
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
        self,
        outcome: MergeOutcome,
        lock: Lock,
        ids: Iterable[IdRow] = (),
        extra: Iterable[Edit] = (),
    ) -> tuple[str, ...]:
        """Carry out an outcome, all of it or nothing; gives the paths written, own ones included.

        Ids that are on record stay on record; `extra` are edits of svcgen's own files, which go
        before what the outcome says of them. Raises StillUsed, PathRefused, UncommittedEdits,
        TreeMoved, IoRefused.
        """
        given = {edit.path: edit for edit in extra}
        edits = [e for e in self.edits(outcome, lock, ids) if e.path not in given]
        edits += given.values()
        self.refuse_uncommitted(outcome)
        written = self.commit(edits)
        self._keep_notes()
        return written

    def edits(
        self, outcome: MergeOutcome, lock: Lock, ids: Iterable[IdRow] = ()
    ) -> tuple[Edit, ...]:
        """Give every file that an outcome changes, own ones included.

        Raises StillUsed, PathRefused, IoRefused.
        """
        if outcome.refusals:
            raise StillUsed([(each.place, each.reason) for each in outcome.refusals])
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
        for path, after in own_texts(outcome, lock, [*self.ids(), *ids]).items():
            before = self._read(path)
            if before != after:
                edits.append(Edit(path, before, after))
        return tuple(edits)

    def refuse_uncommitted(self, outcome: MergeOutcome) -> None:
        """Raise UncommittedEdits when edits would be lost that git does not have."""
        if self._how.allow_dirty:
            return
        lost = uncommitted_edits(self._root, outcome.changes, self.manifest())
        if lost:
            raise UncommittedEdits(lost)

    def commit(self, edits: Sequence[Edit], *, record: bool = True) -> tuple[str, ...]:
        """Carry out edits, all or none, and unless told otherwise record them in the history.

        Gives their paths. Raises PathRefused, TreeMoved, IoRefused.
        """
        for edit in edits:
            if not is_own(edit.path):
                check_path(edit.path)
        if edits:
            with _io_at(""):
                made = [*edits]
                if record:
                    made.append(new_entry(self._folder, edits, self._how.command))
                commit(self._folder, made, self._how.command)
                prune(self._folder)
        return tuple(edit.path for edit in edits)

    def read_own(self, path: str) -> bytes | None:
        """Read one of svcgen's own files by its whole path. Raises PathRefused, IoRefused."""
        if not is_own(path):
            raise PathRefused(path, "this is not a file that svcgen keeps")
        return self._read(path)

    def recall(self, name: str) -> bytes | None:
        """Read a note of an earlier run; None when there is none that can be read."""
        with contextlib.suppress(TreeFault):
            return self._read(f"{CACHE}/{name}")
        return None

    def note(self, name: str, text: bytes) -> None:
        """Keep a note for later runs once this one has written; it is of no consequence if it is lost."""
        self._notes[name] = text

    def _keep_notes(self) -> None:
        for name, text in self._notes.items():
            path, aside = f"{CACHE}/{name}", f"{CACHE}/{name}.new"
            with contextlib.suppress(OSError, TreeFault):
                if self._folder.read(path) != text:
                    self._folder.make(CACHE, 0o777)
                    self._folder.remove(aside)
                    self._folder.write_new(aside, text, 0o666, exact=False, sync=False)
                    self._folder.move(aside, path)

    def history(self) -> Iterator[Entry]:
        """Read what commands wrote, the last first. Raises TreeFault for a damaged entry."""
        with _io_at(""):
            numbers = entry_numbers(self._folder)
        for number in reversed(numbers):
            yield load_entry(number, self._read(entry_path(number)) or b"")

    def forget(self, entry: Entry) -> Edit:
        """Give the edit that takes an entry out of the history."""
        return Edit(entry.path, self._read(entry.path), None)

    def _text(self, path: str) -> str:
        return (
            (self._read(path) or b"").decode("utf-8", "replace").replace("\r\n", "\n")
        )

    def _read(self, path: str) -> bytes | None:
        with _io_at(path):
            return self._folder.read(path)


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
                recovered = _recovered(folder, how, stack)
            yield ServiceTree(folder, name, how, recovered)
    finally:
        # what was made for a run that wrote nothing is empty; all else stays
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir()


def interrupted_run(root: str | os.PathLike[str]) -> Journal | None:
    """Give what a killed run was about to do; None when there is none, or no such folder.

    Raises TreeFault when it cannot be read.
    """
    name = os.fspath(root)
    with (
        _io_at(name),
        contextlib.suppress(FileNotFoundError),
        Folder(name, SYSTEM) as folder,
    ):
        text = folder.read(BACK) or folder.read(FORWARD)
        return None if text is None else load_journal(text)
    return None


def _recovered(folder: Folder, how: Opening, stack: contextlib.ExitStack) -> Recovery:
    if how.write:
        stack.enter_context(_held(folder, how.wait))
        return recover(folder, back=how.back)
    if folder.exists(FORWARD) or folder.exists(BACK):
        raise Interrupted(FORWARD)
    return Recovery()


@contextlib.contextmanager
def _held(folder: Folder, wait: float) -> Iterator[None]:
    folder.make(STATE, 0o777)
    fd: int | None = None
    try:
        fd = hold(folder, wait)
        yield
    finally:
        with contextlib.suppress(OSError):
            if not any(map(folder.exists, (MANIFEST, FORWARD, BACK))):
                # nothing stands here (any more) that all this is about
                for name in folder.names(CACHE):
                    folder.remove(f"{CACHE}/{name}")
                folder.remove_folder(CACHE)
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
