"""Which operations may be refused because of other rows."""

from __future__ import annotations

from collections.abc import Iterable

from svcgen.graph.commands import Command
from svcgen.graph.entities import Entity
from svcgen.graph.service import ServiceGraph
from svcgen.graph.types import Field


def may_clash(graph: ServiceGraph, command: Command) -> bool:
    """Tell whether an entity's operation may meet a value that is taken, a row that is referred to, or a later version."""
    if command.entity is None:
        return False
    entity = graph.entity(command.entity)
    if command.kind == "create":
        return entity.key[0] in entity.created or _is_unique(entity, entity.created)
    if command.kind in ("update", "replace"):
        return entity.version or _is_unique(entity, entity.changed)
    return (
        command.kind == "delete"
        and not entity.soft_delete
        and graph.is_held(entity.name)
    )


def _is_unique(entity: Entity, given: Iterable[Field]) -> bool:
    names = {field.name for field in given}
    return any(field.unique and field.name in names for field in entity.fields) or any(
        index.unique and names & set(index.columns) for index in entity.indexes
    )
