"""Enums: values of one type, each once; and versions of the service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from svcgen.diagnostics import Diagnostic
from svcgen.diagnostics.catalogue.fields import ENUM_VALUES
from svcgen.diagnostics.catalogue.messages import BAD_VERSION
from svcgen.validate.values import INT32
from svcgen.validate.world import World

VERSION = re.compile(r"(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){2}")
LONGEST_VALUE = 100


def check_enums(world: World) -> Iterator[Diagnostic]:
    """Find values of another type than their enum's, and values that stand twice."""
    for name, enum in world.spec.enums.items():
        seen: set[str | int] = set()
        for member, written in enum.members.items():
            value, problem = written.value, ""
            if isinstance(value, bool) or isinstance(value, str) != (
                enum.type == "string"
            ):
                problem = f"is no {'text' if enum.type == 'string' else 'whole number'}"
            elif isinstance(value, str) and (
                len(value) > LONGEST_VALUE or not value.isprintable() or not value
            ):
                problem = f"is not 1 to {LONGEST_VALUE} printable characters"
            elif isinstance(value, int) and not INT32[0] <= value <= INT32[1]:
                problem = f"is not within {INT32[0]} to {INT32[1]}"
            elif value in seen:
                problem = "stands twice"
            seen.add(value)
            if problem:
                span = world.at("enums", name, "members", member, "value")
                yield ENUM_VALUES.at(span, value=repr(value), problem=problem)


def check_version(world: World) -> Iterator[Diagnostic]:
    """Find a version of the service that is not three numbers (Semantic Versioning 2.0.0)."""
    version = world.spec.service.version
    if not VERSION.fullmatch(version):
        reason = "is not three numbers such as 1.0.0"
        yield BAD_VERSION.at(
            world.at("service", "version"), version=version, reason=reason
        )
