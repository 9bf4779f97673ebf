"""When two Python texts say the same: layout, quotes and commas do not count, comments do."""

from __future__ import annotations

import ast
import inspect
import io
import tokenize

_WITH_DOC = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def same_meaning(path: str, one: bytes, other: bytes) -> bool:
    """Tell whether two texts of a file differ in layout at most; other files: in newlines."""
    if one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n"):
        return True
    if not path.endswith(".py"):
        return False
    forms = canonical_form(one), canonical_form(other)
    return forms[0] is not None and forms[0] == forms[1]


def canonical_form(text: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Give the syntax tree without positions, and the comments in order; None if it cannot be read.

    Docstrings are compared as `inspect.cleandoc` leaves them, comments without outer space.
    """
    try:
        tree = ast.parse(text)
        tokens = tokenize.tokenize(io.BytesIO(text).readline)
        comments = [t.string.strip() for t in tokens if t.type == tokenize.COMMENT]
    except (SyntaxError, ValueError, RecursionError, MemoryError, IndexError):
        return None
    for node in ast.walk(tree):
        if isinstance(node, _WITH_DOC):
            _clean_docstring(node)
    return ast.dump(tree), tuple(comments)


def _clean_docstring(
    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef,
) -> None:
    match node.body[:1]:
        case [ast.Expr(value=ast.Constant(value=str(text)) as constant)]:
            constant.value = inspect.cleandoc(text)
        case _:
            pass
