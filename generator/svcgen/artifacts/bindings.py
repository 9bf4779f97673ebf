"""Which names a Python module binds and imports, as its syntax tells; nothing is executed."""

from __future__ import annotations

import ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

ANY = "*"
"""Bound by a module whose names cannot be known: it has a star import or a `__getattr__`."""


def parse_module(text: bytes) -> ast.Module | None:
    """Parse a module; None when this interpreter cannot."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def bound_names(tree: ast.Module) -> set[str]:
    """Give the names that a module binds at its top level, in any branch; ANY among them for all."""
    names: set[str] = set()
    for node in _top_level(tree.body):
        names.update(_bound_by(node))
    return names | {ANY} if "__getattr__" in names else names


def _top_level(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Give every node that belongs to the module's own scope."""
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
        ):
            waiting += ast.iter_child_nodes(node)


def _bound_by(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.Name(ctx=ast.Store()):
            yield node.id
        case ast.Import():
            yield from (a.asname or a.name.partition(".")[0] for a in node.names)
        case ast.ImportFrom():
            yield from (a.asname or a.name for a in node.names)
        case (
            ast.ExceptHandler(name=str(name))
            | ast.MatchAs(name=str(name))
            | ast.MatchStar(name=str(name))
            | ast.MatchMapping(rest=str(name))
        ):
            yield name
        case _:
            pass


class Use:
    """A name that a module takes from another; `name` is "" for the module itself."""

    __slots__ = ("line", "module", "name")

    def __init__(self, module: str, name: str, line: int) -> None:
        self.module = module
        self.name = name
        self.line = line


def imported_names(tree: ast.Module, module: str, *, is_package: bool) -> Iterator[Use]:
    """Give what a module imports, wherever it does; relative imports are made absolute.

    An import within `try` is left out: its author has thought of its failing.
    """
    tried = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Try)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in tried:
            continue
        if isinstance(node, ast.Import):
            yield from (Use(each.name, "", node.lineno) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = _source(node, module, is_package=is_package)
            for each in node.names:
                yield Use(source, "" if each.name == ANY else each.name, node.lineno)


def _source(node: ast.ImportFrom, module: str, *, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parts = module.split(".") if is_package else module.split(".")[:-1]
    parts = parts[: len(parts) - node.level + 1]
    return ".".join([*parts, node.module] if node.module else parts)


def used_attributes(tree: ast.Module) -> set[tuple[str, str]]:
    """Give the attributes that a module takes from its names, with the names."""
    return {
        (node.value.id, node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


def module_of(path: str) -> tuple[str, bool] | None:
    """Give the dotted name of a file below src/, and whether it is a package; None elsewhere."""
    if not (path.startswith("src/") and path.endswith(".py")):
        return None
    name = path.removeprefix("src/").removesuffix(".py").replace("/", ".")
    if name.endswith(".__init__"):
        return name.removesuffix(".__init__"), True
    return name, False


def paths_of(module: str) -> tuple[str, str]:
    """Give the two files that a module of src/ can be."""
    stem = f"src/{module.replace('.', '/')}"
    return f"{stem}.py", f"{stem}/__init__.py"
