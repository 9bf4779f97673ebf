"""The TypeScript client: what is emitted for it, from the graph alone."""

from __future__ import annotations

from svcgen.artifacts.files import PlannedFile
from svcgen.graph import ServiceGraph
from svcgen.render.typescript.files import ClientPlan

__all__ = ["plan_typescript"]


def plan_typescript(graph: ServiceGraph) -> tuple[PlannedFile, ...]:
    """Give the files of the client, under `clients/typescript/`; all are the generator's own."""
    return tuple(ClientPlan.of(graph).files())
