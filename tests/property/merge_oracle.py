"""Judges a merge by what came in and what came out; it knows nothing of how a merge is done.

Every statement and comment of either side is in the result or in a report, none is doubled, the
result parses, what the generator left alone is byte for byte the owner's, and a second merge has nothing to do.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from svcgen.merge.units import MergeFacts, TextMerge, UnitClash, Unmergeable
from tests.property.merge_inventory import (
    Bag,
    Item,
    bag_of,
    decode,
    names_used,
)

Merge = Callable[[str, bytes, bytes, bytes, MergeFacts], TextMerge]


CRASHES = (
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What a merge that has a fault of its own may raise."""


@dataclass(frozen=True, slots=True)
class Case:
    """Three sides of a file, what is known of it, and what was done to it."""

    path: str
    base: bytes
    yours: bytes
    new: bytes
    facts: MergeFacts
    moved: bool = False
    broken: bool = False
    story: str = ""
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a merge came to: the faults that were found, and what it gave."""

    faults: tuple[str, ...]
    merged: TextMerge | None

    @property
    def clashed(self) -> bool:
        """Was something left to the owner?"""
        return self.merged is None or bool(self.merged.clashes)


def judge(case: Case, merge: Merge) -> Verdict:
    """Merge a case and hold the result to what is promised."""
    try:
        merged = merge(case.path, case.base, case.yours, case.new, case.facts)
    except Unmergeable:
        refused = "a file that can be read was not merged"
        return Verdict(() if case.broken else (refused,), None)
    except CRASHES as error:
        return Verdict((f"{type(error).__name__}: {error}",), None)
    if case.broken:
        return Verdict(("a file that cannot be read was merged",), merged)
    faults = [*_parse_faults(case, merged)]
    if not faults:
        faults += [*_bag_faults(case, merged, scoped=False)]
        if not case.moved:
            faults += [*_bag_faults(case, merged, scoped=True)]
        faults += [*_byte_faults(case, merged)]
        faults += [*_order_faults(case, merged)]
        faults += [*_again_faults(case, merged, merge)]
    return Verdict(tuple(faults), merged)


def _parse_faults(case: Case, merged: TextMerge) -> Iterator[str]:
    try:
        compile(merged.text, case.path, "exec", dont_inherit=True)
        decode(merged.text)
    except (SyntaxError, ValueError) as error:
        yield f"the result does not parse: {error}"
    if re.search(rb"^(<<<<<<<|>>>>>>>)", merged.text, re.MULTILINE):
        yield "there are markers in the result"


def _bag_faults(case: Case, merged: TextMerge, *, scoped: bool) -> Iterator[str]:
    """Compare counts: each side's edits add up, in every scope or in the whole file."""
    texts = [decode(t) for t in (case.base, case.yours, case.new, merged.text)]
    bags = [bag_of(text, scoped=scoped) for text in texts]
    loose = Counter[Item](), Counter[Item]()
    if not scoped:
        loose = _summed_bounds([bag_of(text, scoped=True) for text in texts[:3]])
    used = names_used(texts[3])
    for item in sorted(set().union(*bags)):
        base, yours, new, count = (bag[item] for bag in bags)
        counts = base, yours, new
        low, high = bounds(*counts)
        if not scoped and item[1] != "comment":
            low, high = min(low, loose[0][item]), max(high, loose[1][item])
        if low <= count <= high:
            continue
        if item[1] == "import" and _import_stands(item, counts, count, used):
            continue
        is_short = count < low
        if not _reported(item, merged.clashes, is_short=is_short, counts=counts):
            word = "lost" if is_short else "doubled or kept"
            shown = f"{low}..{high}" if low != high else f"{low}"
            yield (
                f"{word}: {' '.join(item)!r:.160} is there {count} times, not {shown}"
                f" (base {base}, yours {yours}, new {new})"
            )


def _summed_bounds(bags: list[Bag]) -> tuple[Counter[Item], Counter[Item]]:
    """Add up what each scope may hold: what one scope lost, another may have got."""
    lows, highs = Counter[Item](), Counter[Item]()
    for item in set().union(*bags):
        low, high = bounds(*(bag[item] for bag in bags))
        lows["", *item[1:]] += low
        highs["", *item[1:]] += high
    return lows, highs


def bounds(base: int, yours: int, new: int, /) -> tuple[int, int]:
    """Tell how often an item may be in the merge: both sides' edits may be one and the same."""
    mine, theirs = yours - base, new - base
    both = max(0, base + mine + theirs)
    if mine > 0 and theirs > 0:
        return base + max(mine, theirs), both
    if mine < 0 and theirs < 0:
        return both, base + max(-base, min(mine, theirs))
    return both, both


