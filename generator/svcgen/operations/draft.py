"""What `add` works on: the spec as it is, and the additions so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from svcgen.diagnostics import closest
from svcgen.edit import Addition, EditFault, Entry, Layout, Value
from svcgen.load import Document
from svcgen.naming import pluralise, snake_case
from svcgen.operations.package_ids import PackageIds
from svcgen.operations.words import as_mapping
from svcgen.spec import ServiceSpec
from svcgen.spec.entities import OPERATIONS

OPEN = frozenset(("fields", "operations"))
ENTITY = Layout(open_keys=OPEN)
COMMAND = Layout()
SHORT = Layout(flow=True)
LAST = Layout(flow=True, ordered=False)


@dataclass
class Draft:
    """A spec and what is to be added to it; `bodies` are the commands somebody must write."""

    spec: ServiceSpec
    document: Document
    ids: PackageIds
    in_folder: bool = False
    additions: list[Addition] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)

    def section(self, name: str) -> Mapping[str, object]:
        """Give a section as it is written."""
        return as_mapping(self.document.data.get(name))

    @property
    def types(self) -> tuple[str, ...]:
        """The names a field may have as its type besides the scalars."""
        return (*self.spec.enums, *self.spec.entities)

    def add(self, path: tuple[str, ...], value: Value, layout: Layout = SHORT) -> None:
        """Add a key."""
        self.additions.append(Entry(path, value, layout))

    def refuse_twice(self, section: str, name: str) -> None:
        """Raise EditFault when a section has the name already."""
        path = (section, name)
        written = self.document.data.get(section)
        taken = name in written if isinstance(written, Mapping | list) else False
        if taken:
            span = self.document.span_of(path, key=isinstance(written, Mapping))
            raise EditFault(
                "already-there",
                f"'{name}' stands under {section} already: {span.file}:{span.line}",
            )

    def require(self, section: str, name: str) -> None:
        """Raise EditFault when a section lacks the name."""
        known = tuple(map(str, self.section(section)))
        if name not in known:
            raise EditFault(
                f"unknown-{_SINGULAR[section]}",
                f"there is no '{name}' under {section}",
                closest(name, known),
            )

    def operations(self) -> dict[str, tuple[str, ...]]:
        """Give the commands that operations are, with their paths."""
        found: dict[str, tuple[str, ...]] = {}
        for name, entity in self.spec.entities.items():
            for kind in OPERATIONS:
                if (
                    getattr(entity.operations, "list_" if kind == "list" else kind)
                    is not None
                ):
                    plural = entity.plural or pluralise(snake_case(name))
                    command = f"{kind}_{plural if kind == 'list' else snake_case(name)}"
                    found[command] = ("entities", name, "operations", kind)
        return found

    def has_command(self, name: str) -> bool:
        """Is there a command of this name, written out, of an entity, or implied by a package?"""
        implied = (
            name.upper() in self.spec.packages
            and self.spec.packages[name.upper()].command is None
        )
        return name in self.spec.commands or implied or name in self.operations()

    def give_package(
        self, name: str, wanted: int | None = None, *, inline: bool = True
    ) -> Value:
        """Add a package with a new id; gives what names it in the command that it triggers."""
        self.refuse_twice("packages", name)
        self.refuse_twice("pushes", name)
        number = self.ids.give(name, wanted)
        if inline and self.in_folder and "packages" not in self.document.data:
            return {"name": name, "id": number}
        self.add(("packages", name), number)
        return name


_SINGULAR = {
    "entities": "entity",
    "messages": "message",
    "commands": "command",
    "rooms": "room",
    "packages": "package",
}
