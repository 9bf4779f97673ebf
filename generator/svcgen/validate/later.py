"""What the language has and no version of svcgen acts on yet: nothing is ignored without a word."""

from __future__ import annotations

from collections.abc import Iterator

from svcgen.diagnostics import Diagnostic
from svcgen.diagnostics.catalogue.service import NOT_YET
from svcgen.validate.world import Path, World

SECTIONS = ("tenant", "registry", "auth", "limits", "audit")
SWITCHES = (
    ("entities", "tenant"),
    ("databases", "description"),
)


def check_later(world: World) -> Iterator[Diagnostic]:
    """Find what is read and does nothing yet."""
    for path in _idle(world):
        key = ".".join(str(part) for part in path if isinstance(part, str))
        yield NOT_YET.at(world.key(*path), key=key)


def _idle(world: World) -> Iterator[Path]:
    spec = world.spec
    for section in SECTIONS:
        if getattr(spec, section) is not None:
            yield (section,)
    if spec.websocket.envelope != "svcgen":
        yield ("websocket", "envelope")
    yield from (("clients", name) for name in spec.clients)
    for section, key in SWITCHES:
        for name, node in getattr(spec, section).items():
            if getattr(node, key):
                yield (section, name, key)
    yield from _streams(world)


def _streams(world: World) -> Iterator[Path]:
    for section in ("commands", "packages"):
        for name, node in getattr(world.spec, section).items():
            if node.output is not None and node.output.stream is not None:
                yield (section, name, "output", "stream")
    for name, command in world.spec.commands.items():
        for position, route in enumerate(command.http):
            if route.as_ == "sse":
                yield ("commands", name, "http", position, "as")
