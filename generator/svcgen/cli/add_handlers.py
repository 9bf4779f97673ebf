"""`add handler` and `add pkg-id`: what brings requests and messages to commands."""

from __future__ import annotations

import argparse

from svcgen.cli.add_plans import access_of, add_command, refuse_command
from svcgen.diagnostics import closest
from svcgen.edit import EditFault, Value
from svcgen.naming import pluralise, snake_case
from svcgen.operations import words
from svcgen.operations.draft import COMMAND, SHORT, Draft
from svcgen.operations.words import UsageFault, as_mapping
from svcgen.spec.fields import SCALARS

INFERRED = "*"
"""What `--paginated` without an entity means: the one that the name speaks of."""


def plan_handler(draft: Draft, args: argparse.Namespace) -> str:
    """Add what handles a message, or a package with its command."""
    if args.message and args.package:
        raise UsageFault("--message and --package exclude each other")
    return (
        _message_handler(draft, args) if args.message else _package_handler(draft, args)
    )


def _message_handler(draft: Draft, args: argparse.Namespace) -> str:
    if (
        args.schema
        or args.paginated
        or args.roles
        or args.public
        or args.output
        or args.id is not None
    ):
        raise UsageFault(
            "--schema, --paginated, --output, --roles, --public and --id go with --package"
        )
    name = words.command_name(args.name)
    draft.refuse_twice("handlers", name)
    message = (
        args.message
        if args.message in draft.spec.messages
        else words.class_name(args.message)
    )
    draft.require("messages", message)
    command = words.command_name(args.command) if args.command else name
    value: dict[str, Value] = {"message": message}
    value |= {"command": command} if command != name else {}
    draft.add(("handlers", name), value)
    fields = as_mapping(as_mapping(draft.section("messages")[message]).get("fields"))
    taken: dict[str, Value] = {}
    for field, written in fields.items():
        taken[field] = _copy(written)
    add_command(draft, command, {"input": taken} if taken else {})
    return name


def _copy(written: object) -> Value:
    if isinstance(written, dict):
        return {str(key): _copy(value) for key, value in written.items()}
    if isinstance(written, list):
        return [_copy(value) for value in written]
    return written if isinstance(written, str | int | float) else None


def _package_handler(draft: Draft, args: argparse.Namespace) -> str:
    name = words.command_name(args.name)
    package = words.package_name(args.package or name)
    refuse_command(draft, name)
    value: dict[str, Value] = (
        {"description": args.description} if args.description else {}
    )
    fields = words.read_fields(args.schema or (), draft.types)
    value |= {"input": dict(fields)} if fields else {}
    if args.paginated and args.output:
        raise UsageFault("--paginated and --output exclude each other")
    if args.paginated:
        value["output"] = {"page": _paginated(draft, name, args.paginated)}
    elif args.output:
        value["output"] = words.read_output(args.output, (*SCALARS, *draft.types))
    value |= access_of(args)
    value["package"] = draft.give_package(package, args.id)
    draft.add(("commands", name), value, COMMAND)
    draft.bodies.append(name)
    return name


def _paginated(draft: Draft, name: str, entity: str) -> str:
    if entity != INFERRED:
        found = entity if entity in draft.spec.entities else words.class_name(entity)
        draft.require("entities", found)
        return found
    for each, spec in sorted(
        draft.spec.entities.items(), key=lambda item: -len(item[0])
    ):
        for word in (spec.plural or pluralise(snake_case(each)), snake_case(each)):
            if f"_{word}_" in f"_{name}_":
                return each
    raise UsageFault(
        f"--paginated needs the entity whose rows are paged: {name} names none"
    )


def plan_package(draft: Draft, args: argparse.Namespace) -> str:
    """Give an id: to a new package, or to a package or push that was written without one.

    A new package triggers the command said, or the one of its name, which is made when missing.
    """
    name = words.package_name(args.name)
    if name in draft.section("pushes") and _lacks_id(draft, "pushes", name):
        draft.add(("pushes", name, "id"), draft.ids.give(name, args.id))
    elif name in draft.section("packages") and _lacks_id(draft, "packages", name):
        path = (
            ("packages", name)
            if draft.section("packages")[name] is None
            else ("packages", name, "id")
        )
        draft.add(path, draft.ids.give(name, args.id))
    else:
        # a command that names the package already keeps its short form
        inline = name not in _bound(draft)
        bound = draft.give_package(name, args.id, inline=inline)
        command = args.command or name.lower()
        if args.command or (inline and draft.has_command(command)):
            _bind(draft, command, bound)
        elif inline:
            draft.add(("commands", command), {"package": bound}, COMMAND)
            draft.bodies.append(command)
        return name
    if args.command:
        raise UsageFault(
            f"{name} is written already; --command goes with a new package"
        )
    return name


def _bound(draft: Draft) -> set[str]:
    """Give the packages that commands name."""
    refs = [command.package for command in draft.spec.commands.values()]
    for entity in draft.spec.entities.values():
        refs += [
            each.package
            for each in dict(entity.operations).values()
            if each is not None
        ]
    return {ref.name for ref in refs if ref is not None}


def _lacks_id(draft: Draft, section: str, name: str) -> bool:
    entry = draft.section(section)[name]
    return entry is None or (isinstance(entry, dict) and entry.get("id") is None)


def _bind(draft: Draft, wanted: str, package: Value) -> None:
    """Let a command that is there be triggered by the package."""
    command = words.command_name(wanted)
    operations = draft.operations()
    path = operations.get(command) or ("commands", command)
    known = (*draft.spec.commands, *operations)
    if command not in known:
        raise EditFault(
            "unknown-command",
            f"there is no command '{command}'",
            closest(command, known),
        )
    value = draft.document.value_at(path)
    if isinstance(value, dict) and value.get("package") is not None:
        span = draft.document.span_of((*path, "package"))
        raise EditFault(
            "already-there", f"{command} has a package already: {span.file}:{span.line}"
        )
    draft.add((*path, "package"), package, SHORT)
