"""One entry out of one text: what belongs to it goes, every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from svcgen.edit import lines
from svcgen.edit.faults import EditFault
from svcgen.edit.tree import Listing, Node, Scalar, Table, parse_tree, texts_of
from svcgen.edit.values import Path, find_difference

BOM = "\ufeff"
_COMMA = re.compile(r"(?:[ \t\r\n]|(?<=\s)#[^\r\n]*)*,")
_SPACE = re.compile(r"[ \t]*")
Span = tuple[int, int]


def remove_entries(files: Mapping[str, str], paths: Sequence[Path]) -> dict[str, str]:
    """Give the files that change, without the entries at `paths`; comments that belong to them go too.

    A path ends in a key of a mapping, or in the text of an item of a list. A section that is left
    empty goes with its last entry. Raises EditFault when a path is not there, or when more would
    change.
    """
    changed: dict[str, str] = {}
    for path in paths:
        name = _holder({**files, **changed}, path)
        text = changed.get(name, files[name])
        mark = BOM if text.startswith(BOM) else ""
        changed[name] = mark + remove_entry(text.removeprefix(BOM), path)
    return changed


def _holder(files: Mapping[str, str], path: Path) -> str:
    for name, text in files.items():
        if _reach(parse_tree(text.removeprefix(BOM)), path) is not None:
            return name
    raise EditFault("unknown-node", f"there is no '{'.'.join(path)}'")


def _reach(node: Node | None, path: Path) -> list[tuple[Table | Listing, int]] | None:
    """Give the containers on the way, each with the number of the entry that the path takes."""
    way: list[tuple[Table | Listing, int]] = []
    for key in path:
        if not isinstance(node, Table | Listing):
            return None
        names = names_in(node)
        if key not in names:
            return None
        number = names.index(key)
        way.append((node, number))
        node = (
            node.items[number] if isinstance(node, Listing) else node.entries[number][1]
        )
    return way


def names_in(node: Table | Listing) -> list[str]:
    """Give the keys of a mapping, or the texts of a list's items."""
    if isinstance(node, Table):
        return [key.value for key, _ in node.entries]
    return [item.value if isinstance(item, Scalar) else "" for item in node.items]


def remove_entry(text: str, path: Path) -> str:
    """Give a text without the entry at a path. Raises EditFault."""
    root = parse_tree(text)
    way = _reach(root, path)
    if not way:
        raise EditFault("unknown-node", f"there is no '{'.'.join(path)}'")
    while len(way) == 2 and len(names_in(way[-1][0])) == 1:
        way.pop()
    container, number = way[-1]
    above = way[-2][0] if len(way) > 1 else None
    if container.flow:
        after = _out_of_braces(text, container, number)
    else:
        after = _out_of_lines(text, container, number, above)
    wanted = _without(texts_of(root), path[: len(way)])
    where = find_difference(wanted, texts_of(parse_tree(after)))
    if where is not None:
        raise EditFault(
            "edit-failed",
            f"the edit would also change '{'.'.join(where)}'",
            "write it by hand",
        )
    return after


def _without(value: object, path: Path) -> object:
    if isinstance(value, Mapping):
        if len(path) == 1:
            return {key: each for key, each in value.items() if key != path[0]} or None
        return {
            key: _without(each, path[1:]) if key == path[0] else each
            for key, each in value.items()
        }
    assert isinstance(value, list)
    at = value.index(path[0])
    return [*value[:at], *value[at + 1 :]]


def spans_of(node: Table | Listing) -> list[Span]:
    """Give where each entry begins and ends."""
    if isinstance(node, Listing):
        return [(item.start, item.end) for item in node.items]
    return [(key.start, max(key.end, value.end)) for key, value in node.entries]


def _out_of_braces(text: str, node: Table | Listing, number: int) -> str:
    spans = spans_of(node)
    start, end = spans[number]
    is_last = number == len(spans) - 1
    stop = node.end - 1 if is_last else spans[number + 1][0]
    found = _COMMA.match(text, end, stop)
    after = found.end() if found else end
    line = lines.line_start(text, start)
    if not text[line:start].strip() and (
        lines.line_end(text, after) < (node.end if is_last else stop)
    ):
        line = lines.start_of_lead(text, start)
        rest = lines.next_line(text, after) or len(text)
        cut = text[:line] + text[rest:]
        if is_last and number and found is None:
            before = spans[number - 1][1]
            comma = _COMMA.match(text, before, start)
            assert comma is not None
            cut = cut[: comma.end() - 1] + cut[comma.end() :]
        return cut
    if not is_last:
        return text[:start] + text[stop:]
    if number == 0:
        return text[:start] + text[_spaces(text, after) :].lstrip("\r\n")
    before = spans[number - 1][1]
    return text[:before] + text[end:]


def _spaces(text: str, index: int) -> int:
    found = _SPACE.match(text, index)
    return found.end() if found else index


def _out_of_lines(
    text: str, node: Table | Listing, number: int, above: Table | Listing | None
) -> str:
    spans = spans_of(node)
    start, end = spans[number]
    if isinstance(node, Listing):
        start = text.rindex("-", lines.line_start(text, start), start)
    line = lines.line_start(text, start)
    if text[line:start].strip():
        raise EditFault(
            "edit-failed", "the entry shares its line with another", "write it by hand"
        )
    column = start - line
    first = lines.start_of_lead(text, start)
    last = lines.end_of_tail(text, end, column + 1)
    rest = lines.next_line(text, last)
    if rest is None and (first == 0 or text[last:].strip("\r\n") == ""):
        return _cut_last(text, first, last)
    rest = len(text) if rest is None else rest
    plain = text[:first] + text[rest:]
    blank = _blank_beside(text, first, rest, is_first=number == 0)
    if blank is None:
        return plain
    closer = text[: blank[0]] + text[blank[1] :]
    return closer if _is_spaced(text, spans, number) or len(spans) == 1 else plain


def _cut_last(text: str, first: int, last: int) -> str:
    """Take the last lines off; the text ends in a line break if it did."""
    head = text[:first]
    newline = lines.newline_of(text)
    if head.endswith(newline + newline):
        head = head.removesuffix(newline)
    return head if text[last:] else head.removesuffix(newline)


def _blank_beside(text: str, first: int, rest: int, *, is_first: bool) -> Span | None:
    """Give the lines to cut together with one blank line beside them, None when there is none."""
    if is_first:
        end = lines.line_end(text, rest)
        if text[rest:end].strip() or end == len(text):
            return None
        return first, lines.next_line(text, rest) or len(text)
    above = lines.line_start(text, max(first - 1, 0) - (text[first - 2] == "\r"))
    return None if text[above:first].strip() else (above, rest)


def _is_spaced(text: str, spans: Sequence[Span], number: int) -> bool:
    """Do blank lines stand between most of the other entries?"""
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(spans)]
    beside = [gap for at, gap in enumerate(gaps) if at not in (number - 1, number)]
    # where nothing else tells, the two gaps beside it do
    told = beside or gaps
    return sum(map(lines.has_blank_line, told)) * 2 > len(told)
