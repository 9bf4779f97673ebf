"""Additions to the files of a spec: each into the right file, checked before anybody sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from svcgen.edit.emit import Block
from svcgen.edit.faults import EditFault
from svcgen.edit.insert import insert
from svcgen.edit.tree import Node, Table, parse_tree, texts_of
from svcgen.edit.values import Addition, Entry, Value, apply, find_difference
from svcgen.naming import pluralise, snake_case

BOM = "\ufeff"


def edit_files(
    files: Mapping[str, str], additions: Sequence[Addition]
) -> dict[str, str]:
    """Give the files that change, with the additions in them and all else byte for byte as it was.

    `files` are the texts of a spec by name; a folder in which every entity has a file of its own
    gets a new file for a new one. Raises EditFault when an addition has no place, or when the
    result would not be exactly the spec with the additions.
    """
    trees = {name: parse_tree(text.removeprefix(BOM)) for name, text in files.items()}
    changed: dict[str, str] = {}
    for addition in additions:
        name = _choose(trees, addition)
        text = changed.get(name, files.get(name))
        if text is None:
            changed[name] = _new_file(files, addition)
            trees[name] = parse_tree(changed[name])
            continue
        after = insert(text.removeprefix(BOM), trees[name], addition)
        trees[name] = _checked(trees[name], after, addition)
        changed[name] = BOM + after if text.startswith(BOM) else after
    return changed


def _checked(before: Node | None, text: str, addition: Addition) -> Node | None:
    """Give the new text's tree; raises EditFault when it is not the old one with the addition."""
    try:
        tree = parse_tree(text)
    except EditFault as fault:
        raise EditFault(
            "edit-failed", f"the edit would break the file: {fault}"
        ) from fault
    after = texts_of(tree)
    wanted = apply(_with_truth(before, addition), [_as_texts(addition)])
    where = find_difference(wanted, after)
    if where is not None:
        raise EditFault(
            "edit-failed",
            f"the edit would also change '{'.'.join(where)}'",
            "write it by hand, or write that part of the spec in a simpler form",
        )
    return tree


def _with_truth(tree: Node | None, addition: Addition) -> object:
    """Give the tree's texts; the short form `true` on the way of the addition is an empty mapping."""
    data = texts_of(tree)
    node = data
    for key in addition.path[:-1]:
        if not isinstance(node, dict):
            break
        if node.get(key) == "true":
            node[key] = None
        node = node.get(key)
    return data


def _as_texts(addition: Addition) -> Addition:
    return type(addition)(addition.path, _texts(addition.value), addition.layout)


def _texts(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_texts(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def _choose(trees: Mapping[str, Node | None], addition: Addition) -> str:
    """Choose the file: what holds most of the path, then most of the section, then the service."""
    path = addition.path
    holding = {name: tree for name, tree in trees.items() if isinstance(tree, Table)}
    if not holding:
        raise EditFault("empty-spec", "there is no spec to add to")
    depth = {name: _depth(tree, path) for name, tree in holding.items()}
    deepest = max(depth.values())
    if deepest == 1 and len(path) == 2:
        own = _own_file(holding, path)
        if own is not None:
            return own
    if deepest == 0:
        return next(
            (name for name, tree in holding.items() if tree.get("service") is not None),
            next(iter(holding)),
        )
    best = [name for name in holding if depth[name] == deepest]
    return max(best, key=lambda name: _size(holding[name].get(path[0])))


def _depth(tree: Table, path: Sequence[str]) -> int:
    node: Node | None = tree
    for number, key in enumerate(path):
        node = node.get(key) if isinstance(node, Table) else None
        if node is None:
            return number
    return len(path)


def _size(node: Node | None) -> int:
    return len(node.entries) if isinstance(node, Table) else 0


def _own_file(trees: Mapping[str, Table], path: Sequence[str]) -> str | None:
    """Name a new file when every entry of the section has a file of its own."""
    section, name = path
    found: list[tuple[str, str]] = []
    for file, tree in trees.items():
        node = tree.get(section)
        if node is None:
            continue
        if not isinstance(node, Table) or len(node.entries) != 1:
            return None
        found.append((file, node.entries[0][0].value))
    if len(found) < 2:
        return None
    folder, _, first = found[0][0].rpartition("/")
    suffix = first[first.rindex(".") :]
    stems = [file.rpartition("/")[2].rpartition(".")[0] for file, _ in found]
    plural = all(
        stem == pluralise(entity)
        for stem, (_, entity) in zip(stems, found, strict=True)
    )
    stem = pluralise(name) if plural else snake_case(name)
    wanted = f"{folder}/{stem}{suffix}" if folder else f"{stem}{suffix}"
    return None if wanted in trees else wanted


def _new_file(files: Mapping[str, str], addition: Addition) -> str:
    assert isinstance(addition, Entry)
    section, key = addition.path
    layout = addition.layout
    body = Block(2, layout.open_keys).entry(key, addition.value, 2, layout.flow)
    crlf = all("\r\n" in text for text in files.values())
    newline = "\r\n" if crlf else "\n"
    return "".join(line + newline for line in (f"{section}:", *body))
