"""What a text uses, and what the owner said: all of it is in the merged text or in a report."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from svcgen.merge.python.forms import Form, form_of, statements
from svcgen.merge.python.source import Source, read_source
from svcgen.merge.units import Unmergeable

_IMPORTS = ast.Import | ast.ImportFrom
_MERGED = ast.Call | ast.Await | ast.List | ast.Tuple | ast.Set | ast.Dict


def used_names(tree: ast.AST) -> tuple[set[str], set[str]]:
    """Give the names and the attributes that a text uses, those in quoted annotations as well."""
    names: set[str] = set()
    attributes: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name):
                names.add(name)
            case ast.Attribute(attr=attr):
                attributes.add(attr)
            case ast.Constant(value=str(text)) if len(text) < 200:
                names |= _quoted(text)
            case _:
                pass
    return names, attributes


def _quoted(text: str) -> set[str]:
    """Give the names in a string that is an expression, as forward references are."""
    if text.isidentifier():
        return {text}
    if not any(sign in text for sign in "[|."):
        return set()
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError):
        return set()
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def lost_words(base: Source, yours: Source, merged: Source) -> list[str]:
    """Give the statements and comments that the owner wrote and a merged text has not."""
    there = Counter(form for form, _ in _simple(merged.tree))
    wrote = Counter(form for form, _ in _simple(yours.tree))
    wrote -= Counter(form for form, _ in _simple(base.tree))
    lost: dict[Form, ast.stmt] = {}
    if any(there[form] < wrote[form] for form in wrote):
        nodes = dict(_simple(yours.tree))
        # what stood in the base may have gone: the generator took it out
        parts = _parts_of(merged.tree) | _parts_of(base.tree)
        lost = {
            form: nodes[form]
            for form in wrote
            if there[form] < wrote[form] and not _is_there(nodes[form], parts)
        }
    comments = Counter(yours.comments.values()) - Counter(base.comments.values())
    kept = Counter(merged.comments.values())
    return [
        *map(ast.unparse, lost.values()),
        *[text for text in comments if kept[text] < comments[text]],
    ]


def _simple(tree: ast.AST) -> Iterator[tuple[Form, ast.stmt]]:
    """Give the simple statements; what imports say is merged name by name."""
    for node in statements(tree):
        if not hasattr(node, "body") and not isinstance(node, _IMPORTS):
            yield form_of(node), node


def _parts_of(tree: ast.AST) -> set[Form | str]:
    """Give all expressions, and the lines of all docstrings."""
    parts: set[Form | str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            parts.add(form_of(node))
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                parts.update(_text_lines(text))
            case _:
                pass
    return parts


def _is_there(node: ast.stmt, parts: set[Form | str]) -> bool:
    """Tell whether what a statement says is there, which was laid out anew with the generator's."""
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return parts.issuperset(_text_lines(text))
        case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value):
            return _is_covered(value, parts)
        case ast.Expr(value=value) | ast.Return(value=ast.expr() as value):
            return _is_covered(value, parts)
        case _:
            return False


def _is_covered(node: ast.AST, parts: set[Form | str]) -> bool:
    if form_of(node) in parts:
        return True
    inner = [
        child
        for child in ast.iter_child_nodes(node)
        if isinstance(child, ast.expr | ast.keyword)
    ]
    merged = isinstance(node, _MERGED | ast.keyword)
    return merged and all(_is_covered(child, parts) for child in inner)


def _text_lines(text: str) -> set[str]:
    return {line.strip() for line in text.split("\n")}


def statements_of(text: bytes) -> Counter[str] | None:
    """Count the statements and comments of a text; None when it cannot be read."""
    try:
        source, _ = read_source(text, "the text")
    except Unmergeable:
        return None
    said = [ast.unparse(node) for _, node in _simple(source.tree)]
    return Counter(said) + Counter(source.comments.values())
