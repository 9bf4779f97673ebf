"""What link looks names up in: the spec, and the words made of its names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from svcgen.naming import pluralise, snake_case
from svcgen.spec import ServiceSpec
from svcgen.spec.entities import EntitySpec


@dataclass(frozen=True)
class Names:
    """A valid spec and the answers that every part of linking asks for."""

    spec: ServiceSpec

    def plural(self, name: str) -> str:
        """Give the plural of an entity: the one written, or the usual one."""
        return self.spec.entities[name].plural or pluralise(snake_case(name))

    def table(self, name: str) -> str:
        """Give the table of an entity."""
        return self.spec.entities[name].table or self.plural(name)

    def key_names(self, entity: EntitySpec) -> tuple[str, ...]:
        """Give the names of the key's fields as written."""
        if entity.key is None:
            return ("id",)
        return (entity.key,) if isinstance(entity.key, str) else tuple(entity.key)

    def pointing_at(self, entity: str) -> Iterator[tuple[str, str]]:
        """Give the fields that refer to an entity and name the way back: (entity, field)."""
        yield from self._backs.get(entity, ())

    @cached_property
    def _backs(self) -> Mapping[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for name, spec in self.spec.entities.items():
            for field_name, field in spec.fields.items():
                if field.back:
                    found.setdefault(field.type_name, []).append((name, field_name))
        return found


def pointer(*parts: str | int) -> str:
    """Give the JSON Pointer (RFC 6901) of a node of the spec."""
    return "".join(
        [f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts]
    )
