"""The names of one file that mean something renamed: bindings by scope, attributes by type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

import libcst as cst
from libcst.metadata import (
    Access,
    Assignment,
    BaseAssignment,
    ByteSpanPositionProvider,
    ClassScope,
    CodeSpan,
    GlobalScope,
    ImportAssignment,
    MetadataWrapper,
    ParentNodeProvider,
    Scope,
    ScopeProvider,
)
from typing_extensions import override

from svcgen.edit.python.lines import Aligned, Edit, Unreadable
from svcgen.edit.python.program import absolute
from svcgen.edit.python.types import ROW_KEYWORDS, Type
from svcgen.edit.python.typing import Typer

if TYPE_CHECKING:
    from svcgen.edit.python.rewrite import Renames, Undecided

_DOTTED = re.compile(r"[A-Za-z_]\w*(?:[.:][A-Za-z_]\w*)+")


def find_edits(
    source: str, module: str, renames: Renames, aligned: Aligned
) -> tuple[list[Edit], tuple[Undecided, ...]]:
    """Give the words to write, and those that nothing decides. Raises Unreadable."""
    mark = source.startswith("\ufeff")
    try:
        wrapper = MetadataWrapper(
            cst.parse_module(source[mark:]), unsafe_skip_copy=True
        )
        visitor = _Finder(source, module, renames, aligned)
        visitor.read(wrapper)
    except (cst.ParserSyntaxError, RecursionError) as error:
        raise Unreadable(str(error).partition("\n")[0]) from error
    return visitor.edits(), tuple(visitor.undecided)


class _Places:
    """Where nodes stand, by character."""

    def __init__(self, source: str, spans: Mapping[cst.CSTNode, CodeSpan]) -> None:
        self._spans = spans
        self._mark = source.startswith("\ufeff")
        self._chars: list[int] | None = None
        if not source.isascii():
            text = source[self._mark :]
            self._chars = [n for n, char in enumerate(text) for _ in char.encode()]
            self._chars.append(len(text))

    def of(self, node: cst.CSTNode) -> tuple[int, int]:
        """Give where a node begins and ends."""
        span = self._spans[node]
        start, end = span.start, span.start + span.length
        if self._chars is not None:
            start, end = self._chars[start], self._chars[end]
        return start + self._mark, end + self._mark


def _is_taken(scope: Scope, old: str, new: str) -> bool:
    """Would a name be another's where the old one is bound, or anywhere it is used?"""

    def binds(inner: Scope) -> bool:
        return any(each.name == new for each in inner.assignments)

    if binds(scope):
        return True
    for found in scope[old]:
        for access in found.references:
            inner = access.scope
            while inner is not scope and not isinstance(inner, GlobalScope):
                if binds(inner):
                    return True
                inner = inner.parent
    return False


