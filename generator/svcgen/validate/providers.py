"""Providers, interceptors and databases: what is imported by name, and in which order it is made."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from svcgen.diagnostics import Diagnostic, Related, Span, closest
from svcgen.diagnostics.catalogue.clashes import IMPORT_CLASH, REPEATED_ENTRY
from svcgen.diagnostics.catalogue.fields import WITHOUT_EFFECT
from svcgen.diagnostics.catalogue.names import RESERVED_NAME
from svcgen.diagnostics.catalogue.references import (
    UNKNOWN_INTERCEPTOR,
    UNKNOWN_PROVIDER,
)
from svcgen.diagnostics.catalogue.service import (
    BAD_MODULE,
    FOREIGN_MODULE,
    INTERCEPTOR_ORDER,
    MISSING_DATABASE,
    MISSING_INTERCEPTOR,
    PROVIDER_CYCLE,
    PROVIDER_PHASE,
    PROVIDER_SOURCE,
)
from svcgen.naming import ClassName, ObjectPath, snake_case
from svcgen.spec.service import ProviderSpec
from svcgen.validate.taken import RUNTIME_CLASSES
from svcgen.validate.world import Path, World

BUILTIN = ("settings", "database", "publisher", "websocket")
LONGEST_PATH = 160


def _object_path(world: World, text: str, path: Path) -> Iterator[Diagnostic]:
    """Find a path to something in a module that cannot be imported, or is not of this service."""
    span, own = world.at(*path), snake_case(world.spec.service.name)
    fault = ObjectPath.fault(text, LONGEST_PATH)
    if fault is not None:
        yield fault.at(span)
        return
    root = text.partition(":")[0].partition(".")[0]
    near = closest(root, (own,))
    if root in sys.stdlib_module_names or root == "svcgen":
        yield BAD_MODULE.at(span, name=root, reason="is none of a service")
    elif root != own and near:
        yield BAD_MODULE.at(
            span,
            name=root,
            reason=f"is not the one of this service, '{own}'",
            hint=near,
        )
    elif root not in (own, "svcgen_runtime"):
        yield FOREIGN_MODULE.at(span, name=root)


def check_providers(world: World) -> Iterator[Diagnostic]:
    """Find providers that cannot be imported or made."""
    imports = _Imports(world)
    for name, provider in world.spec.providers.items():
        at = ("providers", name)
        for key in ("type", "value", "factory"):
            text = getattr(provider, key)
            if text is not None:
                yield from _object_path(world, text, (*at, key))
                yield from imports.claim(text, (*at, key))
        class_name = provider.type.partition(":")[2]
        fault = ClassName.fault(class_name, 80) if class_name else None
        if fault is not None:
            yield fault.at(world.at(*at, "type"))
        elif class_name in RUNTIME_CLASSES:
            reason = "a class of the library is called so"
            yield RESERVED_NAME.at(
                world.at(*at, "type"), name=class_name, reason=reason
            )
        if provider.value is not None and provider.factory is not None:
            yield PROVIDER_SOURCE.at(world.key(*at))
        for key, reason in _idle(provider):
            yield WITHOUT_EFFECT.at(world.key(*at, key), key=key, reason=reason)
        yield from _needs(world, name, provider, at)
    yield from _cycles(world)


def _idle(provider: ProviderSpec) -> Iterator[tuple[str, str]]:
    """Give the keys that mean nothing beside others."""
    if provider.value is not None:
        for key in ("needs", "scope"):
            if key in provider.model_fields_set:
                yield key, "a value is there already"
    elif provider.scope == "unit" and "phase" in provider.model_fields_set:
        yield "phase", "it is made within a unit of work"


class _Imports:
    """The names that one emitted module imports."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.taken: dict[str, tuple[str, Path]] = {}

    def claim(self, text: str, path: Path) -> Iterator[Diagnostic]:
        """Import a path; a fault when its last name comes from another module too."""
        module, _, name = text.partition(":")
        first = self.taken.setdefault(name, (module, path))
        if name and first[0] != module:
            related = [Related(self.world.at(*first[1]), "it comes from here")]
            yield IMPORT_CLASH.at(self.world.at(*path), name=name, related=related)


