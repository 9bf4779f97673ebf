"""The type of an expression in an owner's file, where imports and annotations make it certain."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from typing import cast

import libcst as cst
from libcst.metadata import (
    Assignment,
    BaseAssignment,
    ClassScope,
    FunctionScope,
    GlobalScope,
    ImportAssignment,
    Scope,
)

from svcgen.edit.python.program import Program
from svcgen.edit.python.types import Type

_MAKERS = frozenset(("model_validate", "model_construct", "model_validate_json"))
_COPIES = frozenset(("model_copy", "copy"))
_CODE = cst.Module([])
DEEPEST = 12


class Typer:
    """Tells types in one file; None where nothing is certain."""

    def __init__(
        self,
        program: Program,
        module: str,
        scopes: Mapping[cst.CSTNode, Scope | None],
        parents: Mapping[cst.CSTNode, cst.CSTNode],
    ) -> None:
        self._program = program
        self._module = module
        self._scopes = scopes
        self._parents = parents
        self._known: dict[int, Type | None] = {}
        self._depth = 0

    def scope_name(self, scope: Scope) -> str:
        """Give the full name of what a scope is the inside of."""
        if isinstance(scope, GlobalScope):
            return self._module
        name = getattr(scope, "name", None) or "<inner>"
        return f"{self.scope_name(scope.parent)}.{name}"

    def type_of(self, node: cst.BaseExpression) -> Type | None:
        """Give the type of an expression."""
        key = id(node)
        if key not in self._known:
            if self._depth >= DEEPEST:
                return None
            self._known[key] = None
            self._depth += 1
            try:
                self._known[key] = self._find(node)
            finally:
                self._depth -= 1
        return self._known[key]

    def _find(self, node: cst.BaseExpression) -> Type | None:
        if isinstance(node, cst.Name):
            return self._of_name(node)
        if isinstance(node, cst.Attribute):
            base = self.type_of(node.value)
            if base is None:
                return None
            if base.form == "module":
                return self._program.thing(f"{base.name}.{node.attr.value}")
            return self._program.member(base, node.attr.value)
        if isinstance(node, cst.Await):
            return self.type_of(node.expression)
        if isinstance(node, cst.Call):
            return self._of_call(node)
        if isinstance(node, cst.Subscript):
            base = self.type_of(node.value)
            return _element(base) if base and base.name in ("list", "dict") else None
        if isinstance(node, cst.NamedExpr):
            return self.type_of(node.value)
        return None

    def _of_call(self, node: cst.Call) -> Type | None:
        func = node.func
        if isinstance(func, cst.Attribute):
            base, name = self.type_of(func.value), func.attr.value
            if base and base.form == "class" and name in _MAKERS:
                return Type("instance", base.name)
            if base and base.form == "instance" and name in _COPIES:
                return base
        called = self.type_of(func)
        return self._program.result_of(called) if called else None

    def _of_name(self, node: cst.Name) -> Type | None:
        scope = self._scopes.get(node)
        if scope is None:
            return None
        return self.of_binding(scope[node.value])

    def of_binding(self, found: Collection[BaseAssignment]) -> Type | None:
        """Give the type of what is bound; None when its assignments disagree."""
        types = {self._of_assignment(each) for each in found}
        return types.pop() if len(types) == 1 else None

    def _of_assignment(self, found: BaseAssignment) -> Type | None:
        if isinstance(found, ImportAssignment):
            names = {each.name for each in found.get_qualified_names_for(found.name)}
            imports = self._program.modules.get(self._module)
            full = imports.imports.get(found.name) if imports else None
            full = full or (names.pop() if len(names) == 1 else None)
            return self._program.thing(full) if full else None
        if not isinstance(found, Assignment):
            return None
        node, inside = found.node, self.scope_name(found.scope)
        if isinstance(node, cst.ClassDef | cst.FunctionDef):
            return self._program.thing(f"{inside}.{found.name}")
        if isinstance(node, cst.Param):
            return self._of_parameter(node, found.scope)
        return self._of_target(node) if isinstance(node, cst.Name) else None

    def _of_parameter(self, node: cst.Param, scope: Scope) -> Type | None:
        if node.annotation is not None:
            return self._annotated(node.annotation)
        above = scope.parent
        if not isinstance(above, ClassScope) or not isinstance(scope, FunctionScope):
            return None
        name = self.scope_name(above)
        if node.name.value == "self":
            return Type("instance", name)
        return Type("class", name) if node.name.value == "cls" else None

    def _annotated(self, node: cst.Annotation) -> Type | None:
        try:
            tree = ast.parse(_CODE.code_for_node(node.annotation).strip(), mode="eval")
        except SyntaxError:
            return None
        return self._program.annotated(self._module, tree.body)

    def _of_target(self, node: cst.CSTNode) -> Type | None:
        above = self._parents.get(node)
        if isinstance(above, cst.AnnAssign) and above.target is node:
            return self._annotated(above.annotation)
        if isinstance(above, cst.AssignTarget):
            statement = cast("cst.Assign", self._parents[above])
            return self.type_of(statement.value)
        if isinstance(above, cst.NamedExpr):
            return self.type_of(above.value)
        if isinstance(above, cst.For | cst.CompFor) and above.target is node:
            return _element(self.type_of(above.iter))
        return None


def _element(of: Type | None) -> Type | None:
    """Give what an iteration over a list, or a look into a list or a mapping, comes to."""
    if of is None or not of.args:
        return None
    return of.args[-1] if of.name in ("list", "dict") else None