class _Finder(cst.CSTVisitor):
    def __init__(
        self, source: str, module: str, renames: Renames, aligned: Aligned
    ) -> None:
        super().__init__()
        self._source = source
        self._module = module
        self._program = renames.program
        self._identifiers = renames.identifiers
        self._aligned = aligned.words
        self._whole = aligned.edits
        self._found: dict[int, Edit] = {}
        self._names: dict[str, str] = {}
        self._beside: set[tuple[int, str]] = set()
        self.undecided: list[Undecided] = []

    def read(self, wrapper: MetadataWrapper) -> None:
        """Look at the whole file."""
        facts = wrapper.resolve_many(
            {ScopeProvider, ByteSpanPositionProvider, ParentNodeProvider}
        )
        scopes = cast("Mapping[cst.CSTNode, Scope | None]", facts[ScopeProvider])
        spans = cast("Mapping[cst.CSTNode, CodeSpan]", facts[ByteSpanPositionProvider])
        parents = cast("Mapping[cst.CSTNode, cst.CSTNode]", facts[ParentNodeProvider])
        self._scopes = scopes
        self._places = _Places(self._source, spans)
        self._typer = Typer(self._program, self._module, scopes, parents)
        for scope in {scope for scope in scopes.values() if scope is not None}:
            for each in scope.assignments:
                self._rename_binding(scope, each)
        wrapper.module.visit(self)

    def edits(self) -> list[Edit]:
        """Give the words to write: those of generated lines as generated, others as found."""
        found = dict(self._found)
        for start, (word, new) in self._aligned.items():
            found[start] = (start, word.end, new)
        return [
            each
            for each in found.values()
            if self._source[each[0] : each[1]] != each[2]
        ]

    # --- bindings ---------------------------------------------------------------

    def _rename_binding(self, scope: Scope, found: BaseAssignment) -> None:
        new = self._new_binding(scope, found)
        if new is None or new == found.name:
            return
        if isinstance(found, Assignment) and not isinstance(found, ImportAssignment):
            self._put(self._name_node(found.node), new)
        if isinstance(scope, GlobalScope):
            self._names[found.name] = new
        for each in scope[found.name]:
            for access in each.references:
                self._rename_access(access, found.name, new)

    def _new_binding(self, scope: Scope, found: BaseAssignment) -> str | None:
        if isinstance(found, ImportAssignment):
            return self._new_import(scope, found)
        if not isinstance(found, Assignment):
            return None
        node = self._name_node(found.node)
        generated = self._generated(node)
        if generated is not None:
            return generated
        inside = self._typer.scope_name(scope)
        if isinstance(found.node, cst.Param):
            return self._identifiers.last(f"{inside}({found.name})")
        if isinstance(scope, GlobalScope | ClassScope):
            return self._identifiers.last(f"{inside}.{found.name}")
        return None

    def _name_node(self, node: cst.CSTNode) -> cst.CSTNode:
        named = isinstance(node, cst.ClassDef | cst.FunctionDef | cst.Param)
        return cast("cst.CSTNode", getattr(node, "name", node)) if named else node

    def _generated(self, node: cst.CSTNode) -> str | None:
        """Give what stands at a place in the generated file, if the line is as generated."""
        start, _ = self._places.of(node)
        found = self._aligned.get(start)
        return found[1] if found is not None and found[0].text != found[1] else None

    def _new_import(self, scope: Scope, found: ImportAssignment) -> str | None:
        node = found.node
        if not isinstance(node, cst.ImportFrom) or isinstance(
            node.names, cst.ImportStar
        ):
            return None
        for alias in node.names:
            if alias.asname is None and alias.evaluated_name == found.name:
                new = self._new_imported(node, alias)
                if new is not None and _is_taken(scope, found.name, new):
                    self._beside.add((id(node), found.name))
                    return None
                return new
        return None

    def _from(self, node: cst.ImportFrom) -> str:
        written = (
            cst.helpers.get_full_name_for_node(node.module) if node.module else None
        )
        is_package = self._module in self._program.packages
        return absolute(
            self._module, len(node.relative), written, is_package=is_package
        )

    def _new_imported(self, node: cst.ImportFrom, alias: cst.ImportAlias) -> str | None:
        full = f"{self._from(node)}.{alias.evaluated_name}"
        return self._identifiers.last(
            self._program.follow(full)
        ) or self._identifiers.last(full)

    def _rename_access(self, access: Access, old: str, new: str) -> None:
        node: cst.CSTNode = access.node
        while isinstance(node, cst.Attribute):
            node = node.value
        if isinstance(node, cst.Name):
            self._put(node, new)
        elif isinstance(node, cst.SimpleString | cst.ConcatenatedString):
            start, end = self._places.of(node)
            raw = self._source[start:end]
            self._found[start] = start, end, re.sub(rf"\b{old}\b", new, raw)

    def _put(self, node: cst.CSTNode, new: str) -> None:
        start, end = self._places.of(node)
        self._found[start] = start, end, new

    # --- imports, attributes, keywords, texts -------------------------------------

    @override
    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        module = self._from(node)
        if node.module is not None:
            self._dotted(node.module, module)
        if isinstance(node.names, cst.ImportStar):
            return False
        for alias in node.names:
            new = self._new_imported(node, alias)
            if new is None:
                continue
            name = alias.evaluated_name
            if (id(node), name) in self._beside:
                new = f"{new} as {name}"
            elif alias.asname is not None and alias.evaluated_alias == new:
                self._put(alias, new)
                continue
            self._put(alias.name, new)
        return False

    @override
    def visit_Import(self, node: cst.Import) -> bool:
        for alias in node.names:
            self._dotted(alias.name, alias.evaluated_name)
        return False

    def _dotted(self, node: cst.BaseExpression, name: str) -> None:
        while isinstance(node, cst.Attribute):
            new = self._identifiers.last(name)
            if new is not None:
                self._put(node.attr, new)
            node, name = node.value, name.rpartition(".")[0]
        new = self._identifiers.last(name)
        if new is not None:
            self._put(node, new)

    @override
    def visit_Attribute(self, node: cst.Attribute) -> None:
        word = node.attr.value
        if word not in self._identifiers.words or self._is_generated(node.attr):
            return
        found = self._typer.type_of(node.value)
        if found is None:
            self._leave(node.attr, word, "nothing tells the type of what it belongs to")
            return
        new = self._new_member(found, word)
        if new is not None:
            self._put(node.attr, new)

    def _is_generated(self, node: cst.CSTNode) -> bool:
        return self._places.of(node)[0] in self._aligned

    def _new_member(self, of: Type, word: str) -> str | None:
        if of.form == "module":
            full = f"{of.name}.{word}"
            return self._identifiers.last(self._program.follow(full)) or (
                self._identifiers.last(full)
            )
        if of.form not in ("instance", "class"):
            return None
        owner = self._program.owner_of(of.name, word)
        return self._identifiers.last(f"{owner}.{word}") if owner else None

    @override
    def visit_Call(self, node: cst.Call) -> None:
        for arg in node.args:
            word = arg.keyword
            if word is None or word.value not in self._identifiers.words:
                continue
            if self._is_generated(word):
                continue
            new, is_certain = self._new_keyword(node, word.value)
            if new is not None:
                self._put(word, new)
            elif not is_certain:
                self._leave(word, word.value, "nothing tells what is called")

    def _new_keyword(self, node: cst.Call, word: str) -> tuple[str | None, bool]:
        func = node.func
        if isinstance(func, cst.Attribute) and func.attr.value in ROW_KEYWORDS:
            base = self._typer.type_of(func.value)
            row = self._program.row_type(base.name) if base else None
            if row is not None:
                return self._new_member(row, word), True
        called = self._typer.type_of(func)
        if called is None:
            return None, False
        if called.form == "class":
            maker = self._program.owner_of(called.name, "__init__")
            if maker is None:
                return self._new_member(called, word), True
            return self._identifiers.last(f"{maker}.__init__({word})"), True
        return self._identifiers.last(f"{called.name}({word})"), True

    @override
    def visit_SimpleString(self, node: cst.SimpleString) -> None:
        start, end = self._places.of(node)
        if start in self._found or start in self._aligned:
            return
        value = node.evaluated_value
        if not isinstance(value, str):
            return
        if _DOTTED.fullmatch(value):
            new = self._new_path(value)
            if new != value:
                raw = self._source[start:end]
                self._found[start] = start, end, raw.replace(value, new)
        elif value in self._identifiers.words:
            self._leave(node, value, "it stands in a text")

    def _new_path(self, value: str) -> str:
        """Give the new form of a full name of something the service defines."""
        parts = re.split(r"([.:])", value)
        new = list(parts)
        for end in range(1, len(parts) + 1, 2):
            full = ".".join(parts[0:end:2])
            known = self._program.thing(full)
            last = self._identifiers.last(full) if known is not None else None
            if last is not None:
                new[end - 1] = last
        return "".join(new)

    @override
    def visit_Assign(self, node: cst.Assign) -> None:
        """Rename in `__all__` what is renamed in the module."""
        target = node.targets[0].target
        if not isinstance(target, cst.Name) or target.value != "__all__":
            return
        if isinstance(node.value, cst.List | cst.Tuple):
            for element in node.value.elements:
                self._exported(element.value)

    def _exported(self, node: cst.BaseExpression) -> None:
        if isinstance(node, cst.SimpleString):
            new = self._names.get(str(node.evaluated_value))
            if new is not None:
                start, end = self._places.of(node)
                raw = self._source[start:end]
                self._found[start] = start, end, f"{raw[0]}{new}{raw[-1]}"

    def _leave(self, node: cst.CSTNode, word: str, why: str) -> None:
        from svcgen.edit.python.rewrite import Undecided

        start, _ = self._places.of(node)
        line = self._source.count("\n", 0, start) + 1
        self.undecided.append(Undecided(line, word, why))
