"""The merge of a whole tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from svcgen.artifacts.digest import matches
from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.outcome import Conflict, FileChange, MergeOutcome
from svcgen.artifacts.policy import WritePolicy
from svcgen.merge.policies import (
    leave_alone,
    merge_once,
    merge_overwrite,
    merge_shared,
    trusted_base,
)
from svcgen.merge.sides import Merged, Reconcile, Sides, change_of, kind_of

Texts = Mapping[str, bytes | None]


def merge_tree(
    rendered: Iterable[RenderedFile],
    base: Texts,
    disk: Texts,
    manifest: Mapping[str, ManifestRow],
    reconcile: Reconcile = leave_alone,
) -> MergeOutcome:
    """Decide what becomes of every file that is planned or was emitted before.

    `base` and `disk` hold the pristine texts and the files as they are, by path; None or no
    entry where there is none. `reconcile` decides MERGE files that both sides changed.
    """
    planned = {file.path: file for file in rendered}
    decided: dict[str, tuple[Merged, FileChange]] = {}
    for path, file in planned.items():
        new = file.text.encode()
        sides = Sides(file, new, base.get(path), disk.get(path), manifest.get(path))
        merged = _in_style(merge_file(sides, reconcile), sides.yours)
        decided[path] = merged, change_of(sides, merged)
    for path in manifest.keys() - planned.keys():
        row, yours = manifest[path], disk.get(path)
        merged = _merge_orphan(row, base.get(path), yours)
        kind = kind_of(yours, merged.text)
        change = FileChange(kind, path, row.policy, yours, merged.text, merged.reason)
        decided[path] = merged, change
    return _outcome(decided, base)


def _outcome(
    decided: Mapping[str, tuple[Merged, FileChange]], base: Texts
) -> MergeOutcome:
    """Gather what was decided, by path."""
    paths = sorted(decided)
    merges = {path: decided[path][0] for path in paths}
    return MergeOutcome(
        tuple(decided[path][1] for path in paths),
        tuple(conflict for merged in merges.values() for conflict in merged.conflicts),
        {
            path: merged.base
            for path, merged in merges.items()
            if merged.base != base.get(path)
        },
        tuple(merged.row for merged in merges.values() if merged.row is not None),
    )


def merge_file(sides: Sides, reconcile: Reconcile = leave_alone) -> Merged:
    """Decide what becomes of one planned file."""
    if sides.file.policy is WritePolicy.OVERWRITE:
        return merge_overwrite(sides)
    if sides.file.policy is WritePolicy.WRITE_ONCE:
        return merge_once(sides)
    return merge_shared(replace(sides, base=trusted_base(sides)), reconcile)


def _in_style(merged: Merged, yours: bytes | None) -> Merged:
    """Write with the newlines that the owner's checkout has."""
    text = merged.text
    if not yours or not text or text == yours or b"\r\n" in text:
        return merged
    if yours.count(b"\r\n") * 2 <= yours.count(b"\n"):
        return merged
    return replace(merged, text=text.replace(b"\n", b"\r\n"))


def _merge_orphan(row: ManifestRow, base: bytes | None, yours: bytes | None) -> Merged:
    """Decide about a file that is no longer planned."""
    if yours is None:
        return Merged(None, "gone", None, None)
    if row.policy is WritePolicy.WRITE_ONCE:
        return Merged(yours, "owned", None, None)
    digests = [row.sha256, *([row.prev] if row.prev else [])]
    if row.policy is WritePolicy.OVERWRITE or any(
        matches(yours, sha) for sha in digests
    ):
        return Merged(None, "orphan", None, None)
    reason = "the spec no longer asks for this file, but you have edited it"
    conflict = Conflict(
        "orphan-edited", row.path, reason, base, yours, None, row.template, row.nodes
    )
    return Merged(yours, "orphan-edited", row, base, (conflict,))
