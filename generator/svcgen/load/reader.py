"""Values to a model: every fault of form, and as much of the model as can be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from svcgen.load.document import Document, Key, Node, Path
from svcgen.load.faults import Fault, collect_faults
from svcgen.load.prune import find_broken, without

Model = TypeVar("Model", bound=BaseModel)
MOST_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Reading(Generic[Model]):
    """A model, the faults of the values it was read from, and the paths that were left out."""

    model: Model | None
    faults: tuple[Fault, ...] = ()
    broken: frozenset[Path] = frozenset()


def read_model(
    model: type[Model], document: Document, stand_ins: Mapping[str, Node]
) -> Reading[Model]:
    """Validate a document; faulty values are left out, and then what cannot do without them.

    `stand_ins` are root values taken when the document's own are missing or faulty.
    """
    faults: list[Fault] = []
    broken: set[Path] = set()
    data: dict[Key, Node] = document.data
    for attempt in range(MOST_ROUNDS):
        try:
            read = model.model_validate(data)
        except ValidationError as error:
            found = collect_faults(error, document)
        else:
            return Reading(read, tuple(faults), frozenset(broken))
        if not attempt:
            faults = found
        cut = find_broken(found, document)
        if cut <= broken:
            # What was left out was needed: leave out what needs it.
            cut = {path[:-1] for path in cut if len(path) > 1}
        broken |= cut
        data = without(document.data, broken)
        data.update((key, stand_ins[key]) for key in stand_ins if key not in data)
    return Reading(None, tuple(faults), frozenset(broken))
