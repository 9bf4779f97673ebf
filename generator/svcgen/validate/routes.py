"""HTTP routes: paths that parse, parameters that are inputs, and no two of one shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from svcgen.diagnostics import Diagnostic, Related, closest
from svcgen.diagnostics.catalogue.clashes import HIDDEN_ROUTE, ROUTE_CLASH
from svcgen.diagnostics.catalogue.commands import (
    BAD_PATH,
    BAD_STATUS,
    PATH_FIELD,
    QUERY_FIELD,
)
from svcgen.diagnostics.catalogue.fields import FILE_PLACE
from svcgen.naming import snake_case
from svcgen.spec.commands import CommandSpec, RouteSpec
from svcgen.spec.entities import OperationSpec
from svcgen.spec.fields import FieldSpec
from svcgen.validate.classes import group_of
from svcgen.validate.world import Command, Path, World, is_optional

Inputs = Mapping[str, tuple[str, FieldSpec]]
PARAMETER = re.compile(r"{([^{}]*)}")
SEGMENT = re.compile(r"[A-Za-z0-9._~-]+|{[a-z][a-z0-9_]*}")
LONGEST_PATH = 200
PATH_SCALARS = frozenset(
    (
        "string",
        "int",
        "bigint",
        "uuid",
        "date",
        "datetime",
        "slug",
        "email",
        "bool",
        "decimal",
        "float",
    )
)
BODILESS = ("GET", "DELETE")
METHODS = {
    "create": "POST",
    "list": "GET",
    "get": "GET",
    "update": "PATCH",
    "replace": "PUT",
    "delete": "DELETE",
}
OWN_ROUTES = (("POST", "/ws-ticket"),)
ROOT_ROUTES = tuple(
    ("GET", path)
    for path in (
        "/docs",
        "/openapi.json",
        "/livez",
        "/readyz",
        "/startupz",
        "/metrics",
        "/dev/token",
    )
)


def path_fault(path: str) -> str | None:
    """Say what is wrong with a path; None when it is fine."""
    if not path.startswith("/"):
        return "does not begin with a slash"
    if len(path) > LONGEST_PATH:
        return f"is longer than {LONGEST_PATH} characters"
    if path == "/":
        return None
    for segment in path[1:].split("/"):
        if not segment:
            return "has an empty part: a slash at its end, or two in a row"
        if not SEGMENT.fullmatch(segment) or segment in (".", ".."):
            return (
                f"has the part '{segment}', which is neither a word nor a {{parameter}}"
            )
    parameters = PARAMETER.findall(path)
    if len(set(parameters)) < len(parameters):
        return "has a parameter twice"
    return None


def check_paths(world: World) -> Iterator[Diagnostic]:
    """Find paths that do not parse."""
    spec = world.spec
    if spec.service.prefix not in ("", "/"):
        yield from _path(
            world, spec.service.prefix.rstrip("/"), ("service", "prefix"), False
        )
    yield from _path(world, spec.websocket.path, ("websocket", "path"), False)
    for name, socket in spec.sockets.items():
        yield from _path(world, socket.path, ("sockets", name, "path"), True)
    for name, command in spec.commands.items():
        for position, route in enumerate(command.http):
            at = ("commands", name, "http", position, "path")
            yield from _path(world, route.path, at, True)


def _path(
    world: World, text: str, path: Path, parameters: bool
) -> Iterator[Diagnostic]:
    reason = path_fault(text)
    if reason is None and "{" in text and not parameters:
        reason = "has a parameter, and cannot have one"
    if reason is not None:
        yield BAD_PATH.at(world.at(*path), path=text, reason=reason)


def check_routes(world: World) -> Iterator[Diagnostic]:
    """Find routes whose parameters are no inputs, or whose inputs cannot travel."""
    for command in world.all_commands:
        if isinstance(command.spec, CommandSpec):
            inputs = world.inputs(command)
            for position, route in enumerate(command.spec.http):
                at = (*command.path, "http", position)
                yield from _parameters(world, route, inputs, at)
                yield from _query(world, command, route, at)
                if route.status in (204, 205) and command.spec.output is not None:
                    reason = "has no body, and the command gives something back"
                    yield BAD_STATUS.at(
                        world.at(*at, "status"), status=route.status, reason=reason
                    )


def _parameters(
    world: World, route: RouteSpec, inputs: Inputs, at: Path
) -> Iterator[Diagnostic]:
    if path_fault(route.path) is not None:
        return
    for name in PARAMETER.findall(route.path):
        span = world.at(*at, "path")
        if name not in inputs:
            wire = next(
                (wire for wire, (written, _) in inputs.items() if written == name), None
            )
            hint = f"write '{{{wire}}}'" if wire else closest(name, tuple(inputs))
            yield PATH_FIELD.at(
                span, name=name, reason="is no field of the input", hint=hint
            )
            continue
        field = inputs[name][1]
        kind = world.kind_of(field)
        if kind.form not in ("scalar", "enum", "unknown") or (
            kind.form == "scalar" and kind.name not in PATH_SCALARS
        ):
            yield PATH_FIELD.at(
                span,
                name=name,
                reason=f"is a {kind.text}, which cannot stand in a path",
            )
        elif field.nullable or is_optional(field):
            yield PATH_FIELD.at(
                span,
                name=name,
                reason="may be absent or null, and a path is always whole",
            )


def _query(
    world: World, command: Command, route: RouteSpec, at: Path
) -> Iterator[Diagnostic]:
    inputs = world.inputs(command)
    in_path = set(PARAMETER.findall(route.path))
    for position, name in enumerate(route.query or ()):
        if name not in inputs or name in in_path:
            reason = (
                "it stands in the path"
                if name in in_path
                else "it is no field of the input"
            )
            span = world.at(*at, "query", position)
            yield QUERY_FIELD.at(
                span, name=name, reason=reason, hint=closest(name, tuple(inputs))
            )
    for wire, (written, field) in inputs.items():
        if wire in in_path:
            continue
        path = (*command.path, "input", written)
        kind = world.kind_of(field)
        queried = route.method in BODILESS or wire in (route.query or ())
        if queried and kind.name == "file":
            yield FILE_PLACE.at(world.key(*path), where=f"a {route.method} request")
        elif queried and not _travels(
            kind.form, kind.item.form if kind.item else "scalar", kind.name
        ):
            yield QUERY_FIELD.at(
                world.key(*path), name=wire, reason=f"it is a {kind.text}"
            )


def _travels(form: str, item: str, name: str) -> bool:
    """May it stand in a query: a scalar, or a list of scalars?"""
    flat = ("scalar", "enum", "unknown")
    return (form in flat or (form == "list" and item in flat)) and name != "json"


def check_files(world: World) -> Iterator[Diagnostic]:
    """Find commands that take files from what is no HTTP request."""
    listeners = {
        trigger.command or name for name, trigger in world.spec.handlers.items()
    }
    listeners |= {
        trigger.command or name for name, trigger in world.spec.schedules.items()
    }
    listeners |= {socket.command or "" for socket in world.spec.sockets.values()}
    for name, command in world.spec.commands.items():
        files = [
            field for field, one in command.input.items() if one.type_name == "file"
        ]
        for field in files:
            span = world.key("commands", name, "input", field)
            if command.package is not None:
                yield FILE_PLACE.at(span, where="a WebSocket package")
            if name in listeners:
                yield FILE_PLACE.at(span, where="a message, a schedule or a socket")
    for name, package in world.spec.packages.items():
        for field, one in package.input.items():
            if one.type_name == "file":
                yield FILE_PLACE.at(
                    world.key("packages", name, "input", field),
                    where="a WebSocket package",
                )


class Served(NamedTuple):
    """A route, and the noun whose file it stands in."""

    method: str
    path: str
    at: Path
    noun: str


def check_shapes(world: World) -> Iterator[Diagnostic]:
    """Find routes of one shape, and routes that are never reached."""
    taken: dict[tuple[str, str], Path] = {}
    prefix = world.spec.service.prefix.rstrip("/")
    own = OWN_ROUTES if prefix else (*OWN_ROUTES, *ROOT_ROUTES)
    met: list[Served] = []
    for route in _served(world):
        shape = (route.method, PARAMETER.sub("{}", route.path))
        name = f"{route.method} {route.path}"
        if shape in own:
            hint = "the library serves it"
            yield ROUTE_CLASH.at(world.at(*route.at), name=name, hint=hint)
            continue
        first = taken.setdefault(shape, route.at)
        if first != route.at:
            related = [Related(world.at(*first), "it is here already")]
            yield ROUTE_CLASH.at(world.at(*route.at), name=name, related=related)
        else:
            met.append(route)
    yield from _hidden(world, met)


def _hidden(world: World, routes: list[Served]) -> Iterator[Diagnostic]:
    """Find nouns whose routes hide each other's: whichever is tried first, one is never reached."""
    known: dict[tuple[str, int, str], list[Served]] = {}
    for route in routes:
        for word in dict.fromkeys((_first_word(route.path), "")):
            known.setdefault((route.method, route.path.count("/"), word), []).append(
                route
            )
    arrows: dict[str, dict[str, tuple[Served, Served]]] = {}
    for route in routes:
        word = _first_word(route.path)
        place = (route.method, route.path.count("/"), "" if word == "{" else word)
        for other in known[place] if "{" in route.path else ():
            if other.noun != route.noun and _hides(route.path, other.path):
                arrows.setdefault(route.noun, {}).setdefault(other.noun, (route, other))
    for noun, hidden in arrows.items():
        for target, (route, other) in hidden.items():
            if noun in _reachable(arrows, target):
                yield HIDDEN_ROUTE.at(
                    world.at(*other.at),
                    name=f"{other.method} {other.path}",
                    other=f"{route.method} {route.path}",
                    related=[Related(world.at(*route.at), "it is here")],
                )


