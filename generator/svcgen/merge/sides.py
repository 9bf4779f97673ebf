"""The sides of one file's merge, and what can come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from svcgen.artifacts.conflicts import Sidecar
from svcgen.artifacts.digest import sha256
from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.outcome import ChangeKind, Conflict, FileChange


@dataclass(frozen=True, slots=True)
class Sides:
    """A planned file from all sides: as rendered, its pristine text, the disk, its row.

    `base` is None when there is none that can be trusted (see `trusted_base`). `pending` are
    the conflicts that wait, `anchors` the names that files of the generator import from here;
    `rebase` merges without a base, unit by unit; `restored` is a text that may be a lost base.
    """

    file: RenderedFile
    new: bytes
    base: bytes | None
    yours: bytes | None
    row: ManifestRow | None
    pending: Sidecar | None = None
    anchors: frozenset[str] = frozenset()
    rebase: bool = False
    restored: bytes | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of a file: the text to have on disk, the row and base to keep, the conflicts.

    `row` None drops the file from the manifest; `base` None keeps no pristine text; `sidecar`
    is the record of what is left to the owner; `symbols` are the states of its units.
    """

    text: bytes | None
    reason: str
    row: ManifestRow | None
    base: bytes | None
    conflicts: tuple[Conflict, ...] = ()
    sidecar: Sidecar | None = None
    symbols: Mapping[str, str] = field(default_factory=dict)


Reconcile = Callable[[Sides], Merged]
"""What happens to a MERGE file that both the owner and the generator changed."""


def advanced(
    sides: Sides, text: bytes | None, reason: str, *, keep_base: bool
) -> Merged:
    """Take the new text as the state of the file; the disk gets `text`."""
    return Merged(text, reason, row_of(sides), sides.new if keep_base else None)


def row_of(sides: Sides) -> ManifestRow:
    """Give the row of a file whose state is its new text."""
    digest, old, file = sha256(sides.new), sides.row, sides.file
    prev = None
    if old is not None:
        prev = old.prev if old.sha256 == digest else old.sha256 or None
    return ManifestRow(
        path=file.path,
        policy=file.policy,
        sha256=digest,
        prev=prev,
        template=file.template,
        nodes=file.nodes,
        symbols=file.symbols,
        anchors=tuple(sorted(sides.anchors)),
    )


def left_alone(sides: Sides, code: str, reason: str) -> Merged:
    """Keep the owner's text, the old row and the old base, and say why."""
    conflict = Conflict(
        code,
        sides.file.path,
        reason,
        sides.base,
        sides.yours,
        sides.new,
        sides.file.template,
        sides.file.nodes,
    )
    return Merged(sides.yours, code, settled_row(sides), sides.base, (conflict,))


def settled_row(sides: Sides) -> ManifestRow | None:
    """Give the old row with the digest of its base, which a branch merge may have taken."""
    row = sides.row
    if row is None or row.sha256:
        return row
    return None if sides.base is None else row._replace(sha256=sha256(sides.base))


def change_of(sides: Sides, merged: Merged) -> FileChange:
    """Give the change on disk that a merge comes to."""
    return FileChange(
        kind_of(sides.yours, merged.text),
        sides.file.path,
        sides.file.policy,
        sides.yours,
        merged.text,
        merged.reason,
        sides.file.executable,
    )


def kind_of(before: bytes | None, after: bytes | None) -> ChangeKind:
    """Name the way from one state of a file to another."""
    if before == after:
        return ChangeKind.KEEP
    if before is None:
        return ChangeKind.CREATE
    return ChangeKind.DELETE if after is None else ChangeKind.UPDATE
