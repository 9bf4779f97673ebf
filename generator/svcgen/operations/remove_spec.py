"""A removal in the texts of a spec: the part, what hangs on it alone, and what still refers to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from svcgen.artifacts.renames import Row
from svcgen.edit import EditFault
from svcgen.edit.lines import line_start
from svcgen.edit.mentions import SECTIONS, Kind, Mention
from svcgen.edit.removal import BOM, remove_entries
from svcgen.edit.values import Path
from svcgen.link.names import Names, pointer
from svcgen.naming import snake_case
from svcgen.operations.rename_spec import mentions_in
from svcgen.spec import ServiceSpec
from svcgen.spec.entities import OPERATIONS
from svcgen.spec.messaging import HandlerSpec, ScheduleSpec

LISTS = frozenset(("publishes", "pushes", "uses", "filters", "sort", "include"))
FIELDS = frozenset(("fields", "input", "receives", "output"))


@dataclass(frozen=True, slots=True)
class Removal:
    """What is removed: `owner` is the entity of a field."""

    kind: Kind
    name: str
    owner: str = ""
    cascade: bool = False

    @property
    def path(self) -> Path:
        """Where it stands."""
        if self.kind == "field":
            return ("entities", self.owner, "fields", self.name)
        return (SECTIONS[self.kind], self.name)

    @property
    def shown(self) -> str:
        """What a caller calls it."""
        return f"{self.owner}.{self.name}" if self.owner else self.name


@dataclass(frozen=True, slots=True)
class Reference:
    """A place of the spec that still names what is removed."""

    file: str
    line: int
    at: str
    name: str


class StillReferredTo(EditFault):
    """Other parts of the spec name what was to be removed; nothing was written."""

    def __init__(self, shown: str, references: Sequence[Reference]) -> None:
        places = "".join(
            f"\n  {each.file}:{each.line}: {each.at} names {each.name}"
            for each in references
        )
        super().__init__(
            "still-referred-to",
            f"{shown} is still referred to{places}",
            "change these first, or let --cascade remove what can go with it",
        )
        self.references = tuple(references)


@dataclass
class _Plan:
    spec: ServiceSpec
    texts: Mapping[str, str]
    cascade: bool
    gone: list[Path] = field(default_factory=list)
    names: set[tuple[str, str, str]] = field(default_factory=set)

    def is_gone(self, path: Path) -> bool:
        """Is it removed, or a part of what is?"""
        return any(path[: len(cut)] == cut for cut in self.gone)

    def take(self, path: Path) -> None:
        """Remove one more entry, and let go what hangs on it alone."""
        if not self.is_gone(path):
            self.gone = [cut for cut in self.gone if cut[: len(path)] != path]
            self.gone.append(path)


def remove_from_spec(
    spec: ServiceSpec,
    texts: Mapping[str, str],
    removal: Removal,
    records: frozenset[Row] = frozenset(),
) -> tuple[dict[str, str], tuple[Path, ...], frozenset[Row]]:
    """Give the new texts, the paths that are gone, and what stays on record of renames.

    Raises EditFault: StillReferredTo with every place that names what is removed.
    """
    plan = _Plan(spec, texts, removal.cascade)
    _take_node(plan, removal.kind, removal.name, removal.owner)
    while True:
        left = [each for each in _references(plan) if not _settle(plan, each[1])]
        if not left:
            if not list(_references(plan)):
                break
            continue
        raise StillReferredTo(f"{removal.kind} '{removal.shown}'", _shown(plan, left))
    changed = remove_entries(texts, plan.gone)
    kept = frozenset(
        row
        for row in records
        if row[0] not in ("written", "kept")
        or not any(_is_below(row[1], path) for path in plan.gone)
    )
    return {**texts, **changed}, tuple(plan.gone), kept


def _is_below(at: str, path: Path) -> bool:
    above = pointer(*path)
    return at == above or at.startswith(f"{above}/")


def _take_node(plan: _Plan, kind: Kind, name: str, owner: str = "") -> None:
    """Remove a part of the spec with what follows from it and from nothing else."""
    spec = plan.spec
    removal = Removal(kind, name, owner)
    if kind == "handler" and name not in spec.handlers:
        command = spec.commands.get(name)
        if command is not None and command.package is not None:
            kind, removal = "command", Removal("command", name)
    if (kind, owner, name) in plan.names:
        return
    _refuse_unknown(plan, removal)
    plan.names.add((kind, owner, name))
    if kind in ("entity", "enum"):
        plan.names.add(("type", "", name))
    if not (kind == "package" and name not in spec.packages):
        plan.take(removal.path)
    follow = {
        "entity": _after_entity,
        "command": _after_command,
        "message": _after_message,
        "handler": _after_trigger,
        "schedule": _after_trigger,
        "package": _after_package,
    }.get(kind)
    if follow is not None:
        follow(plan, name, kind)


def _refuse_unknown(plan: _Plan, removal: Removal) -> None:
    known = {
        (each.kind, each.owner, each.name)
        for text in plan.texts.values()
        for each in mentions_in(text)
        if each.is_key or each.kind == "package"
    }
    if (removal.kind, removal.owner, removal.name) in known:
        return
    source = _source_of(plan.spec, removal.name) if removal.kind == "command" else None
    if source:
        raise EditFault(
            "derived-node",
            f"command '{removal.name}' follows from {source}",
            "remove that",
        )
    raise EditFault("unknown-node", f"there is no {removal.kind} '{removal.shown}'")


def _source_of(spec: ServiceSpec, command: str) -> str:
    for entity in spec.entities:
        if command in _operations(spec, entity):
            return f"an operation of {entity}"
    return f"package {command.upper()}" if command.upper() in spec.packages else ""


def _operations(spec: ServiceSpec, entity: str) -> Iterator[str]:
    names = Names(spec)
    for kind in OPERATIONS:
        word = "list_" if kind == "list" else kind
        if getattr(spec.entities[entity].operations, word) is not None:
            noun = names.plural(entity) if kind == "list" else snake_case(entity)
            yield f"{kind}_{noun}"


def _after_entity(plan: _Plan, name: str, kind: Kind) -> None:
    del kind
    for operation in dict(plan.spec.entities[name].operations).values():
        if operation is not None and operation.package is not None:
            _take_node(plan, "package", operation.package.name)
    for command in _operations(plan.spec, name):
        plan.names.add(("command", "", command))


def _after_command(plan: _Plan, name: str, kind: Kind) -> None:
    del kind
    package = plan.spec.commands[name].package
    if package is not None:
        _take_node(plan, "package", package.name)


def _after_message(plan: _Plan, name: str, kind: Kind) -> None:
    """A task and its one handler are one."""
    del kind
    if plan.spec.messages[name].kind == "task":
        for handler, each in plan.spec.handlers.items():
            if each.message.name == name:
                _take_node(plan, "handler", handler)


def _after_trigger(plan: _Plan, name: str, kind: Kind) -> None:
    """A command that nothing else triggers goes with the trigger that is called like it."""
    part: HandlerSpec | ScheduleSpec = (
        plan.spec.handlers[name] if kind == "handler" else plan.spec.schedules[name]
    )
    if (part.command or name) == name:
        _take_orphan(plan, name)


def _after_package(plan: _Plan, name: str, kind: Kind) -> None:
    del kind
    for section in ("commands", "entities"):
        for text in plan.texts.values():
            for each in mentions_in(text):
                is_bound = each.kind == "package" and each.name == name
                if is_bound and each.path[0] == section:
                    end = each.path.index("package") + 1
                    plan.take(each.path[:end])
    package = plan.spec.packages.get(name)
    if package is not None and package.command is None:
        plan.names.add(("command", "", name.lower()))
        if name.lower() in plan.spec.commands:
            plan.names.discard(("command", "", name.lower()))
            _take_orphan(plan, name.lower())


def _take_orphan(plan: _Plan, command: str) -> None:
    if command in plan.spec.commands and not list(_triggers(plan, command)):
        _take_node(plan, "command", command)


def _triggers(plan: _Plan, command: str) -> Iterator[Path]:
    """Give what triggers a command and is not removed."""
    spec, written = plan.spec, plan.spec.commands[command]
    at: Path = ("commands", command)
    found: list[Path] = [(*at, "http")] if written.http else []
    found += [(*at, "package")] if written.package is not None else []
    leading: dict[str, dict[str, str | None]] = {
        "handlers": {n: each.command or n for n, each in spec.handlers.items()},
        "schedules": {n: each.command or n for n, each in spec.schedules.items()},
        "packages": {n: p.command or n.lower() for n, p in spec.packages.items()},
        "sockets": {n: each.command for n, each in spec.sockets.items()},
    }
    for section, commands in leading.items():
        found += [(section, name) for name, to in commands.items() if to == command]
    yield from (path for path in found if not plan.is_gone(path))


def _references(plan: _Plan) -> Iterator[tuple[str, Mention]]:
    """Give every mention of what is removed that stands outside of it."""
    for file, text in plan.texts.items():
        for each in mentions_in(text):
            owner = each.owner if each.kind == "field" else ""
            named = (each.kind, owner, each.name) in plan.names
            if each.is_key:
                named = _is_tied(plan, each)
            item = (*each.path[:-1], each.node.value)
            if named and not plan.is_gone(each.path) and not plan.is_gone(item):
                yield file, each


def _is_tied(plan: _Plan, key: Mention) -> bool:
    """Does a trigger lead to a removed command by its name alone?"""
    spec = plan.spec
    if key.kind == "handler":
        written = spec.handlers[key.name].command
    elif key.kind == "schedule":
        written = spec.schedules[key.name].command
    else:
        return False
    return written is None and ("command", "", key.name) in plan.names


def _settle(plan: _Plan, mention: Mention) -> bool:
    """Let what names a removed part go with it, where that is meant; else False."""
    path = mention.path
    if not plan.cascade or mention.kind == "role":
        return False
    if path[0] in ("handlers", "schedules", "packages"):
        kind: Kind = "handler" if path[0] == "handlers" else "schedule"
        kind = "package" if path[0] == "packages" else kind
        _take_node(plan, kind, path[1])
        return True
    if len(path) > 1 and path[-2] in LISTS:
        plan.take((*path[:-1], mention.node.value))
        return True
    if mention.kind == "type" and path[0] == "entities" and path[2:3] == ("fields",):
        _take_node(plan, "field", path[3], path[1])
        return True
    if mention.kind == "type" and path[0] in ("messages", "pushes", "commands"):
        at = next((n for n, part in enumerate(path) if part in FIELDS), None)
        if at is not None and path[at] != "output":
            plan.take(path[: at + 2])
            return True
    return False


def _shown(plan: _Plan, left: Sequence[tuple[str, Mention]]) -> tuple[Reference, ...]:
    found: list[Reference] = []
    for file, each in left:
        text = plan.texts[file].removeprefix(BOM)
        line = text.count("\n", 0, line_start(text, each.node.start)) + 1
        found.append(Reference(file, line, ".".join(each.path), each.name))
    return tuple(found)
