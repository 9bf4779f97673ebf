"""What a service's Python files define: modules, classes with their members, functions with their types."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from svcgen.edit.python.types import (
    GENERIC_RESULTS,
    LISTS,
    MAPPINGS,
    ROW,
    ROWS,
    Type,
)

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class FunctionFacts:
    """A function: its parameters by name with their annotations, and what it gives back."""

    parameters: Mapping[str, ast.expr | None]
    result: ast.expr | None
    is_property: bool = False


@dataclass(slots=True)
class ClassFacts:
    """A class: its bases, its methods, and its attributes with their annotation or value."""

    bases: tuple[ast.expr, ...] = ()
    methods: dict[str, FunctionFacts] = field(default_factory=dict)
    attributes: dict[str, tuple[ast.expr | None, ast.expr | None]] = field(
        default_factory=dict
    )


@dataclass(slots=True)
class ModuleFacts:
    """A module: what it imports under which name, what it defines."""

    imports: dict[str, str] = field(default_factory=dict)
    classes: dict[str, ClassFacts] = field(default_factory=dict)
    functions: dict[str, FunctionFacts] = field(default_factory=dict)
    values: dict[str, tuple[ast.expr | None, ast.expr | None]] = field(
        default_factory=dict
    )


def module_name(path: str) -> str | None:
    """Give the name that a service's file is imported by; None for a file that is no module.

    Files below src/ are named from there; those below tests/ too, as pytest puts their folder on
    the path.
    """
    parts = PurePosixPath(path).parts
    if len(parts) < 2 or parts[0] not in ("src", "tests") or not path.endswith(".py"):
        return None
    names = [*parts[1:-1], parts[-1].removesuffix(".py")]
    if names[-1] == "__init__":
        names.pop()
    return ".".join(names) or None


class Program:
    """The modules of a service by name, and what names in them mean."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Read the files that can be read; others define nothing."""
        self.modules: dict[str, ModuleFacts] = {}
        self.packages: set[str] = set()
        for path, text in files.items():
            name = module_name(path)
            if name is None:
                continue
            try:
                tree = ast.parse(text)
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            if path.endswith("/__init__.py"):
                self.packages.add(name)
            self.modules[name] = _read_module(tree, name, name in self.packages)
        for name in list(self.modules):
            parts = name.split(".")
            self.packages |= {".".join(parts[:n]) for n in range(1, len(parts))}

    def follow(self, name: str) -> str:
        """Follow a full name through modules that import it to the one that defines it."""
        for _ in range(10):
            module, _, last = name.rpartition(".")
            facts = self.modules.get(module)
            if facts is None or last in facts.classes or last in facts.functions:
                return name
            further = facts.imports.get(last)
            if further is None or name in self.modules:
                return name
            name = further
        return name

    def thing(self, name: str) -> Type | None:
        """Tell what a full name is: a module, a class, a function, or a value of a known type."""
        name = self.follow(name)
        if name in self.modules or name in self.packages:
            return Type("module", name)
        module, _, last = name.rpartition(".")
        facts = self.modules.get(module)
        if facts is None:
            return Type("foreign", name) if module else None
        if last in facts.classes:
            return Type("class", name)
        if last in facts.functions:
            return Type("function", name)
        if last in facts.values:
            annotation, _ = facts.values[last]
            return self.annotated(module, annotation)
        return None

    def annotated(self, module: str, node: ast.expr | None) -> Type | None:
        """Give the type of a value with an annotation that stands in a module."""
        match node:
            case ast.Constant(value=str(text)):
                try:
                    return self.annotated(module, ast.parse(text, mode="eval").body)
                except SyntaxError:
                    return None
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                sides = [s for s in (left, right) if not _is_none(s)]
                return self.annotated(module, sides[0]) if len(sides) == 1 else None
            case ast.Subscript(value=value, slice=inner):
                return self._generic(module, value, inner)
            case ast.Name() | ast.Attribute():
                return self._instance(module, node)
        return None

    def _instance(self, module: str, node: ast.expr) -> Type | None:
        name = self.full_name(module, node)
        found = self.thing(name) if name else None
        if found is None or found.form not in ("class", "foreign"):
            return None
        return Type("instance", found.name)

    def _generic(self, module: str, value: ast.expr, inner: ast.expr) -> Type | None:
        name = (self.full_name(module, value) or ast.unparse(value)).rpartition(".")[2]
        parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        if name in ("Optional", "Annotated"):
            return self.annotated(module, parts[0])
        if name in ("type", "Type"):
            found = self.annotated(module, parts[0])
            return Type("class", found.name) if found else None
        args = tuple(self.annotated(module, part) for part in parts)
        if name in LISTS:
            return Type("instance", "list", args[:1])
        if name in MAPPINGS:
            return Type("instance", "dict", args)
        base = self._instance(module, value)
        return Type("instance", base.name, args) if base else None

    def full_name(self, module: str, node: ast.expr) -> str | None:
        """Give the full name that a dotted name in a module stands for."""
        if isinstance(node, ast.Attribute):
            before = self.full_name(module, node.value)
            return f"{before}.{node.attr}" if before else None
        if not isinstance(node, ast.Name):
            return None
        facts = self.modules.get(module)
        if facts is None:
            return None
        if node.id in facts.imports:
            return facts.imports[node.id]
        known = node.id in facts.classes or node.id in facts.functions
        return f"{module}.{node.id}" if known or node.id in facts.values else None

    def lineage(self, name: str) -> Iterator[tuple[str, ClassFacts]]:
        """Give a class and those above it that are the service's own, nearest first."""
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            each = self.follow(waiting.pop(0))
            facts = self._class(each)
            if facts is None or each in seen:
                continue
            seen.add(each)
            yield each, facts
            module = each.rpartition(".")[0]
            for base in facts.bases:
                node = base.value if isinstance(base, ast.Subscript) else base
                above = self.full_name(module, node)
                waiting += [above] if above else []

    def _class(self, name: str) -> ClassFacts | None:
        module, _, last = name.rpartition(".")
        facts = self.modules.get(module)
        return facts.classes.get(last) if facts else None

    def owner_of(self, name: str, member: str) -> str | None:
        """Give the class of a lineage that defines a member."""
        for each, facts in self.lineage(name):
            if member in facts.methods or member in facts.attributes:
                return each
        return None

    def row_type(self, name: str) -> Type | None:
        """Give the rows of a repository: what its foreign base is subscripted with first."""
        for each, facts in self.lineage(name):
            module = each.rpartition(".")[0]
            for base in facts.bases:
                if isinstance(base, ast.Subscript):
                    found = self._generic(module, base.value, base.slice)
                    if found and found.args and found.name.endswith(".Repository"):
                        return found.args[0]
        return None

    def member(self, of: Type, name: str) -> Type | None:
        """Give the type of an attribute, or what a method is."""
        if of.name == "list" or of.form not in ("instance", "class"):
            return None
        owner = self.owner_of(of.name, name)
        if owner is None:
            return self._foreign_member(of, name)
        facts, module = self._class(owner), owner.rpartition(".")[0]
        assert facts is not None
        method = facts.methods.get(name)
        if method is not None and not method.is_property:
            return Type("function", f"{owner}.{name}")
        if method is not None:
            return self.annotated(module, method.result)
        annotation, value = facts.attributes[name]
        return self.annotated(module, annotation) or self._of_value(module, value)

    def _of_value(self, module: str, value: ast.expr | None) -> Type | None:
        if isinstance(value, ast.Call):
            name = self.full_name(module, value.func)
            found = self.thing(name) if name else None
            return (
                Type("instance", found.name)
                if found and found.form == "class"
                else None
            )
        return None

    def _foreign_member(self, of: Type, name: str) -> Type | None:
        row = self.row_type(of.name)
        if row is not None and name in GENERIC_RESULTS:
            return Type(
                "function", f"{ROW if GENERIC_RESULTS[name] == ROW else ROWS}", (row,)
            )
        if name == "items" and of.args[:1] and of.name.endswith("Page"):
            return Type("instance", "list", of.args[:1])
        return None

    def function(self, name: str) -> FunctionFacts | None:
        """Give a function, a method, or what makes instances of a class."""
        module, _, last = name.rpartition(".")
        facts = self.modules.get(module)
        if facts is not None and last in facts.functions:
            return facts.functions[last]
        owner = self._class(module)
        return owner.methods.get(last) if owner else None

    def result_of(self, called: Type) -> Type | None:
        """Give the type of what a call gives back."""
        if called.form == "class":
            return Type("instance", called.name)
        if called.form != "function":
            return None
        if called.name in (ROW, ROWS):
            row = called.args[0] if called.args else None
            return row if called.name == ROW else Type("instance", "list", (row,))
        facts = self.function(called.name)
        if facts is None:
            return None
        module = called.name.rpartition(".")[0]
        if self._class(module) is not None:
            module = module.rpartition(".")[0]
        return self.annotated(module, facts.result)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _read_module(tree: ast.Module, name: str, is_package: bool) -> ModuleFacts:
    facts = ModuleFacts()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            facts.imports.update(_imports(node, name, is_package))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            facts.classes[node.name] = _read_class(node)
        elif isinstance(node, _Function):
            facts.functions[node.name] = _read_function(node)
        else:
            facts.values.update(_values(node))
    return facts


