"""Outputs of commands and packages, and what commands name: messages, pushes, dependencies, errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svcgen.diagnostics import Code, Diagnostic, Related, closest
from svcgen.diagnostics.catalogue.clashes import REPEATED_ENTRY
from svcgen.diagnostics.catalogue.commands import (
    BAD_OUTPUT,
    BAD_STATUS,
    ERROR_STATUS_CLASH,
    FOREIGN_PUBLISH,
    OUTPUT_SHAPE,
    UNTRIGGERED_COMMAND,
)
from svcgen.diagnostics.catalogue.entities import SORT_MISFIT
from svcgen.diagnostics.catalogue.fields import WITHOUT_EFFECT
from svcgen.diagnostics.catalogue.names import RESERVED_NAME
from svcgen.diagnostics.catalogue.references import (
    UNKNOWN_DEPENDENCY,
    UNKNOWN_MESSAGE,
    UNKNOWN_PUSH,
    UNKNOWN_TYPE,
)
from svcgen.spec.commands import DeclaredErrorSpec, OutputSpec
from svcgen.spec.realtime import PackageSpec
from svcgen.validate.operations import unsortable
from svcgen.validate.tables import column_of, unknown_field
from svcgen.validate.world import Path, World

SHAPES = ("type", "list_", "page", "stream", "fields")
KNOWN_ERRORS = frozenset(
    (
        "invalid_data", "authentication_failed", "token_expired", "permission_denied", "not_found",
        "method_not_allowed", "conflict", "payload_too_large", "unsupported_media_type", "rate_limited",
        "not_implemented", "unavailable", "internal_error",
    )
)  # fmt: skip


def check_outputs(world: World) -> Iterator[Diagnostic]:
    """Find outputs that are not one thing, or nothing that is known."""
    for section in ("commands", "packages"):
        for name, node in getattr(world.spec, section).items():
            if node.output is not None:
                yield from _output(world, node.output, (section, name, "output"))


def _output(world: World, output: OutputSpec, path: Path) -> Iterator[Diagnostic]:
    given = [shape for shape in SHAPES if getattr(output, shape) is not None]
    if len(given) != 1:
        found = " and ".join(shape.rstrip("_") for shape in given) or "nothing"
        yield OUTPUT_SHAPE.at(world.at(*path), found=found)
        return
    key = given[0].rstrip("_")
    if key != "fields":
        yield from _output_type(world, getattr(output, given[0]), key, (*path, key))
    if output.by is not None:
        yield from _order(world, output, path)


def _output_type(world: World, name: str, key: str, path: Path) -> Iterator[Diagnostic]:
    span = world.at(*path)
    if name.endswith("?"):
        yield BAD_OUTPUT.at(
            span, name=name, reason="an output is never null; declare an error instead"
        )
    elif name not in world.type_names:
        if not world.is_written("entities", name) and not world.is_written(
            "enums", name
        ):
            yield UNKNOWN_TYPE.at(
                span, name=name, where="", hint=closest(name, world.type_names)
            )
    elif name == "file":
        yield BAD_OUTPUT.at(span, name=name, reason="files only come in")
    elif key in ("page", "stream") and name not in world.spec.entities:
        yield BAD_OUTPUT.at(span, name=name, reason=f"a {key} is one of an entity")


def _order(world: World, output: OutputSpec, path: Path) -> Iterator[Diagnostic]:
    if output.page is None:
        yield WITHOUT_EFFECT.at(
            world.key(*path, "by"), key="by", reason="it belongs to `page`"
        )
    elif output.page in world.spec.entities:
        for position, written in enumerate(output.by or ()):
            at, name = (*path, "by", position), written.removeprefix("-")
            column = column_of(world, output.page, name)
            reason = unsortable(column) if column is not None else None
            if column is None:
                yield from unknown_field(world, output.page, name, at)
            elif reason is not None:
                yield SORT_MISFIT.at(world.at(*at), name=name, reason=reason)


def check_sent(world: World) -> Iterator[Diagnostic]:
    """Find messages and pushes that are named and not declared."""
    messages, pushes = tuple(world.spec.messages), tuple(world.spec.pushes)
    for command in world.all_commands:
        spec, at = command.spec, command.path
        if isinstance(spec, PackageSpec):
            continue
        yield from _known(
            world, UNKNOWN_MESSAGE, spec.publishes, messages, (*at, "publishes")
        )
        for position, name in enumerate(spec.publishes):
            message = world.spec.messages.get(name)
            if message is not None and message.from_ is not None:
                yield FOREIGN_PUBLISH.at(
                    world.at(*at, "publishes", position), name=name
                )
        yield from _known(world, UNKNOWN_PUSH, spec.pushes, pushes, (*at, "pushes"))
    for name, socket in world.spec.sockets.items():
        path = ("sockets", name, "pushes")
        yield from _known(world, UNKNOWN_PUSH, socket.pushes, pushes, path)


def _known(
    world: World, code: Code, names: Sequence[str], known: tuple[str, ...], path: Path
) -> Iterator[Diagnostic]:
    section = "messages" if code is UNKNOWN_MESSAGE else "pushes"
    for position, name in enumerate(names):
        span = world.at(*path, position)
        if name not in known and not world.is_written(section, name):
            yield code.at(span, name=name, where="", hint=closest(name, known))
        elif name in names[:position]:
            yield REPEATED_ENTRY.at(span, name=name)


def check_uses(world: World) -> Iterator[Diagnostic]:
    """Find dependencies that are neither an entity nor a provider."""
    known = (*world.spec.entities, *world.spec.providers)
    for name, command in world.spec.commands.items():
        for position, used in enumerate(command.uses):
            span = world.at("commands", name, "uses", position)
            written = world.is_written("entities", used) or world.is_written(
                "providers", used
            )
            if used not in known and not written:
                yield UNKNOWN_DEPENDENCY.at(
                    span, name=used, where="", hint=closest(used, known)
                )
            elif used in command.uses[:position]:
                yield REPEATED_ENTRY.at(span, name=used)


def check_errors(world: World) -> Iterator[Diagnostic]:
    """Find errors that have two statuses, or are known already."""
    first: dict[str, tuple[int, Path]] = {}
    for name, command in world.spec.commands.items():
        for error, declared in command.errors.items():
            path = ("commands", name, "errors", error)
            status = (
                declared.status if isinstance(declared, DeclaredErrorSpec) else declared
            )
            if error in KNOWN_ERRORS:
                reason = "every command may answer it already"
                yield RESERVED_NAME.at(world.key(*path), name=error, reason=reason)
            if not 400 <= status <= 599:
                yield BAD_STATUS.at(
                    world.at(*path), status=status, reason="is no status of an error"
                )
            other, where = first.setdefault(error, (status, path))
            if other != status:
                related = [Related(world.at(*where), f"here it is {other}")]
                span = world.at(*path)
                yield ERROR_STATUS_CLASH.at(
                    span, name=error, status=status, other=other, related=related
                )


def check_triggers(world: World) -> Iterator[Diagnostic]:
    """Find commands that nothing triggers."""
    named = {trigger.command or name for name, trigger in world.spec.handlers.items()}
    named |= {trigger.command or name for name, trigger in world.spec.schedules.items()}
    named |= {socket.command or "" for socket in world.spec.sockets.values()}
    for package, one in world.spec.packages.items():
        named.add(one.command or package.lower())
    for command in world.all_commands:
        spec = command.spec
        if command.name in named or isinstance(spec, PackageSpec):
            continue
        if not spec.http and spec.package is None:
            yield UNTRIGGERED_COMMAND.at(world.key(*command.path), name=command.name)
