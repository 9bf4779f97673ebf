"""One emitted Python module while it is made: its layout, its imports, its symbols."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from svcgen.graph.types import Field
from svcgen.layout import Layout
from svcgen.naming import Code, FieldName, PyDoc
from svcgen.render.python.context import Context
from svcgen.render.python.runtime_names import MODULE_OF

HEADER = Code(
    "# Made by svcgen from service.yaml. Do not edit: the next run replaces it.\n"
    "# Change the spec, then run: svcgen generate\n"
)


ALIASES = {
    "date": "Date",
    "time": "Time",
    "datetime": "DateTime",
    "timedelta": "TimeDelta",
}


@dataclass(slots=True)
class Module:
    """Gathers what a module imports and which spec node each of its symbols came from."""

    context: Context
    layout: Layout = field(default_factory=Layout)
    names: set[tuple[str, str]] = field(default_factory=set)
    later: set[tuple[str, str]] = field(default_factory=set)
    symbols: dict[str, str] = field(default_factory=dict)
    local: set[str] = field(default_factory=set)
    fields: frozenset[str] = frozenset()
    """Names of fields: a type of such a name is imported under another, or they would hide it."""

    @property
    def package(self) -> str:
        """The service's own package."""
        return self.context.graph.service.package

    def use(self, name: str) -> str:
        """Import a name of the table of runtime names and give what it is called here."""
        if name in self.fields and name in ALIASES:
            self.names.add((MODULE_OF[name], f"{name} as {ALIASES[name]}"))
            return ALIASES[name]
        self.names.add((MODULE_OF[name], name))
        return name

    def own(self, module: str, name: str) -> str:
        """Import a name of the service itself and give it back; `module` without the package."""
        self.names.add((f"{self.package}.{module}", name))
        return name

    def add(self, module: str, name: str) -> str:
        """Import `name` from `module` and give it back."""
        self.names.add((module, name))
        return name

    def forward(self, module: str, name: str) -> str:
        """Import a name of the service for type checkers alone and give it back."""
        self.later.add((f"{self.package}.{module}", name))
        return name

    def role(self, value: str) -> str:
        """Import the roles and give the member for a role's name on the wire."""
        return f"{self.own('contract.roles', 'Role')}.{self.context.roles[value]}"

    def schema(self, name: str) -> str:
        """Import a schema class, unless it stands in this module, and give its name."""
        if name in self.local:
            return name
        return self.own(self.context.schemas[name], name)

    @property
    def imports(self) -> Code:
        """The imports at the top of the module."""
        if self.later:
            self.add("typing", "TYPE_CHECKING")
        return self.layout.imports(self.names, self.package)

    @property
    def type_checking(self) -> Code:
        """The imports that stand below `if TYPE_CHECKING:`."""
        return self.layout.imports(self.later, self.package, indent=4)

    def mark(self, symbol: str, pointer: str, slot: str = "") -> None:
        """Say which spec node a symbol of the module came from; `slot` where a node gives several."""
        self.symbols[symbol] = f"{pointer}#{slot}" if slot else pointer

    def mark_fields(self, owner: str, fields: Iterable[Field]) -> None:
        """Say which spec nodes the attributes of a class came from."""
        for each in fields:
            self.mark(f"{owner}.{FieldName(each.name)}", each.pointer)


@dataclass(frozen=True, slots=True)
class View:
    """What every Python template prints at its top."""

    module: Module
    doc: Code

    @property
    def header(self) -> Code:
        """The header of files that svcgen alone writes."""
        return HEADER

    @property
    def imports(self) -> Code:
        """The module's imports."""
        return self.module.imports


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class: its head, its docstring and the lines of its body."""

    head: Code
    doc: Code
    body: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class ClassesView(View):
    """A module made of classes."""

    classes: tuple[ClassView, ...]

    @property
    def type_checking(self) -> Code:
        """The imports for type checkers alone."""
        return self.module.type_checking


def sentence(text: str, fallback: str) -> str:
    """Give a description, or the fallback where there is none, as one that ends in a full stop."""
    words = " ".join(text.split()) or fallback
    return words if words.endswith((".", "!", "?", ":")) else f"{words}."


def doc(text: str, fallback: str, indent: int = 0) -> Code:
    """Give a docstring for a description."""
    return PyDoc(sentence(text, fallback), indent)


def one(noun: str) -> str:
    """Give a noun with its indefinite article."""
    words = noun.replace("_", " ")
    return f"{'an' if words[:1] in 'aeiou' else 'a'} {words}"


def field_names(*groups: Iterable[Field]) -> frozenset[str]:
    """Give the names of fields, for a module whose classes have them."""
    return frozenset(field.name for group in groups for field in group)
