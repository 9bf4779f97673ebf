"""The merge of two owners' texts: as with the generator's, but neither side gives way (decision 0032)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from svcgen.artifacts.markers import both_sides
from svcgen.merge.texts import COMMENT, merge_text
from svcgen.merge.units import MergeFacts, UnitClash, Unmergeable


@dataclass(frozen=True, slots=True)
class OwnersMerge:
    """A merged text; where the owners clash (`conflicts`), both texts stand between markers."""

    text: bytes
    conflicts: int = 0


def merge_owners(
    path: str, base: bytes, ours: bytes, theirs: bytes
) -> OwnersMerge | None:
    """Merge what two owners made of `base`, symbol by symbol; None where only lines will do.

    The merge of `merge_text` favours its first side, in comments above all. So it is made from
    both sides, and holds only when both say the same and nothing that either owner wrote is gone.
    """
    try:
        merged = merge_text(path, base, ours, theirs, MergeFacts())
        mirrored = merge_text(path, base, theirs, ours, MergeFacts())
    except Unmergeable:
        return None
    if merged.clashes or mirrored.clashes:
        marked = _marked(merged.text, merged.clashes) if merged.clashes else None
        if marked is None or not _keeps_both(path, base, (ours, theirs), marked.text):
            return None
        return marked
    said = _words(path, merged.text)
    if said is None or said != _words(path, mirrored.text):
        return None
    if any(_lost(path, base, side, said) for side in (ours, theirs)):
        return None
    return OwnersMerge(merged.text)


def _keeps_both(
    path: str, base: bytes, sides: tuple[bytes, bytes], marked: bytes
) -> bool:
    """Tell whether each owner finds everything of theirs on their side of the markers."""
    for side, shown in zip(sides, both_sides(marked), strict=True):
        said = _words(path, shown)
        if said is None or _lost(path, base, side, said):
            return False
    return True


def _lost(path: str, base: bytes, side: bytes, said: Counter[str]) -> bool:
    """Tell whether something that an owner wrote is not in what the merged text says."""
    before, wrote = _words(path, base), _words(path, side)
    if before is None or wrote is None:
        return True
    added = wrote - before
    return any(said[word] < wrote[word] for word in added)


def _words(path: str, text: bytes) -> Counter[str] | None:
    """Give the statements and comments of a text, or its lines; None when it cannot be read."""
    if path.endswith(".py"):
        from svcgen.merge.python.checks import statements_of

        return statements_of(text)
    try:
        whole = text.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return Counter(COMMENT.findall(whole))


def _marked(text: bytes, clashes: tuple[UnitClash, ...]) -> OwnersMerge | None:
    """Put both texts of each clash between markers, where the first stands; None where it has no place."""
    try:
        whole = text.decode("utf-8")
    except UnicodeDecodeError:
        return None
    for clash in clashes:
        if not clash.unit or not clash.yours or whole.count(clash.yours) != 1:
            return None
        start = whole.index(clash.yours)
        if not clash.yours.endswith("\n") or whole[start - 1 : start] not in ("", "\n"):
            return None
        theirs = clash.new or ""
        if theirs and not theirs.endswith("\n"):
            return None
        both = f"<<<<<<< ours\n{clash.yours}=======\n{theirs}>>>>>>> theirs\n"
        whole = whole.replace(clash.yours, both)
    return OwnersMerge(whole.encode(), len(clashes))
