"""The keys that a model has at a place, for suggestions."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

from svcgen.load.document import Key


class ModelKeys:
    """Walks the annotations of a root model; every step is remembered."""

    def __init__(self, model: type[BaseModel]) -> None:
        self._model = model
        self._steps: dict[tuple[int, Key], tuple[object, ...]] = {}
        # Annotations are kept alive, so that their identities stay theirs.
        self._kept: list[object] = []

    def at(self, location: tuple[Key, ...]) -> tuple[str, ...]:
        """Give the keys of the models that may stand at a location of pydantic, sorted."""
        found: tuple[object, ...] = (self._model,)
        for element in location:
            following = tuple(
                item for each in found for item in self._step(each, element)
            )
            # What is no key is a mark of pydantic for a branch: the place stays the same.
            found = following or found
        return tuple(sorted({key for each in found for key in _keys(each)}))

    def _step(self, annotation: object, element: Key) -> tuple[object, ...]:
        place = (id(annotation), element)
        if place not in self._steps:
            self._kept.append(annotation)
            self._steps[place] = tuple(_follow(annotation, element))
        return self._steps[place]


def _flatten(annotation: object) -> Iterator[object]:
    """Give the alternatives of an annotation: unions apart, Annotated unwrapped."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _flatten(get_args(annotation)[0])
    elif origin is Union or origin is types.UnionType:
        for each in get_args(annotation):
            yield from _flatten(each)
    else:
        yield annotation


def _keys(annotation: object) -> Iterator[str]:
    for each in _flatten(annotation):
        if isinstance(each, type) and issubclass(each, BaseModel):
            for name, field in each.model_fields.items():
                yield field.alias or name


def _follow(annotation: object, element: Key) -> Iterator[object]:
    for each in _flatten(annotation):
        if isinstance(each, type) and issubclass(each, BaseModel):
            for name, field in each.model_fields.items():
                if element == (field.alias or name):
                    yield field.annotation
        elif get_origin(each) in (dict, Mapping):
            yield get_args(each)[1]
        elif get_origin(each) in (list, tuple) and isinstance(element, int):
            yield get_args(each)[0]
