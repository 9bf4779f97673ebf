"""The order of a spec: sections as the language has them, names sorted where they are sorted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from svcgen.spec import ServiceSpec

SECTIONS: Mapping[str, int] = MappingProxyType(
    {name: rank for rank, name in enumerate(ServiceSpec.model_fields)}
)
"""The rank of each section in the language."""


def position(names: Sequence[str], new: str, *, ordered: bool) -> int:
    """Give the place of a new name: sorted in where the others are sorted, else the last."""
    if not ordered or list(names) != sorted(names):
        return len(names)
    return sum(name < new for name in names)
