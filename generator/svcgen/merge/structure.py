"""The three-way merge of keys and values: what each side says is compared, what it wrote is kept."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from svcgen.merge.lines import newline_of
from svcgen.merge.nodes import Entry, Node, Read, Unstructured, apply_edits
from svcgen.merge.units import MergeFacts, UnitClash

BOTH = "you and the generator both changed it"
CHANGED_BY_YOU = "the generator has it no more, but you have changed it"
REMOVED_BY_YOU = "you have removed it, but the generator has changed it"

Edit = tuple[int, int, str]


@dataclass(slots=True)
class StructureMerge:
    """Edits of yours that carry out what new changed, gathered entry by entry."""

    read: Read
    facts: MergeFacts
    newline: str
    edits: list[Edit] = field(default_factory=list)
    clashes: list[UnitClash] = field(default_factory=list)

    def map(self, base: Node | None, yours: Node, new: Node, path: str) -> None:
        """Merge two maps, or two lists whose elements have names."""
        old = base.keyed() if base and base.kind == new.kind else {}
        mine, theirs = yours.keyed(), new.keyed()
        for key in dict.fromkeys((*mine, *old, *theirs)):
            unit = join_path(path, key)
            before = self._before(unit, old.get(key))
            one, other = mine.get(key), theirs.get(key)
            if one is None and other is None:
                continue
            if one is None or other is None:
                self._one_sided(unit, before, one, other)
                if one is None and other is not None and before is None:
                    self._insert(yours, new, other)
            else:
                self._both(unit, before, one, other)

    def _one_sided(
        self, unit: str, before: Entry | None, one: Entry | None, other: Entry | None
    ) -> None:
        """Merge an entry that only yours or only new has."""
        if before is None:
            return
        if other is not None:
            if not _same(before, other):
                self._clash(unit, REMOVED_BY_YOU, before, one, other)
        elif one is not None and _same(before, one):
            if one.compact:
                raise Unstructured("the first entry of an element goes")
            self.edits.append((one.lead, one.stop, ""))
        else:
            self._clash(unit, CHANGED_BY_YOU, before, one, other)

    def _both(self, unit: str, before: Entry | None, one: Entry, other: Entry) -> None:
        """Merge an entry that both have."""
        prefix = f"{unit}." if unit else ""
        within = any(name.startswith(prefix) for name in self.facts.pending)
        if before is not None and _same(before, other) and not within:
            return
        kept = len(self.edits), len(self.clashes)
        try:
            self._comments(before, one, other)
            self._value(unit, before, one, other)
        except _Clash as clash:
            del self.edits[kept[0] :], self.clashes[kept[1] :]
            self._clash(unit, str(clash), before, one, other)

    def _comments(self, before: Entry | None, one: Entry, other: Entry) -> None:
        """Take new's comments above and behind an entry where only new changed them."""
        was = (before.comments, before.trail) if before else (None, None)
        lead = other.comments
        if lead not in (was[0], one.comments):
            if one.comments != (was[0] or ()) or one.compact or other.compact:
                raise _Clash(f"{BOTH}: the comments above it")
            above = other.value.text[other.lead : other.start]
            text = self._moved(above, other, one, begins=True)
            self.edits.append((one.lead, one.start, text))
        nested = one.value.block or other.value.block
        if nested or other.trail in (was[1], one.trail):
            return
        if one.trail != (was[1] or ""):
            raise _Clash(f"{BOTH}: the comment behind it")
        trail = f"  {other.trail}" if other.trail else ""
        end = one.value.stop + len(one.text[one.value.stop - one.start :].rstrip())
        self.edits.append((one.value.stop, end, trail))

    def _value(self, unit: str, before: Entry | None, one: Entry, other: Entry) -> None:
        """Merge the values of an entry."""
        base = before.value if before else None
        yours, new = one.value, other.value
        if yours.block and new.block and base and base.kind == yours.kind == new.kind:
            # even when they say the same: comments inside may differ, clashes may be pending
            self._inside(unit, base, yours, new)
        elif new.canon == yours.canon or (base and base.canon == new.canon):
            return
        elif yours.kind == new.kind == (base.kind if base else "map") != "leaf":
            self._inside(unit, base, yours, new)
        elif base and base.canon == yours.canon:
            self._replace(one, other)
        else:
            raise _Clash(BOTH)

    def _inside(self, unit: str, base: Node | None, yours: Node, new: Node) -> None:
        if yours.block and new.block:
            if yours.kind == "list":
                _check_elements(base, yours, new)
            self.map(base, yours, new, unit)
        elif base is not None and base.canon == yours.canon:
            self.edits.append(self._rest(yours, new))
        elif base is None or yours.block or new.block:
            raise _Clash(BOTH)
        else:
            text = merge_flow(base, yours, new)
            self.edits.append((yours.start, yours.stop, text))

    def _rest(self, yours: Node, new: Node) -> Edit:
        """Replace a value between brackets by another one."""
        if yours.block or new.block:
            raise _Clash("it is written in two ways: on lines, and between brackets")
        return yours.start, yours.stop, new.text[new.start : new.stop]

    def _replace(self, one: Entry, other: Entry) -> None:
        """Put new's value, with all between its key and its end, in the place of yours."""
        text = other.value.text[other.after : max(other.value.stop, other.after)]
        stop = max(one.value.stop, one.after)
        self.edits.append(
            (one.after, stop, self._moved(text, other, one, begins=False))
        )

    def _insert(self, yours: Node, new: Node, entry: Entry) -> None:
        """Put an entry of new after the one that it follows there."""
        if entry.compact or not yours.entries or not yours.block:
            raise Unstructured("nothing to insert it after")
        theirs = list(new.keyed().values())
        before = theirs[: next(i for i, e in enumerate(theirs) if e is entry)]
        mine = yours.keyed()
        keys = {id(each): key for key, each in new.keyed().items()}
        known = [mine[keys[id(each)]] for each in before if keys[id(each)] in mine]
        first = yours.entries[0]
        at = known[-1].stop if known else first.lead or first.start
        if not known and first.compact:
            at = first.stop
        text = self._moved(entry.whole, entry, yours.entries[-1], begins=True)
        text = text if text.endswith("\n") else f"{text}{self.newline}"
        ended = not at or yours.text[at - 1] == "\n"
        self.edits.append((at, at, text if ended else f"{self.newline}{text}"))

    def _moved(self, text: str, source: Entry, goal: Entry, *, begins: bool) -> str:
        """Give a text of new at the indent and with the newlines of yours.

        `begins` says that it begins with a line, and not within one.
        """
        lines = text.replace("\r\n", "\n").split("\n")
        for index, line in enumerate(lines):
            if line.strip() and (index or begins):
                lines[index] = goal.indent + line.removeprefix(source.indent)
        return self.newline.join(lines)

    def _before(self, unit: str, entry: Entry | None) -> Entry | None:
        """Give the base of a unit: what it was when a clash that is pending began."""
        if unit not in self.facts.pending:
            return entry
        text = self.facts.pending[unit]
        if text is None:
            return None
        try:
            root = self.read(text)
        except ValueError as error:
            raise Unstructured("the base of a pending clash cannot be read") from error
        return _innermost(root)

    def _clash(self, unit: str, reason: str, *sides: Entry | None) -> None:
        base, yours, new = (
            textwrap.dedent(each.text) if each else None for each in sides
        )
        self.clashes.append(UnitClash(unit, reason, base, yours, new))


