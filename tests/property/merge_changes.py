"""What the generator does to a file: specs of the examples changed at random and rendered, and templates that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import cast

import yaml
from jinja2 import Environment

from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.policy import WritePolicy
from svcgen.layout.expressions import WIDTH
from svcgen.plan import plan_files
from svcgen.render.environment import make_environment
from svcgen.render.files import render_file
from svcgen.render.python.context import Context
from tests.property.hostile_pipeline import TEMPLATES, Refused, read
from tests.property.merge_edits import edit_text

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("authors", "flights", "tasks")
TYPES = (
    "int",
    "bool",
    "date",
    {"type": "string", "max_length": 40, "unique": True},
    {"type": "string", "max_length": 40, "default": "x", "description": "Added."},
)
Data = dict[str, object]
Rendered = Mapping[str, RenderedFile]
Change = Callable[[Data, Random, str], bool]
"""Changes a spec in place with a new word; False where there is nothing to change."""


def section(node: object, *path: str) -> Data:
    """Give a part of a spec, an empty one that is put there when there is none."""
    for name in path:
        assert isinstance(node, dict)
        node = node.setdefault(name, {})
    return cast("Data", node)


def _entity(spec: Data, random: Random) -> Data:
    return section(spec, "entities", random.choice(list(section(spec, "entities"))))


def _insert(node: Data, random: Random, key: str, value: object) -> bool:
    """Put a key anywhere among the others."""
    items = list(node.items())
    at = random.randint(0, len(items))
    node.clear()
    node.update([*items[:at], (key, value), *items[at:]])
    return True


def add_field(spec: Data, random: Random, word: str) -> bool:
    """A field more."""
    fields = section(_entity(spec, random), "fields")
    return _insert(fields, random, word, deepcopy(random.choice(TYPES)))


def remove_field(spec: Data, random: Random, word: str) -> bool:
    """A field less; what refers to it makes the spec faulty, and another one is tried."""
    del word
    fields = section(_entity(spec, random), "fields")
    return bool(fields.pop(random.choice(list(fields)), None))


def rename_field(spec: Data, random: Random, word: str) -> bool:
    """Another name for a field, in filters and orders, too."""
    entity = _entity(spec, random)
    old = random.choice(list(section(entity, "fields")))
    text = _written(entity).replace(old, f"{old}_{word}")
    changed = yaml.load(text, yaml.CSafeLoader)
    entity.clear()
    entity.update(changed)
    return True


def change_unique(spec: Data, random: Random, word: str) -> bool:
    """A field that is unique now, or no longer."""
    del word
    fields = section(_entity(spec, random), "fields")
    name = random.choice(list(fields))
    value = fields[name]
    full = {"type": value} if isinstance(value, str) else value
    if not isinstance(full, dict) or "type" not in full:
        return False
    full["unique"] = not full.get("unique", False)
    fields[name] = full
    return True


def change_docs(spec: Data, random: Random, word: str) -> bool:
    """Other words for an entity, a command or a schedule."""
    found = [
        cast("Data", node)
        for name in ("entities", "commands", "schedules", "messages")
        for node in section(spec, name).values()
        if isinstance(node, dict)
    ]
    random.choice(found)["description"] = f"Now it is about {word}, and more than that."
    return True


def add_operation(spec: Data, random: Random, word: str) -> bool:
    """An operation that an entity did not have."""
    del word
    operations = section(_entity(spec, random), "operations")
    names = [
        name
        for name in ("create", "list", "get", "update", "replace", "delete")
        if name not in operations
    ]
    if not names:
        return False
    return _insert(
        operations, random, random.choice(names), {"public": True, "http": True}
    )


def remove_operation(spec: Data, random: Random, word: str) -> bool:
    """An operation less."""
    del word
    operations = section(_entity(spec, random), "operations")
    if len(operations) < 2:
        return False
    operations.pop(random.choice(list(operations)))
    return True


def change_roles(spec: Data, random: Random, word: str) -> bool:
    """Others who may call an operation."""
    operations = section(_entity(spec, random), "operations")
    operation = section(operations, random.choice(list(operations)))
    section(spec, "roles")[word] = "May do it now."
    operation.pop("public", None)
    operation["roles"] = [word]
    return True


def add_package(spec: Data, random: Random, word: str) -> bool:
    """A WebSocket package for an operation."""
    operations = section(_entity(spec, random), "operations")
    operation = section(operations, random.choice(list(operations)))
    if "package" in operation:
        return False
    name = word.upper()
    operation["package"] = name
    section(spec, "packages")[name] = 200 + random.randint(0, 9)
    return True


def add_command(spec: Data, random: Random, word: str) -> bool:
    """A command more, called over HTTP, by a message or by a schedule."""
    command: Data = {"description": f"Do {word}.", "public": True}
    way = random.choice(("http", "package", "handler", "schedule"))
    if way != "schedule":
        command["input"] = {"x": "int", "y": {"type": "string", "max_length": 9}}
    if way == "http":
        command["output"] = {"z": "int"}
        command["http"] = f"POST /{word}"
    if way == "package":
        command["package"] = word.upper()
        section(spec, "packages")[word.upper()] = 220
    if way == "handler":
        message: Data = {"kind": "task", "topic": word, "description": "Do."}
        message["fields"] = deepcopy(command["input"])
        section(spec, "messages")[word.title()] = message
        section(spec, "handlers")[word] = {"message": word.title()}
    if way == "schedule":
        section(spec, "schedules")[word] = {"cron": "0 0 * * *"}
    return _insert(section(spec, "commands"), random, word, command)


def remove_command(spec: Data, random: Random, word: str) -> bool:
    """A command less, with what calls it."""
    del word
    commands = section(spec, "commands")
    if not commands:
        return False
    name = random.choice(list(commands))
    for place in ("commands", "handlers", "schedules"):
        section(spec, place).pop(name, None)
    return True


def change_list(spec: Data, random: Random, word: str) -> bool:
    """Another way of paging."""
    del word
    operations = section(_entity(spec, random), "operations")
    if "list" not in operations:
        return False
    operation = section(operations, "list")
    operation["pages"] = "cursor" if operation.get("pages") == "offset" else "offset"
    return True


CHANGES: Mapping[Change, int] = {
    add_field: 4,
    remove_field: 1,
    rename_field: 1,
    change_unique: 2,
    change_docs: 3,
    add_operation: 4,
    remove_operation: 1,
    change_roles: 3,
    add_package: 2,
    add_command: 3,
    remove_command: 1,
    change_list: 2,
}
"""What an author does to a spec, and how often: a service grows."""
TEMPLATE_EDITS: Mapping[str, int] = {
    "add statement": 4,
    "change statement": 2,
    "delete statement": 1,
    "add parameter": 3,
    "change returns": 1,
    "add member": 3,
    "add comment": 2,
    "add import": 3,
    "change docstring": 2,
}
"""What a new version of a template may do to a file; what goes, goes with its part of the spec."""


@cache
def example_text(name: str) -> str:
    """Give the spec of an example."""
    return (EXAMPLES / name / "service.yaml").read_text()


@cache
def _environment() -> Environment:
    return make_environment([TEMPLATES])


def render(text: str) -> Rendered:
    """Render the Python files of a spec; raises Refused when it is faulty."""
    graph = read(text)
    context = Context.of(graph)
    return {
        planned.path: render_file(_environment(), context, planned, WIDTH)
        for planned in plan_files(graph)
    }


def _written(spec: Data) -> str:
    """Write a spec as YAML."""
    return yaml.dump(
        spec,
        Dumper=yaml.CSafeDumper,
        sort_keys=False,
        allow_unicode=True,
        width=10_000,
    )


def change_spec(
    text: str, random: Random, count: int, prefix: str
) -> tuple[str, tuple[str, ...]]:
    """Change a spec some times; give it and the names of what was done."""
    done: list[str] = []
    for _ in range(count * 8):
        if len(done) == count:
            break
        spec = cast("Data", yaml.load(text, yaml.CSafeLoader))
        change = random.choices(list(CHANGES), list(CHANGES.values()))[0]
        if not change(spec, random, f"{prefix}{len(done)}"):
            continue
        spec = {key: value for key, value in spec.items() if value != {}}
        new = _written(spec)
        try:
            read(new)
        except Refused:
            continue
        text = new
        done.append(change.__name__)
    return text, tuple(done)


def shared(files: Rendered) -> Iterator[str]:
    """Give the paths that owner and generator share."""
    for path, file in files.items():
        if file.policy is WritePolicy.MERGE and path.endswith(".py"):
            yield path


def change_template(text: str, random: Random) -> tuple[str, tuple[str, ...]]:
    """Change what a template would give."""
    count = random.randint(1, edits_for(text, 3))
    return edit_text(text, random, count, "their", TEMPLATE_EDITS)


def edits_for(text: str, most: int) -> int:
    """Give how many edits a file of this length can have and still be itself."""
    return min(most, 1 + text.count("\n") // 20)
