"""What link looks names up in: the spec, and the words made of its names."""

from __future__ import annotations

from dataclasses import dataclass

from svcgen.naming import pluralise, snake_case
from svcgen.spec import ServiceSpec
from svcgen.spec.entities import EntitySpec


@dataclass(frozen=True, slots=True)
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


def pointer(*parts: str | int) -> str:
    """Give the JSON Pointer (RFC 6901) of a node of the spec."""
    return "".join(
        "/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts
    )
