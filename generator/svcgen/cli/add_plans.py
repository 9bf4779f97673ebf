"""What each kind of `add` adds to the spec."""

from __future__ import annotations

import argparse

from svcgen.edit import EditFault, Item, Value
from svcgen.naming import pluralise, snake_case
from svcgen.operations import words
from svcgen.operations.draft import COMMAND, ENTITY, LAST, SHORT, Draft
from svcgen.operations.words import UsageFault
from svcgen.spec.entities import OPERATIONS
from svcgen.spec.fields import SCALARS


def plan_entity(draft: Draft, args: argparse.Namespace) -> str:
    """Add an entity with its fields and operations."""
    name = words.class_name(args.name)
    draft.refuse_twice("entities", name)
    plural = (
        words.command_name(args.plural) if args.plural else pluralise(snake_case(name))
    )
    value: dict[str, Value] = (
        {"description": args.description} if args.description else {}
    )
    value |= {"plural": plural}
    value |= {"timestamps": True} if args.timestamps else {}
    value["fields"] = dict(words.read_fields(args.fields, (*draft.types, name)))
    chosen = words.read_list(args.operations)
    kinds = (
        []
        if chosen == ["none"]
        else chosen or ["create", "list", "get", "update", "delete"]
    )
    unknown = [kind for kind in kinds if kind not in OPERATIONS]
    if unknown:
        raise UsageFault(
            f"{unknown[0][:40]!a} is no operation; there are {', '.join(OPERATIONS)}, or none"
        )
    operations: dict[str, Value] = {}
    for kind in kinds:
        operation = access_of(args)
        operation |= {"http": True} if args.http else {}
        if args.packages:
            command = f"{kind}_{plural if kind == 'list' else snake_case(name)}"
            operation["package"] = draft.give_package(command.upper())
        operations[kind] = operation
    if operations:
        value["operations"] = operations
    draft.add(("entities", name), value, ENTITY)
    return name


def access_of(args: argparse.Namespace) -> dict[str, Value]:
    """Give who may, as an operation or a command says it. Raises UsageFault."""
    roles = words.read_list(args.roles)
    if roles and args.public:
        raise UsageFault("--roles and --public exclude each other")
    if roles:
        return {"roles": [words.role_name(role) for role in roles]}
    return {"public": True} if args.public else {}


def plan_field(draft: Draft, args: argparse.Namespace) -> str:
    """Add a field to an entity, after those it has."""
    entity = (
        args.entity
        if args.entity in draft.spec.entities
        else words.class_name(args.entity)
    )
    draft.require("entities", entity)
    name = words.field_name(args.name)
    if name in draft.spec.entities[entity].fields:
        span = draft.document.span_of(("entities", entity, "fields", name), key=True)
        raise EditFault(
            "already-there",
            f"{entity} has a field '{name}' already: {span.file}:{span.line}",
        )
    value = words.read_fields([f"{name}:{args.type}"], draft.types)[name]
    draft.add(("entities", entity, "fields", name), value, LAST)
    return f"{entity}.{name}"


def plan_enum(draft: Draft, args: argparse.Namespace) -> str:
    """Add an enum."""
    name = words.class_name(args.name)
    draft.refuse_twice("enums", name)
    if len(set(args.members)) != len(args.members):
        raise UsageFault("a member is given twice")
    for member in args.members:
        words.role_name(member)
    members: Value = list(args.members)
    draft.add(("enums", name), members)
    return name


def plan_role(draft: Draft, args: argparse.Namespace) -> str:
    """Add a role, in the form that the section has."""
    name = words.role_name(args.name)
    draft.refuse_twice("roles", name)
    written = draft.document.data.get("roles")
    if isinstance(written, dict) or (written is None and args.description):
        draft.add(("roles", name), args.description or None)
    elif args.description:
        raise EditFault(
            "form-in-the-way",
            "the roles are a list, which has no descriptions",
            "leave --description out",
        )
    else:
        draft.additions.append(Item(("roles",), name, SHORT))
    return name


def plan_message(draft: Draft, args: argparse.Namespace) -> str:
    """Add a message; a task gets its handler and command at once, since a task has exactly one."""
    name = words.class_name(args.name)
    draft.refuse_twice("messages", name)
    fields: Value = dict(words.read_fields(args.fields, draft.types))
    value: dict[str, Value] = {"kind": args.kind, "topic": args.topic}
    value |= {"description": args.description} if args.description else {}
    draft.add(("messages", name), {**value, "fields": fields})
    if args.kind == "task":
        handler = snake_case(name)
        draft.refuse_twice("handlers", handler)
        draft.add(("handlers", handler), {"message": name})
        add_command(draft, handler, {"input": fields} if fields else {})
    return name


def plan_command(draft: Draft, args: argparse.Namespace) -> str:
    """Add a command and what triggers it."""
    name = words.command_name(args.name)
    refuse_command(draft, name)
    value: dict[str, Value] = (
        {"description": args.description} if args.description else {}
    )
    fields = words.read_fields(args.fields, draft.types)
    value |= {"input": dict(fields)} if fields else {}
    if args.output:
        value["output"] = words.read_output(args.output, (*SCALARS, *draft.types))
    value |= access_of(args)
    if args.http:
        routes: list[Value] = [words.read_route(route) for route in args.http]
        value["http"] = routes[0] if len(routes) == 1 else routes
    if args.package:
        value["package"] = draft.give_package(words.package_name(args.package), args.id)
    add_command(draft, name, value)
    return name


def refuse_command(draft: Draft, name: str) -> None:
    """Raise EditFault when there is a command of this name, wherever it comes from."""
    draft.refuse_twice("commands", name)
    if draft.has_command(name):
        raise EditFault(
            "already-there",
            f"there is a command '{name}' already: an operation or a package is it",
        )


def add_command(draft: Draft, name: str, value: dict[str, Value]) -> None:
    """Add a command unless one of this name is there; its body is to be written."""
    if draft.has_command(name):
        return
    draft.add(("commands", name), value, COMMAND)
    draft.bodies.append(name)


def plan_push(draft: Draft, args: argparse.Namespace) -> str:
    """Add a push."""
    name = words.package_name(args.name)
    draft.refuse_twice("pushes", name)
    draft.refuse_twice("packages", name)
    fields = words.read_fields(args.fields, draft.types)
    if args.room:
        draft.require("rooms", args.room)
    value: dict[str, Value] = {"id": draft.ids.give(name, args.id)}
    value |= {"description": args.description} if args.description else {}
    value["fields"] = dict(fields)
    value |= {"room": args.room} if args.room else {}
    draft.add(("pushes", name), value)
    return name


def plan_schedule(draft: Draft, args: argparse.Namespace) -> str:
    """Add a schedule, and its command when there is none."""
    name = words.command_name(args.name)
    draft.refuse_twice("schedules", name)
    command = words.command_name(args.command) if args.command else name
    value: dict[str, Value] = {"cron": args.cron}
    value |= {"timezone": args.timezone} if args.timezone else {}
    value |= {"description": args.description} if args.description else {}
    value |= {"command": command} if command != name else {}
    draft.add(("schedules", name), value)
    add_command(draft, command, {})
    return name
