"""Constraints: they fit the type, do not contradict each other, and hold of defaults and examples."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import Field, TypeAdapter
from pydantic_core import SchemaError

from svcgen.diagnostics import Diagnostic
from svcgen.diagnostics.catalogue.fields import (
    BAD_CHOICE,
    BAD_DEFAULT,
    BAD_EXAMPLE,
    BAD_PATTERN,
    CONSTRAINT_CONFLICT,
    CONSTRAINT_MISFIT,
)
from svcgen.spec.fields import FieldSpec
from svcgen.validate.field_sets import Place, all_places
from svcgen.validate.values import misfit, read_decimal
from svcgen.validate.world import Kind, World

TEXTS = frozenset(("string", "text", "email", "url", "slug"))
NUMBERS = frozenset(("int", "bigint", "float", "decimal"))
WORDS: Mapping[str, frozenset[str]] = {
    "min_length": TEXTS | {"bytes"},
    "max_length": TEXTS | {"bytes"},
    "pattern": frozenset(("string", "text")),
    "ge": NUMBERS,
    "gt": NUMBERS,
    "le": NUMBERS,
    "lt": NUMBERS,
    "multiple_of": NUMBERS,
    "digits": frozenset(("decimal",)),
    "places": frozenset(("decimal",)),
    "max": frozenset(("file",)),
    "accept": frozenset(("file",)),
    "enum": TEXTS | {"int", "bigint"},
}
WORD_SET = frozenset(WORDS)
HOLDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "ge": operator.ge,
    "gt": operator.gt,
    "le": operator.le,
    "lt": operator.lt,
}
LONGEST_PATTERN = 1000
MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/([a-z0-9.+-]{1,60}|\*)", re.IGNORECASE)


def check_constraints(world: World) -> Iterator[Diagnostic]:
    """Find constraints that do not fit their type or contradict each other."""
    for place in all_places(world):
        written = place.spec.model_fields_set
        if not WORD_SET.isdisjoint(written):
            words = [word for word in WORDS if word in written]
            yield from _check_words(world, place, words)


def _check_words(world: World, place: Place, words: list[str]) -> Iterator[Diagnostic]:
    kind = _own_kind(world, place.spec)
    for word in words:
        value = getattr(place.spec, word)
        if value is None or kind.form == "unknown":
            continue
        if kind.form != "scalar" or kind.name not in WORDS[word]:
            text = kind.text if not world.is_reference(place.spec) else "a reference"
            yield CONSTRAINT_MISFIT.at(
                world.key(*place.path, word), key=word, kind=text, hint=_hint(word)
            )
        else:
            yield from _check_value(world, place, word, kind)
    yield from _conflicts(world, place)


def _own_kind(world: World, spec: FieldSpec) -> Kind:
    return Kind("object") if world.is_reference(spec) else world.kind_of(spec)


def _hint(word: str) -> str:
    kinds = sorted(WORDS[word])
    return f"'{word}' is for {', '.join(kinds)}"


def _check_value(
    world: World, place: Place, word: str, kind: Kind
) -> Iterator[Diagnostic]:
    value, path = getattr(place.spec, word), (*place.path, word)
    if word == "pattern":
        reason = pattern_fault(value)
        if reason is not None:
            yield BAD_PATTERN.at(world.at(*path), reason=reason)
    elif word in HOLDS or word == "multiple_of":
        problem = misfit(world, kind, value)
        if problem is None and word == "multiple_of" and value <= 0:
            problem = "it must be more than 0"
        if problem is not None:
            text = f"{kind.text}: {problem}"
            yield CONSTRAINT_MISFIT.at(world.at(*path), key=word, kind=text)
    elif word == "enum":
        yield from _check_choices(world, place, kind)
    elif word == "accept":
        for position, media in enumerate(value):
            if not MEDIA_TYPE.fullmatch(media):
                at = world.at(*place.path, "accept", position)
                text = f"'{media}', which is no media type such as image/png"
                yield CONSTRAINT_MISFIT.at(at, key=word, kind=text)


def _check_choices(world: World, place: Place, kind: Kind) -> Iterator[Diagnostic]:
    choices = place.spec.enum or []
    if not choices:
        reason = "at least one value is needed"
        yield BAD_CHOICE.at(world.at(*place.path, "enum"), reason=reason)
    for position, choice in enumerate(choices):
        problem = misfit(world, kind, choice)
        if problem is None and choice in choices[:position]:
            problem = f"'{choice}' stands twice"
        if problem is not None:
            yield BAD_CHOICE.at(world.at(*place.path, "enum", position), reason=problem)


@lru_cache(maxsize=1024)
def pattern_fault(pattern: str) -> str | None:
    """Say why a pattern cannot be used: too long, or refused by one of the engines it runs in."""
    if len(pattern) > LONGEST_PATTERN:
        return f"it is longer than {LONGEST_PATTERN} characters"
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        return str(error)
    try:
        TypeAdapter(Annotated[str, Field(pattern=pattern)])
    except SchemaError as error:
        lines = [line.strip() for line in str(error).splitlines() if "error: " in line]
        return (
            lines[-1].partition("error: ")[2] if lines else ""
        ) or "it does not compile"
    return None


def _conflicts(world: World, place: Place) -> Iterator[Diagnostic]:
    spec = place.spec
    pairs: list[tuple[str, str, bool]] = []
    if spec.min_length is not None and spec.max_length is not None:
        pairs.append(("min_length", "max_length", spec.min_length > spec.max_length))
    if spec.digits is not None and spec.places is not None:
        pairs.append(("places", "digits", spec.places > spec.digits))
    lows = [low for low in ("ge", "gt") if getattr(spec, low) is not None]
    highs = [high for high in ("le", "lt") if getattr(spec, high) is not None]
    for low in lows:
        for high in highs:
            left, right = read_decimal(getattr(spec, low)), read_decimal(
                getattr(spec, high)
            )
            if left is not None and right is not None:
                open_ended = low == "gt" or high == "lt"
                pairs.append(
                    (low, high, left > right or (open_ended and left == right))
                )
    for first, second, clash in pairs:
        if clash:
            yield CONSTRAINT_CONFLICT.at(
                world.at(*place.path, second),
                first=f"'{first}: {getattr(spec, first)}'",
                second=f"'{second}: {getattr(spec, second)}'",
            )


def check_values(world: World) -> Iterator[Diagnostic]:
    """Find defaults and examples that are no values of their field."""
    for place in all_places(world):
        spec, kind = place.spec, None
        if spec.has_default:
            kind = world.kind_of(spec)
            problem = _default_fault(world, spec, kind)
            if problem is not None:
                yield BAD_DEFAULT.at(world.at(*place.path, "default"), reason=problem)
        for position, example in enumerate(spec.examples or ()):
            kind = kind or world.kind_of(spec)
            problem = value_fault(world, spec, kind, example)
            if problem is not None:
                at = world.at(*place.path, "examples", position)
                yield BAD_EXAMPLE.at(at, reason=problem)


def _default_fault(world: World, spec: FieldSpec, kind: Kind) -> str | None:
    if spec.default is None:
        return None if spec.nullable else "null needs `null: true`"
    if kind == Kind("scalar", "bytes"):
        return "bytes have no default"
    return value_fault(world, spec, kind, spec.default)


def value_fault(world: World, spec: FieldSpec, kind: Kind, value: object) -> str | None:
    """Say why a value is none of a field: of another type, or against its constraints."""
    if value is None and spec.nullable:
        return None
    problem = misfit(world, kind, value)
    if problem is not None or kind.form != "scalar" or world.is_reference(spec):
        return problem
    if isinstance(value, str) and kind.name in TEXTS:
        return _text_fault(spec, value)
    if kind.name in NUMBERS:
        return _number_fault(spec, value)
    return None


def _text_fault(spec: FieldSpec, value: str) -> str | None:
    if spec.max_length is not None and len(value) > spec.max_length:
        return f"it has more than {spec.max_length} characters"
    if spec.min_length is not None and len(value) < spec.min_length:
        return f"it has fewer than {spec.min_length} characters"
    if spec.enum and value not in spec.enum:
        return "it is not among the values of `enum`"
    return None


def _number_fault(spec: FieldSpec, value: object) -> str | None:
    number = read_decimal(value)
    if number is None:
        return None
    for word, holds in HOLDS.items():
        bound = read_decimal(getattr(spec, word))
        if bound is not None and not holds(number, bound):
            return f"it is not within '{word}: {bound}'"
    if spec.enum and value not in spec.enum:
        return "it is not among the values of `enum`"
    if spec.digits is not None or spec.places is not None:
        exponent = number.as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
        if spec.places is not None and places > spec.places:
            return f"it has more than {spec.places} digits after the point"
    return None
