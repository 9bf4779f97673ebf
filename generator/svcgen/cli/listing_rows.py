"""What a service has, one row a thing: what it is, who may, what triggers it, where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from svcgen.cli.listing_places import find_handler, find_symbol, find_unwritten
from svcgen.cli.listing_texts import access_text, fields_text, signature_text

if TYPE_CHECKING:
    from svcgen.graph import ServiceGraph
    from svcgen.graph.commands import Command
    from svcgen.load import Document


class Place(NamedTuple):
    """A line of a file."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """One thing; `gaps` are what keeps it from working."""

    name: str
    spec: Place
    id: int | None = None
    roles: str = ""
    transports: tuple[str, ...] = ()
    schema: str = ""
    command: str | None = None
    code: Place | None = None
    gaps: tuple[str, ...] = ()


class Sight:
    """Looks things up: in the spec by pointer, and in the emitted modules by symbol."""

    def __init__(self, graph: ServiceGraph, document: Document, root: Path) -> None:
        self.graph = graph
        self._document = document
        self._root = root
        self._texts: dict[str, str | None] = {}

    def spec(self, pointer: str) -> Place:
        """Give the place of a node of the spec."""
        path = [
            part.replace("~1", "/").replace("~0", "~")
            for part in pointer.split("/")[1:]
        ]
        span = self._document.span_of(path, key=True)
        return Place(span.file, span.line)

    @property
    def packages_written(self) -> frozenset[str]:
        """The packages that stand under `packages`, not in the command that names them."""
        section = self._document.data.get("packages")
        return (
            frozenset(map(str, section)) if isinstance(section, dict) else frozenset()
        )

    def text(self, path: str) -> str | None:
        """Give the text of an emitted file, None when it is not there."""
        if path not in self._texts:
            try:
                self._texts[path] = (self._root / path).read_text("utf-8", "replace")
            except OSError:
                self._texts[path] = None
        return self._texts[path]

    def code(self, inside: str, symbol: str) -> Place | None:
        """Give the place of a class or function in a module of the service's package."""
        path = self.path(inside)
        text = self.text(path)
        line = find_symbol(text, symbol) if text is not None else None
        return None if line is None else Place(path, line)

    def handler(self, inside: str, package: str) -> Place | None:
        """Give the place of the function that handles a package."""
        path = self.path(inside)
        text = self.text(path)
        line = find_handler(text, package) if text is not None else None
        return None if line is None else Place(path, line)

    def path(self, inside: str) -> str:
        """Give the path of a module of the service's package."""
        return f"src/{self.graph.service.package}/{inside}.py"

    def body_gaps(self, command: Command) -> tuple[str, ...]:
        """Tell what a command lacks: its class, or its body."""
        path = self.path(f"commands/{command.group}")
        text = self.text(path)
        if text is None or find_symbol(text, command.class_name) is None:
            return (f"{command.name} is not generated: svcgen generate",)
        line = find_unwritten(text, command.class_name)
        return (
            ()
            if line is None
            else (f"{path}:{line} {command.name} is not written yet",)
        )


def entity_rows(sight: Sight) -> Iterator[Row]:
    """Give the entities."""
    for entity in sight.graph.entities:
        own = [
            command for command in sight.graph.commands if command.entity == entity.name
        ]
        code = sight.code(f"contract/models/{entity.snake}", entity.name)
        yield Row(
            name=entity.name,
            spec=sight.spec(entity.pointer),
            transports=tuple(
                dict.fromkeys(
                    way.split(" ")[0]
                    for each in own
                    for way in _ways(sight.graph, each)
                )
            ),
            schema=fields_text(entity.columns),
            command=", ".join(command.kind for command in own) or None,
            code=code,
            gaps=() if code else (f"{entity.name} is not generated: svcgen generate",),
        )


def command_rows(sight: Sight) -> Iterator[Row]:
    """Give the commands, those of entities and those that packages imply included."""
    for command in sight.graph.commands:
        yield Row(
            name=command.name,
            spec=sight.spec(command.pointer),
            roles=access_text(command.access),
            transports=_ways(sight.graph, command),
            schema=signature_text(command),
            code=sight.code(f"commands/{command.group}", command.class_name),
            gaps=sight.body_gaps(command),
        )


