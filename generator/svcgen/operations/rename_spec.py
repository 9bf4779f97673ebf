"""A rename in the texts of a spec: keys, references, what names alone tied together, and wire names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from svcgen.artifacts.renames import Row, move_pointers
from svcgen.edit import EditFault, Entry, Layout, edit_files
from svcgen.edit.mentions import SECTIONS, Kind, Mention, find_mentions
from svcgen.edit.removal import BOM, remove_entries
from svcgen.edit.replace import apply_edits, replace_names
from svcgen.edit.tree import Node, Scalar, Table, parse_tree
from svcgen.edit.values import Path
from svcgen.link.names import Names, pointer
from svcgen.naming import kebab_case, pascal_case, pluralise, snake_case
from svcgen.spec import ServiceSpec
from svcgen.spec.entities import OPERATIONS, OperationSpec
from svcgen.spec.messaging import HandlerSpec, MessageSpec, ScheduleSpec

LAST = Layout(flow=True, ordered=False)
SHORT, LONG = "short", "long"


@dataclass(frozen=True, slots=True)
class Renaming:
    """What is renamed: `owner` is the entity of a field; `wire` lets names on the wire follow."""

    kind: Kind
    old: str
    new: str
    owner: str = ""
    wire: bool = False

    @property
    def path(self) -> Path:
        """Where it stands before."""
        return self._path(self.old)

    @property
    def new_path(self) -> Path:
        """Where it stands after."""
        return self._path(self.new)

    def _path(self, name: str) -> Path:
        if self.kind == "field":
            return ("entities", self.owner, "fields", name)
        return (SECTIONS[self.kind], name)


@dataclass(frozen=True, slots=True)
class SpecEdit:
    """The new texts of a spec, by file, and what is on record then.

    `commands` are the names that commands have now, by those they had.
    """

    texts: Mapping[str, str]
    records: frozenset[Row]
    commands: Mapping[str, str]


class Wanted(NamedTuple):
    """A key beside a renamed name: what it says now, what it has to say, and what goes without it."""

    path: Path
    written: str | None
    want: str
    default: str


@dataclass
class _Plan:
    """A rename while it is worked out."""

    spec: ServiceSpec
    renaming: Renaming
    records: frozenset[Row]
    names: dict[tuple[str, str, str], str] = field(default_factory=dict)
    commands: dict[str, str] = field(default_factory=dict)
    wanted: list[Wanted] = field(default_factory=list)

    def put(self, kind: Kind, old: str, new: str, owner: str = "") -> None:
        """Let a name be another from now on."""
        self.names[kind, owner, old] = new

    def name_of(self, mention: Mention) -> str | None:
        """Give the new name of what a mention means, None when it stays."""
        return self.names.get((mention.kind, mention.owner, mention.name))

    def is_recorded(self, kind: str, path: Path) -> bool:
        """Is it on record under the new name?"""
        at = pointer(*path)
        return any(row[:2] == (kind, at) for row in self.records)


def rename_in_spec(
    spec: ServiceSpec,
    texts: Mapping[str, str],
    renaming: Renaming,
    records: Iterable[Row] = (),
) -> SpecEdit:
    """Give the texts of a spec with another name for one of its parts.

    Names on the wire are kept by writing them, unless `renaming.wire`. Raises EditFault.
    """
    _refuse(texts, renaming)
    old, new = pointer(*renaming.path), pointer(*renaming.new_path)
    plan = _Plan(spec, renaming, move_pointers(records, old, new))
    _plan_names(plan)
    _plan_triggers(plan)
    _plan_wire(plan)
    changed = _replaced(texts, plan)
    changed, plan.records = _settle(changed, plan)
    return SpecEdit(changed, plan.records, plan.commands)


def is_named(texts: Mapping[str, str], renaming: Renaming, name: str) -> bool:
    """Does a part of the kind that is renamed have a name?"""
    kind, owner = renaming.kind, renaming.owner
    return any(
        (each.kind, each.owner, each.name) == (kind, owner, name)
        for text in texts.values()
        for each in mentions_in(text)
        if each.is_key or kind == "package"
    )


def _refuse(texts: Mapping[str, str], renaming: Renaming) -> None:
    kind, owner = renaming.kind, renaming.owner
    shown = f"{owner}.{renaming.old}" if owner else renaming.old
    if not is_named(texts, renaming, renaming.old):
        raise EditFault("unknown-node", f"there is no {kind} '{shown}'")
    if is_named(texts, renaming, renaming.new):
        raise EditFault("already-there", f"'{renaming.new}' is a {kind} already")
    if kind in ("field", "role") and not renaming.wire:
        raise EditFault(
            "name-on-the-wire",
            f"the name of {kind} '{shown}' is what its clients know it by",
            "say --wire when it may change for them too",
        )


def mentions_in(text: str) -> list[Mention]:
    """Give every mention in the text of a file."""
    return list(find_mentions(parse_tree(text.removeprefix(BOM))))


def _plan_names(plan: _Plan) -> None:
    """Gather what is called otherwise: the part itself, and what is named after it."""
    renaming, spec = plan.renaming, plan.spec
    kind, old, new = renaming.kind, renaming.old, renaming.new
    plan.put(kind, old, new, renaming.owner)
    if kind in ("entity", "enum"):
        plan.put("type", old, new)
    if kind == "entity":
        plan.put("noun", snake_case(old), snake_case(new))
        _plan_operations(plan, _new_plural(plan))
    elif kind == "command":
        plan.commands[old] = new
        if spec.commands[old].group is None:
            plan.put("noun", old, new)
    elif kind == "package" and _is_implying(plan.spec, old):
        plan.commands[old.lower()] = new.lower()
    elif kind == "field":
        _plan_columns(plan)
    for before, after in plan.commands.items():
        plan.put("command", before, after)


def _new_plural(plan: _Plan) -> str:
    renaming, entity = plan.renaming, plan.spec.entities[plan.renaming.old]
    usual = pluralise(snake_case(renaming.old))
    path = (*renaming.new_path, "plural")
    new = pluralise(snake_case(renaming.new))
    if entity.plural is None or entity.plural != usual:
        if entity.plural == new:
            plan.records |= {("kept", pointer(*path))}
        return entity.plural or new
    if plan.is_recorded("kept", path):
        plan.records -= {("kept", pointer(*path))}
        return entity.plural
    return new


def _plan_operations(plan: _Plan, plural: str) -> None:
    old, new = plan.renaming.old, plan.renaming.new
    entity = plan.spec.entities[old]
    before = entity.plural or pluralise(snake_case(old))
    for kind in OPERATIONS:
        word = "list_" if kind == "list" else kind
        if getattr(entity.operations, word) is not None:
            pair = (
                (before, plural)
                if kind == "list"
                else (snake_case(old), snake_case(new))
            )
            plan.commands[f"{kind}_{pair[0]}"] = f"{kind}_{pair[1]}"
    if entity.plural is not None:
        path = (*plan.renaming.new_path, "plural")
        plan.wanted.append(Wanted(path, entity.plural, plural, ""))
    table = entity.table or before
    want = plural if plan.renaming.wire else table
    path = (*plan.renaming.new_path, "table")
    plan.wanted.append(Wanted(path, entity.table, want, plural))
    usual = kebab_case(plural)
    is_served = any(each.http for each in _operations(plan.spec, old))
    kept = entity.path or kebab_case(before)
    want = kept if is_served and not plan.renaming.wire else usual
    path = (*plan.renaming.new_path, "path")
    plan.wanted.append(Wanted(path, entity.path, want, usual))


def _operations(spec: ServiceSpec, entity: str) -> Iterator[OperationSpec]:
    yield from (
        each for each in dict(spec.entities[entity].operations).values() if each
    )


def _plan_columns(plan: _Plan) -> None:
    """Gather the columns called after the field: its own, and those that hold it as a key."""
    from svcgen.link.fields import reference_name

    renaming, spec = plan.renaming, plan.spec
    names = Names(spec)
    own = spec.entities[renaming.owner].fields[renaming.old]
    if not own.many and own.type_name in spec.entities:
        before = reference_name(names, renaming.old, own)
        after = reference_name(names, renaming.new, own)
        plan.put("field", before, after, renaming.owner)
    if names.key_names(spec.entities[renaming.owner])[:1] != (renaming.old,):
        return
    for name, entity in spec.entities.items():
        for other, each in entity.fields.items():
            if each.type_name == renaming.owner and not each.many and not each.column:
                before, after = f"{other}_{renaming.old}", f"{other}_{renaming.new}"
                plan.put("field", before, after, name)


def _bound(spec: ServiceSpec) -> set[str]:
    """Give the packages that commands and operations name."""
    refs = [command.package for command in spec.commands.values()]
    for entity in spec.entities.values():
        refs += [each.package for each in dict(entity.operations).values() if each]
    return {ref.name for ref in refs if ref is not None}


def _is_implying(spec: ServiceSpec, name: str) -> bool:
    package = spec.packages.get(name)
    return (
        package is not None
        and package.command is None
        and name not in _bound(spec)
        and name.lower() not in _written_commands(spec)
    )


def _written_commands(spec: ServiceSpec) -> set[str]:
    names = Names(spec)
    found = set(spec.commands)
    for name, entity in spec.entities.items():
        for kind in OPERATIONS:
            if (
                getattr(entity.operations, "list_" if kind == "list" else kind)
                is not None
            ):
                noun = names.plural(name) if kind == "list" else snake_case(name)
                found.add(f"{kind}_{noun}")
    return found


def _plan_triggers(plan: _Plan) -> None:
    """Let every trigger lead to the command that it led to, by name or not."""
    spec, renaming = plan.spec, plan.renaming

    def renamed(kind: Kind, name: str) -> str:
        return renaming.new if (kind, name) == (renaming.kind, renaming.old) else name

    def want(kind: Kind, name: str, written: str | None, default: str) -> None:
        now = renamed(kind, name)
        target = plan.commands.get(written or default, written or default)
        usual = now.lower() if kind == "package" else now
        path = (SECTIONS[kind], now, "command")
        plan.wanted.append(Wanted(path, written, target, usual))

    for name, handler in spec.handlers.items():
        want("handler", name, handler.command, name)
    for name, schedule in spec.schedules.items():
        want("schedule", name, schedule.command, name)
    bound = _bound(spec)
    for name, package in spec.packages.items():
        if name not in bound and not _is_implying(spec, name):
            want("package", name, package.command, name.lower())
    for name, room in spec.rooms.items():
        if room.join is not None and room.join.owner is not None:
            about = room.entity or pascal_case(name)
            path = ("rooms", name, "entity")
            wanted = Wanted(
                path, room.entity, renamed("entity", about), pascal_case(name)
            )
            plan.wanted.append(wanted)


def _plan_wire(plan: _Plan) -> None:
    """Keep the name on the wire of a message, a handler or a schedule."""
    renaming, spec = plan.renaming, plan.spec
    part: MessageSpec | HandlerSpec | ScheduleSpec
    if renaming.kind == "message":
        part = spec.messages[renaming.old]
    elif renaming.kind == "handler":
        part = spec.handlers[renaming.old]
    elif renaming.kind == "schedule":
        part = spec.schedules[renaming.old]
    else:
        return
    written = part.wire
    want = renaming.new if renaming.wire else written or renaming.old
    path = (*renaming.new_path, "wire")
    plan.wanted.append(Wanted(path, written, want, renaming.new))


def _replaced(texts: Mapping[str, str], plan: _Plan) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, text in texts.items():
        mark = BOM if text.startswith(BOM) else ""
        body = text.removeprefix(BOM)
        found[name] = mark + replace_names(body, mentions_in(body), plan.name_of)
    return found


def _settle(
    texts: dict[str, str], plan: _Plan
) -> tuple[dict[str, str], frozenset[Row]]:
    """Write the keys that keep what names alone said, and take out those that say nothing now."""
    records = set(plan.records)
    for path, written, want, default in plan.wanted:
        fact = ("written", pointer(*path))
        row: Row | None = next((each for each in records if each[:2] == fact), None)
        if written is None and want != default:
            texts, form = _write_key(texts, path, want)
            records.add(("written", pointer(*path), form))
        elif row is not None and want == default:
            texts = _take_out(texts, path, row[2])
            records.discard(row)
        elif written is not None and path[-1] == "plural":
            texts = _set_value(texts, path, want)
    return texts, frozenset(records)


def _node_at(text: str, path: Path) -> Node | None:
    node = parse_tree(text.removeprefix(BOM))
    for key in path:
        node = node.get(key) if isinstance(node, Table) else None
    return node


def _write_key(
    texts: Mapping[str, str], path: Path, value: str
) -> tuple[dict[str, str], str]:
    for name, text in texts.items():
        node = _node_at(text, path[:-1])
        if isinstance(node, Scalar) and path[0] == "packages":
            mark = BOM if text.startswith(BOM) else ""
            body = text.removeprefix(BOM)
            raw = body[node.start : node.end]
            words = f"{{id: {raw}, {path[-1]}: {value}}}"
            new = mark + apply_edits(body, [(node.start, node.end, words)])
            return {**texts, name: new}, SHORT
    return {**texts, **edit_files(texts, [Entry(path, value, LAST)])}, LONG


def _take_out(texts: Mapping[str, str], path: Path, form: str) -> dict[str, str]:
    for name, text in texts.items():
        node = _node_at(text, path[:-1])
        if form == SHORT and isinstance(node, Table) and len(node.entries) == 2:
            number = node.get("id")
            if isinstance(number, Scalar):
                mark = BOM if text.startswith(BOM) else ""
                body = text.removeprefix(BOM)
                raw = body[number.start : number.end]
                new = mark + apply_edits(body, [(node.start, node.end, raw)])
                return {**texts, name: new}
    return {**texts, **remove_entries(texts, [path])}


def _set_value(texts: Mapping[str, str], path: Path, value: str) -> dict[str, str]:
    found = dict(texts)
    for name, text in texts.items():
        node = _node_at(text, path)
        if isinstance(node, Scalar) and node.value != value:
            mark = BOM if text.startswith(BOM) else ""
            mention = Mention("type", node.value, path, node, 0)
            body = text.removeprefix(BOM)
            found[name] = mark + replace_names(body, [mention], lambda _: value)
    return found
