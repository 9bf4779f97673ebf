"""Names that are needed at import: in the merged text they are bound before that."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from svcgen.merge.python.keys import IMPORT, bound_names, key_block, qualified
from svcgen.merge.python.pieces import Piece, join_pieces
from svcgen.merge.python.source import Source, parse_source
from svcgen.merge.python.texts import Clash
from svcgen.merge.python.tiles import Block, Unit, tile_module

_BUILTINS = frozenset(vars(builtins))
_Late = set[tuple[str, str]]


def late_names(block: Block, path: str = "", *, lazy: bool = False) -> _Late:
    """Give the units, with the names, that use at import what only a later unit binds."""
    first: dict[str, int] = {}
    for number, unit in enumerate(block.units):
        for node in unit.nodes:
            for name in bound_names(node):
                first.setdefault(name, number)
    found: _Late = set()
    for number, unit in enumerate(block.units):
        names = {name for node in unit.nodes for name in eager_names(node, lazy=lazy)}
        found |= {
            (qualified(path, unit.key), name)
            for name in names
            if first.get(name, number) > number and name not in _BUILTINS
        }
        if isinstance(unit.node, ast.ClassDef) and unit.body is not None:
            found |= late_names(unit.body, qualified(path, unit.key), lazy=lazy)
    return found


def eager_names(node: ast.AST, *, lazy: bool) -> Iterator[str]:
    """Give the names that a statement reads when it is run; `lazy`: annotations are not."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
            args = node.args
            inner: list[ast.AST] = [*args.defaults, *filter(None, args.kw_defaults)]
            if not isinstance(node, ast.Lambda):
                inner += node.decorator_list
                if not lazy:
                    inner += _annotations(node)
        case ast.AnnAssign():
            inner = [node.value] if node.value else []
            inner += [] if lazy else [node.annotation]
        case ast.Name(id=name, ctx=ast.Load()):
            yield name
            return
        case ast.ClassDef():
            own = {name for statement in node.body for name in bound_names(statement)}
            for child in ast.iter_child_nodes(node):
                found = eager_names(child, lazy=lazy)
                yield from (name for name in found if name not in own)
            return
        case _:
            inner = list(ast.iter_child_nodes(node))
    for child in inner:
        yield from eager_names(child, lazy=lazy)


def _annotations(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.AST]:
    args = node.args
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
    found: list[ast.AST] = [a.annotation for a in every if a and a.annotation]
    return [*found, node.returns] if node.returns else found


def is_lazy(source: Source) -> bool:
    """Tell whether annotations are not evaluated (PEP 563)."""
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == "__future__"
        and any(alias.name == "annotations" for alias in node.names)
        for node in source.tree.body
    )


def in_time(source: Source, yours: Block, new: Block) -> Source:
    """Put units behind what they need at import, where the owner's and the new text had it so.

    Raises:
        Clash: no order will do.
    """
    lazy = is_lazy(source)
    block = _keyed(source)
    known: _Late | None = None
    for _ in range(len(block.units) + 9):
        late = late_names(block, lazy=lazy)
        if not late:
            return source
        if known is None:
            known = late_names(yours, lazy=lazy) | late_names(new, lazy=lazy)
        bad = sorted(late - known)
        if not bad:
            return source
        text = _moved(block, *bad[0], path="")
        source = parse_source(text, "the merged text")
        block = _keyed(source)
    raise Clash("no order of the units has every name bound before it is needed")


def _keyed(source: Source) -> Block:
    block = tile_module(source)
    key_block(block)
    return block


def _moved(block: Block, name: str, needed: str, path: str) -> str:
    """Give the text of a block with one unit put behind the one that binds what it needs."""
    units = list(block.units)
    for unit in block.units:
        own = qualified(path, unit.key)
        if own == name:
            units.remove(unit)
            at = next(
                n
                for n, u in enumerate(units)
                if any(needed in bound_names(x) for x in u.nodes)
            )
            units.insert(at + 1, unit)
            break
    pieces = [
        Piece(
            unit.key,
            IMPORT if unit.is_import else unit.key,
            unit,
            unit.lead,
            _core(unit, name, needed, path),
        )
        for unit in units
    ]
    prolog = block.source.between(0, block.head) if not path else ""
    return prolog + join_pieces(pieces, top=not path) + block.tail_text


def _core(unit: Unit, name: str, needed: str, path: str) -> str:
    own = qualified(path, unit.key)
    if unit.body is None or not name.startswith(f"{own}."):
        return unit.core
    head = unit.source.between(unit.start, unit.body.head)
    return head + _moved(unit.body, name, needed, own)
