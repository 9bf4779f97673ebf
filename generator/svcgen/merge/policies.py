"""One function a write policy: what becomes of a planned file."""

from __future__ import annotations

from dataclasses import replace

from svcgen.artifacts.digest import matches, sha256
from svcgen.artifacts.markers import is_marked
from svcgen.artifacts.outcome import REFORMATTED
from svcgen.artifacts.policy import WritePolicy
from svcgen.merge.anchors import lost_anchors
from svcgen.merge.canonical import same_meaning
from svcgen.merge.sidecars import set_aside
from svcgen.merge.sides import Merged, Reconcile, Sides, advanced, left_alone

_STRANGER = "a file that svcgen did not write stands here"


def merge_overwrite(sides: Sides) -> Merged:
    """Replace the file; one that was never the generator's and says otherwise is left alone."""
    if sides.yours is None:
        return advanced(
            sides, sides.new, "missing" if sides.row else "new", keep_base=False
        )
    if _same_bytes(sides.yours, sides.new):
        return advanced(sides, sides.yours, "clean", keep_base=False)
    if sides.row is None:
        return left_alone(sides, "in-the-way", _STRANGER)
    if sides.row.policy is not WritePolicy.OVERWRITE and not _unedited(sides):
        return left_alone(
            sides, "policy-changed", "this file is the generator's from now on"
        )
    reason = "stale"
    if not matches(sides.yours, sides.row.sha256):
        same = same_meaning(sides.file.path, sides.yours, sides.new)
        reason = REFORMATTED if same else "generated-edited"
    return advanced(sides, sides.new, reason, keep_base=False)


def merge_once(sides: Sides) -> Merged:
    """Create the file the first time; after that it is the owner's, and so is deleting it."""
    if sides.row is None and sides.yours is None:
        return advanced(sides, sides.new, "new", keep_base=False)
    if sides.row is None:
        return advanced(sides, sides.yours, "owned", keep_base=False)
    reason = "owner-deleted" if sides.yours is None else "owned"
    row = sides.row._replace(
        sha256=sides.row.sha256 or sha256(sides.new),
        policy=WritePolicy.WRITE_ONCE,
        template=sides.file.template,
        nodes=sides.file.nodes,
        symbols=sides.file.symbols,
    )
    return Merged(sides.yours, reason, row, None)


def merge_shared(sides: Sides, reconcile: Reconcile) -> Merged:
    """Merge base, disk and new; `reconcile` decides when owner and generator both changed it."""
    yours, new, base, path = sides.yours, sides.new, sides.base, sides.file.path
    if yours is None:
        return advanced(sides, new, "missing" if sides.row else "new", keep_base=True)
    if _same_bytes(yours, new):
        return advanced(sides, yours, _caught_up(sides), keep_base=True)
    if base is None:
        return _without_base(sides, reconcile)
    if _rolled_back(sides):
        return advanced(sides, new, "rolled-back", keep_base=True)
    if _same_bytes(yours, base):
        return advanced(sides, new, "stale", keep_base=True)
    if sides.pending is not None:
        return reconcile(sides)
    if new == base or same_meaning(path, base, new):
        return _customised(sides, reconcile)
    if same_meaning(path, yours, new):
        return advanced(sides, yours, "caught-up", keep_base=True)
    if same_meaning(path, yours, base):
        # the owner's formatter was here and nothing else
        return advanced(sides, new, "stale", keep_base=True)
    return reconcile(sides)


def _customised(sides: Sides, reconcile: Reconcile) -> Merged:
    """Keep the owner's text; what files of the generator import from it has to be there."""
    if not sides.file.path.endswith(".py"):
        return advanced(sides, sides.yours, "customised", keep_base=True)
    lost = lost_anchors(sides.yours or b"", sides.anchors)
    if lost:
        return reconcile(sides)
    kept = advanced(sides, sides.yours, "customised", keep_base=True)
    if lost is not None:
        return kept
    conflict = left_alone(sides, "unparseable", "it is no Python that can be read")
    return replace(kept, reason="unparseable", conflicts=conflict.conflicts)


def _without_base(sides: Sides, reconcile: Reconcile) -> Merged:
    """Merge without knowing what was emitted: only when told to, and never as if nothing was."""
    if sides.rebase:
        return reconcile(sides)
    if sides.row is None:
        return left_alone(sides, "in-the-way", _STRANGER)
    reason = "what svcgen wrote here before is lost"
    return set_aside(sides, "base-damaged", reason)


def with_anchors(sides: Sides, merged: Merged) -> Merged:
    """Tell of a name that files of the generator import and the merged text does not have."""
    if not merged.text or not sides.anchors or merged.text == sides.new:
        return merged
    lost = lost_anchors(merged.text, sides.anchors) or ()
    reason = "files of the generator import {} from here, and it is gone"
    conflicts = tuple(
        replace(
            left_alone(sides, "missing", reason.format(name)).conflicts[0], unit=name
        )
        for name in lost
    )
    return replace(merged, conflicts=(*merged.conflicts, *conflicts))


def trusted_base(sides: Sides) -> bytes | None:
    """Give the pristine text of a file, or None when none can be trusted.

    A base that is lost or damaged is found again where the disk, the new text or what was
    restored has its digest.
    """
    if sides.row is None:
        return None
    if not sides.row.sha256:
        # two branches met in git: what it made of the base is the base, unless it gave up
        return next(
            (text for text in (sides.base, sides.restored) if _whole(text)), None
        )
    for text in (sides.base, sides.yours, sides.new, sides.restored):
        if text is not None and matches(text, sides.row.sha256):
            return (
                text.replace(b"\r\n", b"\n")
                if sha256(text) != sides.row.sha256
                else text
            )
    return None


def _whole(text: bytes | None) -> bool:
    return text is not None and not is_marked(text)


def _caught_up(sides: Sides) -> str:
    return "clean" if sides.base == sides.new else "caught-up"


def _rolled_back(sides: Sides) -> bool:
    prev = sides.row.prev if sides.row else None
    return prev is not None and sides.yours is not None and matches(sides.yours, prev)


def _unedited(sides: Sides) -> bool:
    return bool(sides.row and sides.yours and matches(sides.yours, sides.row.sha256))


def _same_bytes(one: bytes, other: bytes) -> bool:
    return one == other or one.replace(b"\r\n", b"\n") == other