def _imports(
    node: ast.Import | ast.ImportFrom, module: str, is_package: bool
) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            first = alias.name.partition(".")[0]
            yield (alias.asname, alias.name) if alias.asname else (first, first)
        return
    base = absolute(module, node.level, node.module, is_package=is_package)
    for alias in node.names:
        yield alias.asname or alias.name, f"{base}.{alias.name}"


def absolute(module: str, level: int, written: str | None, *, is_package: bool) -> str:
    """Give the full name of the module that a `from` import names."""
    if not level:
        return written or ""
    parts = module.split(".")
    kept = parts[: len(parts) - level + is_package]
    return ".".join([*kept, *([written] if written else [])])


def _values(
    node: ast.stmt,
) -> Iterator[tuple[str, tuple[ast.expr | None, ast.expr | None]]]:
    match node:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
            yield name, (annotation, node.value)
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                if isinstance(target, ast.Name):
                    yield target.id, (None, value)
        case ast.If(body=body, orelse=other):
            for each in (*body, *other):
                yield from _values(each)


def _read_class(node: ast.ClassDef) -> ClassFacts:
    facts = ClassFacts(tuple(node.bases))
    for each in node.body:
        if isinstance(each, _Function):
            facts.methods.setdefault(each.name, _read_function(each))
            for name, value in _own_attributes(each):
                facts.attributes.setdefault(name, value)
        else:
            facts.attributes.update(_values(each))
    return facts


def _read_function(node: _Function) -> FunctionFacts:
    args = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    marks = {ast.unparse(each) for each in node.decorator_list}
    return FunctionFacts(
        {each.arg: each.annotation for each in args},
        node.returns,
        bool(marks & {"property", "cached_property", "functools.cached_property"}),
    )


def _own_attributes(
    node: _Function,
) -> Iterator[tuple[str, tuple[ast.expr | None, ast.expr | None]]]:
    """Give what a method puts on `self`; a parameter's annotation is that of the attribute."""
    known = {each.arg: each.annotation for each in node.args.args}
    for each in ast.walk(node):
        match each:
            case ast.Assign(
                targets=[ast.Attribute(value=ast.Name(id="self"), attr=name)]
            ):
                value = each.value
                annotation = (
                    known.get(value.id) if isinstance(value, ast.Name) else None
                )
                yield name, (annotation, value)
            case ast.AnnAssign(
                target=ast.Attribute(value=ast.Name(id="self"), attr=name)
            ):
                yield name, (each.annotation, each.value)
