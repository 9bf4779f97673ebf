"""The merge of a whole tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from svcgen.artifacts.conflicts import PendingUnit, Sidecar, dump_sidecar, text_of
from svcgen.artifacts.digest import matches
from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.outcome import FileChange, MergeOutcome
from svcgen.artifacts.policy import WritePolicy
from svcgen.merge.anchors import find_anchors
from svcgen.merge.policies import (
    merge_once,
    merge_overwrite,
    merge_shared,
    trusted_base,
    with_anchors,
)
from svcgen.merge.reconcile import MergeText, by_unit
from svcgen.merge.sidecars import conflicts_of, digest_of
from svcgen.merge.sides import Merged, Sides, change_of, kind_of
from svcgen.merge.texts import merge_text

Texts = Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True)
class Merging:
    """What a merge takes into account beside the texts.

    `pending` are the conflicts that wait, by path; `restored` are texts that may be lost
    bases; `rebase` merges a file whose base stays lost unit by unit, instead of leaving it
    alone; `merge_text` merges a text that both changed.
    """

    pending: Mapping[str, Sidecar] = field(default_factory=dict)
    restored: Mapping[str, bytes] = field(default_factory=dict)
    rebase: bool = False
    merge_text: MergeText = merge_text


PLAIN = Merging()


def merge_tree(
    rendered: Iterable[RenderedFile],
    base: Texts,
    disk: Texts,
    manifest: Mapping[str, ManifestRow],
    how: Merging = PLAIN,
) -> MergeOutcome:
    """Decide what becomes of every file that is planned or was emitted before.

    `base` and `disk` hold the pristine texts and the files as they are, by path; None or no
    entry where there is none.
    """
    planned = {file.path: file for file in rendered}
    anchors = find_anchors(planned.values())
    decided: dict[str, tuple[Merged, FileChange]] = {}
    for path, file in planned.items():
        sides = Sides(
            file=file,
            new=file.text.encode(),
            base=base.get(path),
            yours=disk.get(path),
            row=manifest.get(path),
            pending=how.pending.get(path),
            anchors=anchors.get(path, frozenset()),
            rebase=how.rebase,
            restored=how.restored.get(path),
        )
        merged = _in_style(merge_file(sides, how.merge_text), sides.yours)
        decided[path] = merged, change_of(sides, merged)
    for path in manifest.keys() - planned.keys():
        row, yours = manifest[path], disk.get(path)
        merged = _merge_orphan(row, base.get(path), yours)
        kind = kind_of(yours, merged.text)
        change = FileChange(kind, path, row.policy, yours, merged.text, merged.reason)
        decided[path] = merged, change
    return _outcome(decided, base, how.pending)


def _outcome(
    decided: Mapping[str, tuple[Merged, FileChange]],
    base: Texts,
    pending: Mapping[str, Sidecar],
) -> MergeOutcome:
    """Gather what was decided, by path."""
    paths = sorted(decided)
    merges = {path: decided[path][0] for path in paths}
    sidecars: dict[str, bytes | None] = dict.fromkeys(pending)
    for path, merged in merges.items():
        if merged.sidecar is not None:
            sidecars[path] = dump_sidecar(merged.sidecar)
    return MergeOutcome(
        tuple(decided[path][1] for path in paths),
        tuple(conflict for merged in merges.values() for conflict in merged.conflicts),
        {
            path: merged.base
            for path, merged in merges.items()
            if merged.base != base.get(path)
        },
        tuple(merged.row for merged in merges.values() if merged.row is not None),
        sidecars,
        {path: merged.symbols for path, merged in merges.items() if merged.symbols},
    )


def merge_file(sides: Sides, merge_text: MergeText = merge_text) -> Merged:
    """Decide what becomes of one planned file."""
    if sides.file.policy is WritePolicy.OVERWRITE:
        return merge_overwrite(sides)
    if sides.file.policy is WritePolicy.WRITE_ONCE:
        return merge_once(sides)
    shared = replace(sides, base=trusted_base(sides))
    merged = merge_shared(shared, lambda both: by_unit(both, merge_text))
    return with_anchors(shared, merged)


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
    text = text_of(yours)
    unit = PendingUnit(
        unit="",
        code="orphan-edited",
        reason="the spec no longer asks for this file, but you have edited it",
        line=None,
        base=text_of(base),
        yours=text,
        new=None,
        yours_sha256=digest_of(text),
    )
    sidecar = Sidecar(row.path, row.template, row.nodes, (unit,))
    return Merged(yours, unit.code, row, base, conflicts_of(sidecar), sidecar)
