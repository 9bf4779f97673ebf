"""The merge of one text by its kind: Python by symbol, TOML and YAML by key, all else by lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath

from svcgen.merge.lines import LINES, merge_lines
from svcgen.merge.nodes import Node, Read, Unstructured
from svcgen.merge.structure import join_path, merge_structure
from svcgen.merge.units import MergeFacts, TextMerge, UnitClash, Unmergeable

BOM = "\ufeff"
UNORDERED = {".gitignore", ".dockerignore", ".gitattributes"}
MARKERS = re.compile(rb"^(<<<<<<<|>>>>>>>)( |\r?$)", re.MULTILINE)
COMMENT = re.compile(r"(?:^|\s)(#.*)$", re.MULTILINE)


def merge_text(
    path: str, base: bytes, yours: bytes, new: bytes, facts: MergeFacts
) -> TextMerge:
    """Merge what the owner and the generator made of `base`, by the kind of file that `path` is.

    Where the two do not go together yours stays live and the clash is reported. Raises
    Unmergeable when yours cannot be taken apart at all; the file is then left untouched.
    """
    if path.endswith(".py"):
        from svcgen.merge.python import merge_python

        return merge_python(base, yours, new, facts)
    if MARKERS.search(yours):
        raise Unmergeable("it holds the markers of an unfinished merge")
    try:
        texts = [each.decode() for each in (base, yours, new)]
    except UnicodeDecodeError as error:
        raise Unmergeable(f"it is no text in UTF-8: {error.reason}") from error
    if "" in facts.pending:
        texts[0] = facts.pending[""] or ""
    mark, texts[1] = texts[1][: len(BOM)], texts[1].removeprefix(BOM)
    merged = _merge_decoded(path, texts, facts)
    return replace(merged, text=mark.encode() + merged.text) if mark == BOM else merged


def _merge_decoded(path: str, texts: list[str], facts: MergeFacts) -> TextMerge:
    reader = reader_of(path)
    if reader is None:
        unordered = PurePosixPath(path).name in UNORDERED
        return merge_lines(texts, facts, unordered=unordered)
    read = cache(reader)
    try:
        read(texts[1])
    except Unstructured:
        pass
    except ValueError as error:
        raise Unmergeable(f"it cannot be read: {error}") from error
    return _merge_keys(read, texts, facts)


def reader_of(path: str) -> Read | None:
    """Give what takes a file apart by keys; None for a file that has none."""
    if path.endswith(".toml"):
        from svcgen.merge.toml_nodes import read_toml

        return read_toml
    if path.endswith((".yaml", ".yml")):
        from svcgen.merge.yaml_nodes import read_yaml

        return read_yaml
    return None


def _merge_keys(read: Read, texts: list[str], facts: MergeFacts) -> TextMerge:
    """Merge by keys; by lines where that does not do; else leave the whole file to the owner."""
    base, yours, new = texts
    if not any(unit.startswith(LINES) for unit in facts.pending):
        try:
            text, clashes = merge_structure(read, base, yours, new, facts)
            units = tuple(clash.unit for clash in clashes)
            if keeps_values(read, texts, text, units) and keeps_comments(
                texts, text, clashes
            ):
                return TextMerge(text.encode(), clashes)
        except (Unstructured, ValueError):
            pass
    merged = merge_lines(texts, facts)
    text = merged.text.decode()
    if keeps_values(read, texts, text, None) and keeps_comments(
        texts, text, merged.clashes
    ):
        return merged
    reason = "what you and the generator changed does not go together"
    return TextMerge(yours.encode(), (UnitClash("", reason, base, yours, new),))


def keeps_values(
    read: Read, texts: list[str], text: str, units: tuple[str, ...] | None
) -> bool:
    """Tell whether a merged text says what either side changed, but for the units that clash.

    With `units` None what new changed is not looked for: some of it is in a report.
    """
    try:
        sides = [flattened(read(each)) for each in (*texts, text)]
    except Unstructured:
        return True
    except ValueError:
        return False
    base, yours, new, result = sides
    for path in {*base, *yours, *new, *result}:
        old, mine, other = base.get(path), yours.get(path), new.get(path)
        if units is None and (mine == old or result.get(path) == other):
            continue
        if any(path == unit or path.startswith(f"{unit}.") for unit in units or ()):
            continue
        if result.get(path) != (other if mine == old else mine):
            return False
    return True


def flattened(node: Node, path: str = "") -> Mapping[str, object]:
    """Give what a text says, value by value."""
    if not node.entries:
        return {path: (node.kind, node.canon)}
    found: dict[str, object] = {}
    for key, entry in node.keyed().items():
        found.update(flattened(entry.value, join_path(path, key)))
    return found


def keeps_comments(texts: list[str], text: str, clashes: tuple[UnitClash, ...]) -> bool:
    """Tell whether each side's own comments are in a merged text, or in what is reported of new."""
    base, yours, new, result = (Counter(COMMENT.findall(t)) for t in (*texts, text))
    told = Counter(COMMENT.findall("\n".join(clash.new or "" for clash in clashes)))
    return not (yours - base) - result and not (new - base) - result - told
