"""What imports bind."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from svcgen.merge.python.tiles import Block, Unit


@dataclass(frozen=True, slots=True)
class Binding:
    """One imported name: `name` is "" for `import module`."""

    module: str
    name: str
    alias: str | None

    @property
    def local(self) -> str:
        """The name that it binds."""
        return self.alias or self.name or self.module.partition(".")[0]

    @property
    def shown(self) -> str:
        """How it is written when it stands alone."""
        tail = f" as {self.alias}" if self.alias else ""
        if not self.name:
            return f"import {self.module}{tail}"
        return f"from {self.module} import {self.name}{tail}"

    @property
    def is_lasting(self) -> bool:
        """Whether it works without its name being used."""
        return self.name == "*" or self.module == "__future__"


def bindings_of(block: Block | None) -> dict[Binding, Unit]:
    """Give what the imports of a block bind, in their order."""
    return {
        binding: unit
        for unit in (block.units if block else [])
        if unit.is_import
        for binding in bindings_in(unit.nodes)
    }


def bindings_in(nodes: Iterable[ast.stmt]) -> Iterator[Binding]:
    """Give what import statements bind."""
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Binding(alias.name, "", alias.asname)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                yield Binding(module, alias.name, alias.asname)
