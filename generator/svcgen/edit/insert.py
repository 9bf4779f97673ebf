"""One addition into one text: every byte that was there stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from svcgen.edit import lines
from svcgen.edit.braces import insert_in_braces
from svcgen.edit.emit import Block, flow_text
from svcgen.edit.faults import EditFault
from svcgen.edit.order import SECTIONS, position
from svcgen.edit.tree import (
    Alias,
    Listing,
    Node,
    Scalar,
    Table,
    is_short,
    texts_of,
)
from svcgen.edit.values import Addition, Item, Path, Value, in_the_way


@dataclass(frozen=True, slots=True)
class _Site:
    """Where an addition goes: a container, or the short form `node` that `key` has in `parent`."""

    container: Table | Listing | None
    above: int
    path: Path
    parent: Table | None = None
    key: Scalar | None = None
    node: Node | None = None


def insert(text: str, root: Node | None, addition: Addition) -> str:
    """Give the text, whose tree is `root`, with the addition; raises EditFault when it has no place."""
    if not isinstance(root, Table):
        raise EditFault("not-a-mapping", "the file holds no mapping")
    return _Insertion(text, root, addition).make()


class _Insertion:
    def __init__(self, text: str, root: Table, addition: Addition) -> None:
        self._text = text
        self._root = root
        self._addition = addition
        self._layout = addition.layout
        self._newline = lines.newline_of(text)

    def make(self) -> str:
        site = self._find()
        if site.container is None:
            return self._fill(site)
        if isinstance(site.container, Listing):
            value = self._addition.value
            names = [str(texts_of(item)) for item in site.container.items]
            at = position(names, str(value), ordered=self._layout.ordered)
            if site.container.flow:
                return insert_in_braces(self._text, site.container, at, None, value)
            return self._insert_item(site.container, at, value, site.above)
        key, value = site.path[0], self._nested(site.path[1:])
        at = self._position(site.container, key)
        if site.container.flow:
            return insert_in_braces(self._text, site.container, at, key, value)
        return self._insert_entry(site.container, at, (key, value), site.above)

    def _find(self) -> _Site:
        """Walk down as far as the path is written."""
        path, node, above = self._addition.path, self._root, -1
        for number, key in enumerate(path):
            child = node.get(key)
            is_last = number == len(path) - 1
            if child is None:
                return _Site(node, above, path[number:])
            if (
                is_last
                and isinstance(self._addition, Item)
                and isinstance(child, Listing)
                and child.items
            ):
                return _Site(child, self._column(node), ())
            if is_short(child):
                name = next(name for name, _ in node.entries if name.value == key)
                return _Site(None, above, path[number + 1 :], node, name, child)
            if isinstance(child, Alias):
                dotted = ".".join(path[: number + 1])
                raise EditFault(
                    "shared-by-alias",
                    f"'{dotted}' is an alias of another part",
                    "write it out",
                )
            if not isinstance(child, Table) or is_last:
                raise in_the_way(path[: number + 1])
            above, node = self._column(node), child
        raise in_the_way(path)

    def _nested(self, rest: Path) -> Value:
        value = (
            [self._addition.value]
            if isinstance(self._addition, Item)
            else self._addition.value
        )
        for key in reversed(rest):
            value = {key: value}
        return value

    def _position(self, table: Table, key: str) -> int:
        names = [name.value for name, _ in table.entries]
        if table is self._root:
            before = [
                i
                for i, name in enumerate(names)
                if SECTIONS.get(name, -1) < SECTIONS.get(key, 99)
            ]
            nearest = max(
                before, key=lambda i: (SECTIONS.get(names[i], -1), i), default=-1
            )
            return nearest + 1
        return position(names, key, ordered=self._layout.ordered)

    def _insert_entry(
        self, table: Table, at: int, entry: tuple[str, Value], above: int
    ) -> str:
        column = self._column(table)
        spans = [(key.start, max(key.end, value.end)) for key, value in table.entries]
        open_keys = self._open_keys(table)
        block = Block(self._step(), open_keys)
        is_section = table is self._root
        flow = (
            not is_section
            and self._wants_flow(table)
            and not (open_keys and entry[0] in open_keys)
        )
        new = block.entry(*entry, column, flow)
        if is_section and isinstance(entry[1], dict):
            new = [f"{entry[0]}:", *self._section(block, entry[1])]
        return self._insert_lines(spans, at, new, (column, above))

    def _section(self, block: Block, value: dict[str, Value]) -> list[str]:
        depth = len(self._addition.path)
        step = self._step()
        if depth == 1:
            return block.below(value, step)
        return [
            line
            for key, item in value.items()
            for line in block.entry(key, item, step, self._layout.flow)
        ]

    def _insert_item(self, listing: Listing, at: int, value: Value, above: int) -> str:
        first = listing.items[0].start
        column = lines.column_of(
            self._text,
            self._text.rindex("-", lines.line_start(self._text, first), first),
        )
        spans = [(item.start, item.end) for item in listing.items]
        return self._insert_lines(
            spans, at, [Block(2, frozenset()).item(value, column)], (column, above)
        )

    def _insert_lines(
        self,
        spans: Sequence[tuple[int, int]],
        at: int,
        new: list[str],
        columns: tuple[int, int],
    ) -> str:
        """Put lines after the entry before `at`, or above the first one; blank lines as around."""
        text, newline = self._text, self._newline
        column, above = columns
        spaced = self._spaced(spans)
        if at == 0:
            index = lines.start_of_lead(text, spans[0][0])
            gap = newline if spaced else ""
            return f"{text[:index]}{''.join(line + newline for line in new)}{gap}{text[index:]}"
        is_last = at == len(spans)
        own = is_last and column > max(above, 0)
        index = lines.end_of_tail(text, spans[at - 1][1], column if own else column + 1)
        lead = newline if spaced else ""
        return f"{text[:index]}{lead}{''.join(newline + line for line in new)}{text[index:]}"

    def _spaced(self, spans: Sequence[tuple[int, int]]) -> bool:
        gaps = [self._text[end:start] for (_, end), (start, _) in pairwise(spans)]
        return sum(map(lines.has_blank_line, gaps)) * 2 > len(gaps)

    def _fill(self, site: _Site) -> str:
        """Write the value where a key has a short form: nothing, `true`, `{}` or `[]`."""
        assert site.parent is not None
        assert site.key is not None
        assert site.node is not None
        node, text, value = site.node, self._text, self._nested(site.path)
        start, end = node.start, node.end
        column = self._column(site.parent)
        is_section = site.parent is self._root
        line = flow_text(value)
        block = isinstance(value, dict) and not site.parent.flow
        if not block or not (is_section or site.key.value in self._layout.open_keys):
            space = "" if text[start - 1 : start] in (" ", "\t") else " "
            return f"{text[:start]}{space}{line}{text[end:]}"
        while start > site.key.end + 1 and text[start - 1] in " \t":
            start -= 1
        text = text[:start] + text[end:]
        writer = Block(self._step(), self._layout.open_keys)
        assert isinstance(value, dict)
        new = [
            each
            for key, item in value.items()
            for each in writer.entry(
                key, item, column + self._step(), self._layout.flow
            )
        ]
        index = lines.end_of_tail(text, start, column + 1)
        return f"{text[:index]}{''.join(self._newline + each for each in new)}{text[index:]}"

    def _wants_flow(self, table: Table) -> bool:
        """Do the neighbours stand in braces? Without neighbours the layout says."""
        flows = [value.flow for _, value in table.entries if isinstance(value, Table)]
        return sum(flows) * 2 > len(flows) if flows else self._layout.flow

    def _open_keys(self, table: Table) -> frozenset[str]:
        """Take the keys out whose mappings the neighbours write in braces."""
        found = set(self._layout.open_keys)
        for key in self._layout.open_keys:
            inner = [
                value.get(key) for _, value in table.entries if isinstance(value, Table)
            ]
            flows = [
                each.flow for each in inner if isinstance(each, Table) and each.entries
            ]
            if flows and all(flows):
                found.discard(key)
        return frozenset(found)

    def _column(self, table: Table) -> int:
        if not table.entries or table.flow:
            return lines.column_of(self._text, table.start)
        first = table.entries[0][0].start
        start = lines.line_start(self._text, first)
        before = self._text[start:first]
        return before.index("?") if before.strip() == "?" else first - start

    def _step(self) -> int:
        """Give the spaces that one level of the text is indented by."""
        for _, value in self._root.entries:
            if isinstance(value, Table) and not value.flow and value.entries:
                return max(self._column(value) - self._column(self._root), 1)
        return 2