def handler_rows(sight: Sight) -> Iterator[Row]:
    """Give what messages trigger."""
    messages = {message.name: message for message in sight.graph.messages}
    for handler in sight.graph.handlers:
        message = messages.get(handler.message or "")
        way = f"{message.kind} {message.topic}" if message else f"topic {handler.topic}"
        code = sight.code(f"handlers/messages/{handler.name}", handler.name)
        yield Row(
            name=handler.name,
            spec=sight.spec(handler.pointer),
            transports=(way,),
            schema=(
                f"{message.name}({fields_text(message.body.fields)})" if message else ""
            ),
            command=handler.command,
            code=code,
            gaps=_gaps(sight, handler.name, handler.command, code),
        )


def schedule_rows(sight: Sight) -> Iterator[Row]:
    """Give what the clock triggers."""
    for schedule in sight.graph.schedules:
        when = (
            f"cron {schedule.cron}" if schedule.cron else f"every {schedule.every:g}s"
        )
        code = sight.code(f"handlers/schedules/{schedule.name}", schedule.name)
        yield Row(
            name=schedule.name,
            spec=sight.spec(schedule.pointer),
            transports=(f"{when} {schedule.timezone}",),
            command=schedule.command,
            code=code,
            gaps=_gaps(sight, schedule.name, schedule.command, code),
        )


def package_rows(sight: Sight) -> Iterator[Row]:
    """Give the packages and the pushes, which share their ids, by id."""
    rows = [*_packages(sight), *_pushes(sight)]
    yield from sorted(rows, key=lambda row: row.id or 0)


def _packages(sight: Sight) -> Iterator[Row]:
    nouns = {
        command.name: noun.name
        for noun in sight.graph.nouns
        for command in noun.commands
    }
    for package in sight.graph.packages:
        command = sight.graph.command(package.command)
        code = sight.handler(f"handlers/ws/{nouns[command.name]}", package.name)
        written = sight.spec(
            package.pointer
            if package.name in sight.packages_written
            else command.pointer
        )
        yield Row(
            name=package.name,
            spec=written,
            id=package.id,
            roles=access_text(command.access),
            transports=_ways(sight.graph, command),
            schema=signature_text(command),
            command=command.name,
            code=code,
            gaps=_gaps(sight, package.name, command.name, code),
        )


def _pushes(sight: Sight) -> Iterator[Row]:
    for push in sight.graph.pushes:
        code = sight.code(f"contract/pushes/{push.snake}", push.class_name)
        yield Row(
            name=push.name,
            spec=sight.spec(push.pointer),
            id=push.id,
            transports=(f"push {push.room}" if push.room else "push to all",),
            schema=fields_text(push.body.fields),
            code=code,
            gaps=() if code else (f"{push.name} is not generated: svcgen generate",),
        )


def _gaps(sight: Sight, name: str, command: str, code: Place | None) -> tuple[str, ...]:
    own = () if code else (f"{name} is not generated: svcgen generate",)
    return own or sight.body_gaps(sight.graph.command(command))


def _ways(graph: ServiceGraph, command: Command) -> tuple[str, ...]:
    """Give what triggers a command."""
    packages = [
        package.name for package in graph.packages if package.command == command.name
    ]
    return (
        *(
            f"http {route.method} {graph.service.prefix}{route.path}"
            for route in command.routes
        ),
        *(f"ws {name}" for name in packages),
        *(
            f"message {each.message or each.topic}"
            for each in graph.handlers
            if each.command == command.name
        ),
        *(
            f"schedule {each.name}"
            for each in graph.schedules
            if each.command == command.name
        ),
    )


ROWS: Mapping[str, Callable[[Sight], Iterator[Row]]] = {
    "entities": entity_rows,
    "commands": command_rows,
    "handlers": handler_rows,
    "schedules": schedule_rows,
    "packages": package_rows,
}