def _import_stands(
    item: Item, counts: tuple[int, int, int], count: int, used: set[str]
) -> bool:
    """Tell whether an import may be there (it is needed) or may not (nothing needs it)."""
    name = item[-1].partition(".")[0]
    base, yours, new = counts
    if count > max(counts):
        return False
    if count > bounds(*counts)[1]:
        # a plain `import x` of the owner's stays, needed or not
        return name in used or (not item[2] and yours > 0)
    return name not in used and yours <= base and (yours < base or new <= base)


def _reported(
    item: Item,
    clashes: Sequence[UnitClash],
    *,
    is_short: bool,
    counts: tuple[int, int, int],
) -> bool:
    """Tell whether a report shows an item that is missing, or why one is there yet."""
    for clash in clashes:
        texts = [clash.new, clash.yours] if is_short else [clash.base, clash.yours]
        if not is_short and counts[1] == 0:
            # what the owner does not have did not stay because it is the owner's
            texts = [clash.base] if counts[2] else []
        if any(text is not None and _says(text, item) for text in texts):
            return True
    return False


def _says(text: str, item: Item) -> bool:
    """Tell whether the text of a unit has an item, as a statement or else as words."""
    try:
        if any(each[1:] == item[1:] for each in _unit_bag(text)):
            return True
    except (SyntaxError, ValueError):
        pass
    words = re.sub(r"[\s\"'()]", "", item[-1])
    return words in re.sub(r"[\s\"'()]", "", text)


def _unit_bag(text: str) -> Bag:
    lines = text.expandtabs(4).split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    cut = min(margins, default=0)
    return bag_of("\n".join(line[cut:] for line in lines) + "\n")


def _byte_faults(case: Case, merged: TextMerge) -> Iterator[str]:
    """Look for what the generator left alone: each function of yours, byte for byte."""
    yours, result = decode(case.yours), decode(merged.text)
    same = _segments(decode(case.base)).items() & _segments(decode(case.new)).items()
    untouched = {name for name, _ in same}
    for name, text in _segments(yours).items():
        if name in untouched and text not in result:
            yield f"bytes: {name} is not as the owner wrote it"
    if (case.yours[:3] == b"\xef\xbb\xbf") != (merged.text[:3] == b"\xef\xbb\xbf"):
        yield "bytes: the BOM"
    mixed = case.yours.count(b"\r\n") not in (0, case.yours.count(b"\n"))
    ends = merged.text.count(b"\r\n")
    if not mixed and ends != (merged.text.count(b"\n") if b"\r\n" in case.yours else 0):
        yield "bytes: newlines of two kinds"


def _segments(text: str) -> dict[str, str]:
    lines = text.split("\n")
    found: dict[str, str] = {}
    for name, node in _defs(ast.parse(text)):
        first = min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1
        last = node.end_lineno or node.lineno
        while last < len(lines) and lines[last].strip().startswith("#"):
            last += 1
        segment = "\n".join(lines[first:last])
        # one that is there twice is told from no other
        found[name] = "" if name in found else segment
    return found


def _defs(
    tree: ast.Module,
) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield f"{node.name}.{each.name}", each


def _order_faults(case: Case, merged: TextMerge) -> Iterator[str]:
    """Look at the statements of each function: those of yours are in the order of yours."""
    result = dict(_defs(ast.parse(decode(merged.text))))
    for name, node in _defs(ast.parse(decode(case.yours))):
        if name not in result:
            continue
        mine = [ast.unparse(each) for each in node.body]
        theirs = [ast.unparse(each) for each in result[name].body]
        both = [each for each in mine if mine.count(each) == theirs.count(each) == 1]
        if [each for each in theirs if each in both] != both:
            yield f"order: statements of {name} changed places"


def _again_faults(case: Case, merged: TextMerge, merge: Merge) -> Iterator[str]:
    """Merge again: nothing is left to do, and a clash that is pending is found again."""
    text, facts = merged.text, case.facts
    after = MergeFacts(facts.new_symbols, facts.new_symbols, {}, facts.anchors)
    again = merge(case.path, case.new, text, case.new, after)
    if again.text != text or again.clashes:
        yield "again: a merge with the new base is not a no-op"
    before = MergeFacts(facts.base_symbols, facts.base_symbols, {}, facts.anchors)
    back = merge(case.path, case.base, text, case.base, before)
    if back.text != text or back.clashes:
        yield "again: a merge with the old base on both sides is not a no-op"
    if not merged.clashes:
        return
    pending = {clash.unit: clash.base for clash in merged.clashes}
    waiting = MergeFacts(facts.new_symbols, facts.new_symbols, pending, facts.anchors)
    later = merge(case.path, case.new, text, case.new, waiting)
    if later.text != text:
        yield "again: a merge with the clash pending changes the text"
    if {each.unit for each in later.clashes} != set(pending):
        found = sorted(each.unit for each in later.clashes)
        yield f"again: pending {sorted(pending)} became {found}"