def _reachable(arrows: Mapping[str, Mapping[str, object]], start: str) -> set[str]:
    seen, todo = {start}, [start]
    while todo:
        for name in arrows.get(todo.pop(), ()):
            if name not in seen:
                seen.add(name)
                todo.append(name)
    return seen


def _first_word(path: str) -> str:
    word = path.split("/")[1]
    return "{" if word.startswith("{") else word


def _served(world: World) -> Iterator[Served]:
    """Give every route, noun by noun."""
    nouns: dict[str, list[Command]] = {
        snake_case(name): [] for name in world.spec.entities
    }
    for command in world.all_commands:
        nouns.setdefault(group_of(world, command), []).append(command)
    for noun, commands in nouns.items():
        for command in commands:
            yield from _routes(world, command, noun)


def _routes(world: World, command: Command, noun: str) -> Iterator[Served]:
    spec, at = command.spec, (*command.path, "http")
    if isinstance(spec, OperationSpec) and command.entity is not None:
        if spec.http:
            parts = [world.path(command.entity)]
            if command.kind not in ("create", "list"):
                parts += [f"{{{part}}}" for part in world.key_names(command.entity)]
            yield Served(METHODS[command.kind], "/" + "/".join(parts), at, noun)
    elif isinstance(spec, CommandSpec):
        for position, route in enumerate(spec.http):
            if path_fault(route.path) is None:
                yield Served(route.method, route.path, (*at, position), noun)


def _hides(earlier: str, later: str) -> bool:
    """Does every request for `later` fit `earlier` too, and not the other way round?"""
    pairs = list(zip(earlier.split("/"), later.split("/"), strict=True))
    covers = all(one.startswith("{") or one == two for one, two in pairs)
    return covers and any(
        one.startswith("{") and not two.startswith("{") for one, two in pairs
    )