class _Clash(Exception):
    """The entry in work is left to the owner."""


def merge_structure(
    read: Read, base: str, yours: str, new: str, facts: MergeFacts
) -> tuple[str, tuple[UnitClash, ...]]:
    """Merge three texts; give yours with new's changes, and what was left to the owner.

    Raises Unstructured when there is a place that only the merge by lines can do, and
    ValueError when a text cannot be read.
    """
    merge = StructureMerge(read, facts, newline_of(yours))
    merge.map(read(base), mine := read(yours), read(new), "")
    return apply_edits(mine.text, merge.edits), tuple(merge.clashes)


def merge_flow(base: Node, yours: Node, new: Node) -> str:
    """Merge two collections between brackets, as ordered sets; raise when they clash."""
    old, mine, theirs = base.keyed(), yours.keyed(), new.keyed()
    if "#" in yours.text[yours.start : yours.stop] or not mine:
        raise _Clash(BOTH)
    _check_elements(base, yours, new)
    texts = dict[str, str]()
    for key, entry in mine.items():
        text = _settle(old.get(key), entry, theirs.get(key))
        if text is not None:
            texts[key] = text
    last: str | None = None
    for key, entry in theirs.items():
        if key in mine:
            last = key if key in texts else last
        elif key not in old:
            texts = _after(texts, last, key, entry.text)
            last = key
        elif old[key].value.canon != entry.value.canon:
            raise _Clash(REMOVED_BY_YOU)
    first, *others = yours.entries
    between = yours.text[first.stop : others[0].start] if others else ", "
    end = yours.entries[-1].stop
    opening, closing = (
        yours.text[yours.start : first.start],
        yours.text[end : yours.stop],
    )
    return f"{opening}{between.join(texts.values())}{closing}"


