"""Packages: every one has a number of its own and triggers exactly one command."""

from __future__ import annotations

from collections.abc import Iterator

from svcgen.diagnostics import Diagnostic, Related
from svcgen.diagnostics.catalogue.clashes import PACKAGE_ID_CLASH
from svcgen.diagnostics.catalogue.realtime import (
    BAD_PACKAGE_ID,
    BAD_RANGE,
    PACKAGE_BOUND_TWICE,
    PACKAGE_RULES,
    PACKAGE_WITHOUT_ID,
    RESERVED_PACKAGE_ID,
    UNBOUND_PACKAGE,
)
from svcgen.spec.realtime import PackageSpec
from svcgen.validate.arguments import find_command
from svcgen.validate.world import Path, World

LARGEST = 65535
RULES = ("input", "output", "roles", "public")


def check_package_ids(world: World) -> Iterator[Diagnostic]:
    """Find numbers that are missing, out of range, reserved, or taken."""
    reserved = list(_ranges(world))
    taken: dict[int, Path] = {}
    for number, what, path in _numbers(world):
        if number is None:
            name = str(path[1]) if path[0] != "commands" else ""
            yield from _without_id(world, what, name, path)
            continue
        place = (*path, "id")
        if not 1 <= number <= LARGEST:
            yield BAD_PACKAGE_ID.at(
                world.at(*place), id=number, reason=f"is not within 1 to {LARGEST}"
            )
            continue
        for low, high, at in reserved:
            if low <= number <= high:
                related = [Related(world.at(*at), "it is reserved here")]
                yield RESERVED_PACKAGE_ID.at(
                    world.at(*place), id=number, related=related
                )
                break
        first = taken.setdefault(number, path)
        if first != path:
            related = [Related(world.at(*first, "id"), "it is here already")]
            yield PACKAGE_ID_CLASH.at(world.at(*place), name=number, related=related)


def _numbers(world: World) -> Iterator[tuple[int | None, str, Path]]:
    in_place = {
        name: (number, path)
        for name, number, path in world.package_refs
        if number is not None
    }
    for name, package in world.spec.packages.items():
        if package.id is not None or name not in in_place:
            yield package.id, "package", ("packages", name)
    for name, (number, path) in in_place.items():
        listed = world.spec.packages.get(name)
        if listed is None or listed.id != number:
            yield number, "package", path
    for name, push in world.spec.pushes.items():
        yield push.id, "push", ("pushes", name)


def _without_id(world: World, what: str, name: str, path: Path) -> Iterator[Diagnostic]:
    hint = f"run: svcgen add pkg-id {name}"
    yield PACKAGE_WITHOUT_ID.at(world.key(*path), what=what, name=name, hint=hint)


def check_package_refs(world: World) -> Iterator[Diagnostic]:
    """Find packages that commands name and nothing numbers, or that two commands name."""
    bound: dict[str, Path] = {}
    numbered = {name for name, number, _ in world.package_refs if number is not None}
    for name, _, path in world.package_refs:
        known = name in world.spec.packages or name in numbered
        if not known and not world.is_written("packages", name):
            hint = f"run: svcgen add pkg-id {name}"
            span = world.at(*path, "name")
            yield PACKAGE_WITHOUT_ID.at(span, what="package", name=name, hint=hint)
        first = bound.setdefault(name, path)
        if first != path:
            related = [Related(world.at(*first, "name"), "it is bound here")]
            yield PACKAGE_BOUND_TWICE.at(
                world.at(*path, "name"), name=name, related=related
            )
    yield from _targets(world, bound)


def _targets(world: World, bound: dict[str, Path]) -> Iterator[Diagnostic]:
    commands = {path[1]: path for path in bound.values() if path[0] == "commands"}
    targets: dict[str, Path] = {str(name): path for name, path in commands.items()}
    for command in world.all_commands:
        if command.is_operation and getattr(command.spec, "package", None) is not None:
            targets[command.name] = (*command.path, "package")
    for name, package in world.spec.packages.items():
        at = ("packages", name)
        target = package.command
        if target is not None:
            yield from find_command(world, target, (*at, "command"))
        elif name in bound or name in world.implying:
            if name in world.implying:
                yield from _implied(world, name, package)
            else:
                yield from _rules(world, package, str(bound[name][1]), at)
            continue
        else:
            target = name.lower()
        first = bound.get(name) or targets.setdefault(target, at)
        if first != at:
            related = [Related(world.at(*first), "it is bound here")]
            yield PACKAGE_BOUND_TWICE.at(world.key(*at), name=name, related=related)
        yield from _rules(world, package, target, at)


def _implied(world: World, name: str, package: PackageSpec) -> Iterator[Diagnostic]:
    own = {"description", *RULES} & package.model_fields_set
    if not own and not world.is_written("commands", name.lower()):
        hint = f"write `package: {name}` at a command, or give it an output"
        yield UNBOUND_PACKAGE.at(world.key("packages", name), name=name, hint=hint)


def _rules(
    world: World, package: PackageSpec, command: str, at: Path
) -> Iterator[Diagnostic]:
    for key in RULES:
        if key in package.model_fields_set:
            yield PACKAGE_RULES.at(world.key(*at, key), key=key, command=command)


def _ranges(world: World) -> Iterator[tuple[int, int, Path]]:
    for position, written in enumerate(world.spec.reserved_packages):
        low, _, high = written.partition("-")
        if len(written) <= 20:
            yield int(low), int(high), ("reserved_packages", position)


def check_ranges(world: World) -> Iterator[Diagnostic]:
    """Find reserved ranges that hold nothing, or more than there is."""
    for position, written in enumerate(world.spec.reserved_packages):
        low, _, high = written.partition("-")
        span = world.at("reserved_packages", position)
        if len(written) > 20 or not 1 <= int(low) <= LARGEST or int(high) > LARGEST:
            yield BAD_RANGE.at(
                span, range=written, reason=f"is not within 1 to {LARGEST}"
            )
        elif int(high) < int(low):
            yield BAD_RANGE.at(span, range=written, reason="ends before it begins")
