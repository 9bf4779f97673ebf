"""What a planned file is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svcgen.graph import ServiceGraph


@dataclass(frozen=True, slots=True)
class Subject:
    """What one file is about: `name` stands in its path, `node` is the node of the graph."""

    graph: ServiceGraph
    name: str
    node: object
    nodes: tuple[str, ...]