def _settle(before: Entry | None, one: Entry, other: Entry | None) -> str | None:
    """Give the text of an element that yours has, None when it goes."""
    if other is None:
        if before is not None and not _same(before, one):
            raise _Clash(CHANGED_BY_YOU)
        return one.text if before is None else None
    values = (before and before.value.canon, one.value.canon, other.value.canon)
    if values[2] in values[:2]:
        return one.text
    if values[0] == values[1]:
        return other.text
    if before is None or not before.value.kind == one.value.kind == other.value.kind:
        raise _Clash(BOTH)
    if one.value.kind == "leaf":
        raise _Clash(BOTH)
    key = one.value.text[one.start : one.value.start]
    return key + merge_flow(before.value, one.value, other.value)


def _after(
    texts: dict[str, str], last: str | None, key: str, text: str
) -> dict[str, str]:
    """Put an element behind another one, or first."""
    place = 0 if last is None else list(texts).index(last) + 1
    items = list(texts.items())
    return dict([*items[:place], (key, text), *items[place:]])


def _check_elements(base: Node | None, yours: Node, new: Node) -> None:
    """Refuse what a merge of sets would get wrong: a new order, and one element replaced twice."""
    if base is None or yours.kind != "list":
        return
    old, mine, theirs = (list(each.keyed()) for each in (base, yours, new))
    common = [key for key in old if key in theirs]
    if [key for key in theirs if key in old] != common:
        raise _Clash(f"{BOTH}: the order")
    gone = set(old) - set(mine) - set(theirs)
    added = [[key for key in each if key not in old] for each in (mine, theirs)]
    if gone and all(added) and added[0] != added[1]:
        raise _Clash(f"{BOTH}: an element that stood there before")


def _same(one: Entry, other: Entry) -> bool:
    """Tell whether two entries say the same, comments included."""
    said = (one.value.canon, one.comments, one.trail)
    if said != (other.value.canon, other.comments, other.trail):
        return False
    if not one.value.block:
        return True
    pairs = zip(one.value.entries, other.value.entries, strict=False)
    return all(_same(a, b) for a, b in pairs if a.key == b.key)


def _innermost(root: Node) -> Entry:
    """Give the one entry of a text that is a unit."""
    entry = root.entries[0]
    inner = entry.value.entries
    return inner[0] if not entry.key and inner else entry


def join_path(path: str, key: str) -> str:
    """Name what stands under a key of what has a name."""
    return f"{path}.{key}" if path and key else path or key
