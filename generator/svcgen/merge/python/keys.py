"""The keys by which the units of base, yours and new are matched."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping

from svcgen.merge.python.tiles import Block, Function, Unit, is_type_checking
from svcgen.merge.units import Names

DOC = "__doc__"
TYPE_CHECKING = "if TYPE_CHECKING"
IMPORT = "import"
_ACCESSORS = {"setter", "deleter", "getter"}


def key_block(block: Block, renamed: Mapping[str, str] | None = None) -> None:
    """Give every unit of a block its key, and every unit of the blocks inside.

    `renamed` maps the qualified names of this side to those that stand for the same spec node
    in the base.
    """
    _group_overloads(block)
    _key(block, "", "", renamed or {})


def qualified(path: str, key: str) -> str:
    """Give the name that the owner sees."""
    return f"{path}.{key}" if path else key


def renamed_by_node(base: Names, new: Names) -> dict[str, str]:
    """Map names of the new text to names of the base where both came from one spec node."""
    before = _by_node(base)
    return {
        name: before[node]
        for node, name in _by_node(new).items()
        if node in before and before[node] != name
    }


def _by_node(names: Names) -> dict[str, str]:
    """Give the name of each node that has one only."""
    counts = Counter(names.values())
    return {node: name for name, node in names.items() if counts[node] == 1}


def _key(block: Block, path: str, base_path: str, renamed: Mapping[str, str]) -> None:
    names = [_name_of(unit, number) for number, unit in enumerate(block.units)]
    keys = [_base_name(qualified(path, name), base_path, renamed) for name in names]
    wanted = Counter(key or name for key, name in zip(keys, names, strict=True))
    seen: Counter[str] = Counter()
    before = ""
    for unit, name, moved in zip(block.units, names, keys, strict=True):
        key = moved if moved and wanted[moved] == 1 else name
        seen[key] += 1
        unit.key = key if seen[key] == 1 else f"{key}#{seen[key]}"
        unit.after, before = before, IMPORT if unit.is_import else unit.key
        if unit.body is not None:
            inner = "" if unit.key == TYPE_CHECKING else name
            outer = "" if unit.key == TYPE_CHECKING else unit.key
            _key(
                unit.body,
                qualified(path, inner) if inner else path,
                qualified(base_path, outer) if outer else base_path,
                renamed,
            )


def _base_name(name: str, base_path: str, renamed: Mapping[str, str]) -> str | None:
    """Give the name in the base's block for a name of this side, if it had another."""
    before = renamed.get(name)
    if before is None:
        return None
    path, _, last = before.rpartition(".")
    return last if path == base_path else None


def _name_of(unit: Unit, number: int) -> str:
    node = unit.node
    if unit.is_import:
        return f"{IMPORT}:{number}"
    if len(unit.nodes) > 1 and not isinstance(node, Function):
        return _statement(unit)
    if isinstance(node, Function | ast.ClassDef):
        return node.name + _accessor(node)
    match node:
        case ast.Expr(value=ast.Constant(value=str())) if number == 0:
            return DOC
        case ast.If(test=test):
            whole = not is_type_checking(node)
            return f"if {ast.unparse(test)}" if whole else TYPE_CHECKING
        case ast.Try() | ast.TryStar():
            return f"try {','.join(sorted(bound_names(node)))}"
        case _:
            return _target(node) or _statement(unit)


def _target(node: ast.stmt) -> str | None:
    match node:
        case ast.Assign(targets=targets):
            return " = ".join(map(ast.unparse, targets))
        case ast.AnnAssign(target=target):
            return ast.unparse(target)
        case ast.AugAssign(target=target):
            return f"{ast.unparse(target)}+"
        case _:
            return None


def _statement(unit: Unit) -> str:
    return "; ".join(map(ast.unparse, unit.nodes))


def is_statement(unit: Unit) -> bool:
    """Tell whether a unit has no name and is matched by what it says."""
    return unit.key.partition("#")[0] == _statement(unit)


def _accessor(node: ast.stmt) -> str:
    if not isinstance(node, Function):
        return ""
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Attribute) and decorator.attr in _ACCESSORS:
            return f"@{decorator.attr}"
    return ""


def _group_overloads(block: Block) -> None:
    """Join the overloads of a function, and the function, into one unit."""
    joined: list[Unit] = []
    for unit in block.units:
        last = joined[-1] if joined else None
        if last is not None and _overloads(last, unit):
            last.nodes.extend(unit.nodes)
            last.end = unit.end
        else:
            joined.append(unit)
        if unit.body is not None:
            _group_overloads(unit.body)
    block.units[:] = joined


def _overloads(one: Unit, other: Unit) -> bool:
    first, second = one.nodes[-1], other.node
    return (
        isinstance(first, Function)
        and isinstance(second, Function)
        and first.name == second.name
        and any(
            isinstance(name, ast.Name | ast.Attribute)
            and (name.id if isinstance(name, ast.Name) else name.attr) == "overload"
            for name in first.decorator_list
        )
    )


def bound_names(node: ast.AST) -> set[str]:
    """Give the names that a statement binds in its own scope."""
    found: set[str] = set()
    _bind(node, found)
    return found


def _bind(node: ast.AST, found: set[str]) -> None:
    if isinstance(node, Function | ast.ClassDef):
        found.add(node.name)
        return
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, ast.Import | ast.ImportFrom):
        found.update(a.asname or a.name.partition(".")[0] for a in node.names)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
        found.add(node.id)
    elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
        found.update({node.name} if node.name else ())
    for child in ast.iter_child_nodes(node):
        _bind(child, found)
