"""Every code there is, by name; one module per area, each code declared in one of them.

`CATALOGUE` holds what points at a place of a spec, `EDITS` why an edit of one was not made.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType, ModuleType

from svcgen.diagnostics.catalogue import (
    access,
    clashes,
    commands,
    edits,
    entities,
    fields,
    form,
    messages,
    names,
    realtime,
    references,
    service,
    source,
)
from svcgen.diagnostics.code import Code

AREAS: tuple[ModuleType, ...] = (
    source,
    form,
    names,
    references,
    clashes,
    fields,
    entities,
    access,
    commands,
    messages,
    realtime,
    service,
)


def collect_codes(areas: Iterable[ModuleType]) -> Mapping[str, Code]:
    """Gather the codes that modules declare; raises ValueError when a name is declared twice."""
    found: dict[str, Code] = {}
    for area in areas:
        for code in vars(area).values():
            if not isinstance(code, Code):
                continue
            if code.name in found:
                raise ValueError(f"the code {code.name} is declared twice")
            found[code.name] = code
    return MappingProxyType(found)


CATALOGUE: Mapping[str, Code] = collect_codes(AREAS)

EDITS: Mapping[str, Code] = collect_codes((edits,))

EXPLAINED: Mapping[str, Code] = collect_codes((*AREAS, edits))
"""What `svcgen explain` knows."""