def _needs(
    world: World, name: str, provider: ProviderSpec, at: Path
) -> Iterator[Diagnostic]:
    known = tuple(world.spec.providers)
    for position, needed in enumerate(provider.needs):
        span = world.at(*at, "needs", position)
        other = world.spec.providers.get(needed)
        if other is None:
            if not world.is_written("providers", needed):
                yield UNKNOWN_PROVIDER.at(
                    span, name=needed, where="", hint=closest(needed, known)
                )
        elif (
            provider.phase == "before"
            and provider.scope == "service"
            and other.phase == "after"
        ):
            words = ("after the interceptors", "before them")
            yield _too_early(span, name, needed, words)
        elif provider.scope == "service" and other.scope == "unit":
            words = ("for each unit of work", "for the whole service")
            yield _too_early(span, name, needed, words)


def _too_early(
    span: Span, name: str, needed: str, words: tuple[str, str]
) -> Diagnostic:
    there, here = words
    return PROVIDER_PHASE.at(span, name=needed, own=name, there=there, here=here)


def _cycles(world: World) -> Iterator[Diagnostic]:
    done: set[str] = set()
    for start in world.spec.providers:
        if start in done:
            continue
        trail: list[str] = []
        found = _circle(world, start, trail, done)
        if found:
            span = world.key("providers", found[0])
            yield PROVIDER_CYCLE.at(span, names=" -> ".join((*found, found[0])))


def _circle(world: World, name: str, trail: list[str], done: set[str]) -> list[str]:
    """Walk what a provider needs; give the circle it leads into, if any."""
    todo: list[tuple[str, int]] = [(name, 0)]
    while todo:
        name, depth = todo.pop()
        del trail[depth:]
        if name in trail:
            return trail[trail.index(name) :]
        if name in done or name not in world.spec.providers:
            continue
        trail.append(name)
        needs = world.spec.providers[name].needs
        if not needs:
            done.add(name)
        todo += [(needed, depth + 1) for needed in needs]
    done.update(trail)
    return []


def check_interceptors(world: World) -> Iterator[Diagnostic]:
    """Find interceptors that are not known, twice there, out of order, or missing."""
    written = world.spec.interceptors
    imports = _Imports(world)
    for position, name in enumerate(written):
        path = ("interceptors", position)
        if name in written[:position]:
            yield REPEATED_ENTRY.at(world.at(*path), name=name)
        elif ":" in name:
            yield from _object_path(world, name, path)
            yield from imports.claim(name, path)
            if name.partition(":")[2] in RUNTIME_CLASSES:
                reason = "a class of the library is called so"
                yield RESERVED_NAME.at(world.at(*path), name=name, reason=reason)
        elif name not in BUILTIN:
            hint = closest(name, BUILTIN)
            yield UNKNOWN_INTERCEPTOR.at(
                world.at(*path), name=name, where="", hint=hint
            )
    yield from _order(world, written)
    yield from _missing(world, written)


def _order(world: World, written: list[str]) -> Iterator[Diagnostic]:
    places = {name: written.index(name) for name in written}
    pairs = [("settings", name) for name in written if name != "settings"]
    pairs += [
        ("database", "publisher"),
        ("database", "websocket"),
        ("publisher", "websocket"),
    ]
    for first, second in pairs:
        if first in places and second in places and places[first] > places[second]:
            span = world.at("interceptors", places[first])
            yield INTERCEPTOR_ORDER.at(span, name=first, other=second)


def _missing(world: World, written: list[str]) -> Iterator[Diagnostic]:
    spec = world.spec
    needs = {
        "settings": (True, "the others read their settings"),
        "database": (bool(spec.entities), "entities are kept in a database"),
        "publisher": (bool(spec.messages), "messages are published through it"),
        "websocket": (
            bool(spec.packages or spec.pushes or spec.sockets),
            "packages and pushes travel through it",
        ),
    }
    for name, (needed, reason) in needs.items():
        if needed and name not in written:
            yield MISSING_INTERCEPTOR.at(
                world.key("interceptors"), name=name, reason=reason
            )


def check_databases(world: World) -> Iterator[Diagnostic]:
    """Find the main database missing."""
    if "main" not in world.spec.databases and not world.is_written("databases", "main"):
        yield MISSING_DATABASE.at(world.key("databases"))
