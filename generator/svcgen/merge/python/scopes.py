"""Names that a merged function uses and nothing in it binds any more."""

from __future__ import annotations

import ast
import textwrap

from svcgen.merge.python.tiles import Unit


def lost_names(text: str, yours: Unit, new: Unit) -> set[str]:
    """Give the names that a merged function takes from elsewhere, and both sides bound inside.

    They are what one side still uses and the other renamed or took out: a parameter, a variable.
    """
    try:
        merged = ast.parse(textwrap.dedent(text))
    except (SyntaxError, ValueError):
        return set()
    bound, used = _bound(merged), _used(merged)
    local = _bound(yours.node) | _bound(new.node)
    outer = {
        name for side in (yours.node, new.node) for name in _used(side) - _bound(side)
    }
    return (used - bound) & local - outer


def _bound(node: ast.AST) -> set[str]:
    """Give what is bound anywhere in a function."""
    found: set[str] = set()
    for inner in ast.walk(node):
        match inner:
            case ast.arg(arg=name):
                found.add(name)
            case ast.Name(id=name, ctx=ast.Store()):
                found.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name)
            case ast.ClassDef(name=name):
                found.add(name)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                found |= {a.asname or a.name.partition(".")[0] for a in names}
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)):
                found.add(name)
            case ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                found.add(name)
            case _:
                pass
    return found


def _used(node: ast.AST) -> set[str]:
    """Give the names that are read anywhere in a function."""
    return {
        inner.id
        for inner in ast.walk(node)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load)
    }
