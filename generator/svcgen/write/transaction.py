"""Many files at once: staged, journaled, moved into place; ended or taken back after a crash.

Until the journal stands under its name, nothing but the stage was touched. From then on the
stage holds the new texts and second names of the old ones, so both ways are open.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from svcgen.artifacts.digest import sha256
from svcgen.artifacts.faults import TreeMoved
from svcgen.write.folder import Folder
from svcgen.write.journal import (
    BACK,
    FORWARD,
    STAGE,
    STATE,
    Journal,
    Step,
    dump_journal,
    load_journal,
    staged,
)

_SYNC_ONE_BY_ONE = 48
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


@dataclass(frozen=True, slots=True)
class Edit:
    """A file before and after; None where there is no file."""

    path: str
    before: bytes | None
    after: bytes | None
    executable: bool = False


def commit(folder: Folder, edits: Sequence[Edit], command: str) -> None:
    """Carry out all edits of a command, or none.

    Raises TreeMoved when a file is not what the edit says, OSError when the system refuses;
    in both cases the files are as they were.
    """
    try:
        journal = _stage(folder, edits, command)
        folder.system.rename(
            "journal", "journal.json", at=folder.folder(STAGE), to=folder.folder(STATE)
        )
    except BaseException:
        _clear_stage(folder)
        raise
    try:
        folder.sync(STATE)
        _forward(folder, journal)
        folder.remove(FORWARD)
    except OSError:
        # the error is what the caller gets, also when taking back meets another one:
        # the journal is still there then, and the next run ends it
        with contextlib.suppress(OSError):
            _back(folder, journal)
        raise
    _finish(folder)


class Recovery(NamedTuple):
    """What became of a run that was killed: "forward", "back", or "" when there was none."""

    way: str = ""
    command: str = ""


def recover(folder: Folder, *, back: bool = False) -> Recovery:
    """End what a run before began, or take it back.

    A file that was edited meanwhile is never written over: then everything else is taken back.
    """
    text = folder.read(BACK)
    if text is not None:
        journal = load_journal(text)
        _back(folder, journal)
        return Recovery("back", journal.command)
    text = folder.read(FORWARD)
    if text is None:
        _clear_stage(folder)
        return Recovery()
    journal = load_journal(text)
    if back or not _can_go_on(folder, journal):
        _back(folder, journal)
        return Recovery("back", journal.command)
    _forward(folder, journal)
    folder.remove(FORWARD)
    _finish(folder)
    return Recovery("forward", journal.command)


def _stage(folder: Folder, edits: Sequence[Edit], command: str) -> Journal:
    _clear_stage(folder)
    folder.make(STAGE, 0o700)
    one_by_one = len(edits) <= _SYNC_ONE_BY_ONE
    steps: list[Step] = []
    for number, edit in enumerate(edits):
        folder.trim()
        if folder.read(edit.path) != edit.before:
            raise TreeMoved(edit.path)
        mode = None if edit.before is None else folder.mode(edit.path)
        if edit.before is not None:
            _keep_old(folder, edit, staged("old", number), mode or 0o644)
        if edit.after is not None:
            plain = 0o777 if edit.executable else 0o666
            folder.write_new(
                staged("new", number),
                edit.after,
                plain if mode is None else mode,
                exact=mode is not None,
                sync=one_by_one,
            )
        steps.append(Step(edit.path, _digest(edit.before), _digest(edit.after)))
    journal = Journal(tuple(steps), _missing_folders(folder, edits), command)
    folder.write_new(
        f"{STAGE}/journal", dump_journal(journal), 0o644, exact=False, sync=True
    )
    if not one_by_one:
        folder.system.sync_all(folder.folder(STAGE))
    folder.sync(STAGE)
    return journal


def _keep_old(folder: Folder, edit: Edit, name: str, mode: int) -> None:
    try:
        folder.link(edit.path, name)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        folder.write_new(name, edit.before or b"", mode, exact=True, sync=True)


def _can_go_on(folder: Folder, journal: Journal) -> bool:
    for number, step in enumerate(journal.steps):
        now = _digest(folder.read(step.path))
        if now == step.new:
            continue
        if now != step.old or not (
            step.new is None or folder.exists(staged("new", number))
        ):
            return False
    return True


def _forward(folder: Folder, journal: Journal) -> None:
    for number, step in enumerate(journal.steps):
        folder.trim()
        if step.new is None:
            folder.remove(step.path)
        elif folder.exists(staged("new", number)):
            folder.move(staged("new", number), step.path)
    for step in journal.steps:
        if step.new is None:
            _remove_empty(folder, step.path)
    _sync_folders(folder, journal)


def _back(folder: Folder, journal: Journal) -> None:
    if folder.exists(FORWARD):
        folder.move(FORWARD, BACK)
        folder.sync(STATE)
    for number, step in enumerate(journal.steps):
        folder.trim()
        now = _digest(folder.read(step.path))
        if step.old is None:
            if now == step.new:
                folder.remove(step.path)
        elif now in (None, step.new) and folder.exists(staged("old", number)):
            folder.move(staged("old", number), step.path)
    for path in reversed(journal.folders):
        folder.remove_folder(path)
    _sync_folders(folder, journal)
    folder.remove(BACK)
    _clear_stage(folder)


def _finish(folder: Folder) -> None:
    # the new tree stands: what is left of the stage goes at the next start
    with contextlib.suppress(OSError):
        folder.sync(STATE)
        _clear_stage(folder)


def _remove_empty(folder: Folder, path: str) -> None:
    above = path.rpartition("/")[0]
    while above and above != STATE and folder.remove_folder(above):
        above = above.rpartition("/")[0]


def _clear_stage(folder: Folder) -> None:
    with contextlib.suppress(OSError):
        for name in folder.names(STAGE):
            folder.remove(f"{STAGE}/{name}")
        folder.remove_folder(STAGE)


def _sync_folders(folder: Folder, journal: Journal) -> None:
    folders = {step.path.rpartition("/")[0] for step in journal.steps}
    folders |= {path.rpartition("/")[0] for path in journal.folders}
    if len(folders) > _SYNC_ONE_BY_ONE:
        folder.system.sync_all(folder.root)
        return
    for path in sorted(folders):
        folder.sync(path)


def _missing_folders(folder: Folder, edits: Sequence[Edit]) -> tuple[str, ...]:
    missing: set[str] = set()
    for parent in {edit.path.rpartition("/")[0] for edit in edits}:
        above = parent
        while above and above not in missing and not folder.exists(above):
            missing.add(above)
            above = above.rpartition("/")[0]
    return tuple(sorted(missing))


def _digest(text: bytes | None) -> str | None:
    return None if text is None else sha256(text)
