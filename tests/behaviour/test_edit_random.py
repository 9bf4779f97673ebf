"""Random additions to random specs: every comment and every other line stays, and the spec is the one meant."""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Mapping

from svcgen.edit import (
    Addition,
    EditFault,
    Entry,
    Item,
    Layout,
    Value,
    apply,
    edit_files,
    find_difference,
)
from svcgen.load import Source, load_sources
from svcgen.spec import ServiceSpec
from tests.support.proof import record_proof
from tests.support.scale import scale

SEED = 20261121
SPECS = scale(400, 20_000)
WORDS = [
    "amber",
    "birch",
    "cedar",
    "delta",
    "ember",
    "fjord",
    "grove",
    "heron",
    "inlet",
    "joker",
    "karma",
    "lemon",
    "mango",
    "north",
]
TYPES: tuple[Value, ...] = (
    "string",
    "date?",
    "[x]",
    "decimal",
    {"type": "string", "max_length": 9},
    ["string"],
)


class Writer:
    """Writes a spec as people do: in blocks and braces, with comments, blank lines and quotes."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.comments = 0
        self.step = chance.choice((2, 2, 2, 3, 4))

    def comment(self) -> str:
        """Give a comment that is there once."""
        self.comments += 1
        return f"#c{self.comments}{self.chance.choice((' a: b', '', ' {x', ' üß'))}"

    def tail(self) -> str:
        """Give what may stand behind a value."""
        if self.chance.random() < 0.85:
            return ""
        return self.chance.choice(("  ", " ", "\t")) + self.comment()

    def scalar(self, value: Value) -> str:
        """Write a scalar, sometimes quoted."""
        if (
            isinstance(value, str)
            and re.fullmatch(r"[a-zA-Z_]\w*\??", value)
            and self.chance.random() < 0.8
        ):
            return value
        if isinstance(value, str):
            return f"'{value}'" if self.chance.random() < 0.5 else f'"{value}"'
        return "true" if value is True else str(value)

    def flow(self, value: Value, column: int, *, wide: bool = False) -> str:
        """Write a value in braces or brackets, `wide` over several lines."""
        if isinstance(value, dict):
            parts, ends = [
                f"{key}: {self.flow(item, column)}" for key, item in value.items()
            ], "{}"
        elif isinstance(value, list):
            parts, ends = [self.flow(item, column) for item in value], "[]"
        else:
            return self.scalar(value)
        comma = "," if parts and self.chance.random() < 0.2 else ""
        if not wide or not parts:
            return f"{ends[0]}{', '.join(parts)}{comma}{ends[1]}"
        inner = " " * (column + self.step)
        lines = [
            f"{inner}{part}{',' if number < len(parts) - 1 or comma else ''}"
            for number, part in enumerate(parts)
        ]
        lines = [f"{line}{self.tail()}" for line in lines]
        return "\n".join((ends[0], *lines, f"{' ' * (column + 1)}{ends[1]}"))

    def entry(self, key: str, value: Value, column: int) -> list[str]:
        """Write a key and its value, with what people put around them."""
        lines: list[str] = []
        pad = " " * column
        if self.chance.random() < 0.15:
            lines.append("")
        if self.chance.random() < 0.2:
            lines.append(f"{pad}{self.comment()}")
        if isinstance(value, dict) and value and self.chance.random() < 0.6:
            lines.append(f"{pad}{key}:{self.tail()}")
            for name, item in value.items():
                lines += self.entry(name, item, column + self.step)
        elif (
            isinstance(value, list)
            and value
            and column == 0
            and self.chance.random() < 0.5
        ):
            lines.append(f"{pad}{key}:{self.tail()}")
            indent = self.chance.choice(("", "  "))
            lines += [f"{indent}- {self.scalar(item)}{self.tail()}" for item in value]
        else:
            wide = self.chance.random() < 0.2
            lines += (
                f"{pad}{key}: {self.flow(value, column, wide=wide)}{self.tail()}".split(
                    "\n"
                )
            )
        if self.chance.random() < 0.1:
            lines.append(f"{pad}{self.comment()}")
        return lines

    def text(self, data: Mapping[str, Value]) -> str:
        """Write the whole file: its line breaks, its mark at the beginning, its end."""
        lines = [
            line for key, value in data.items() for line in self.entry(key, value, 0)
        ]
        newline = self.chance.choice(("\n", "\n", "\r\n"))
        text = newline.join(line for part in lines for line in part.split("\n"))
        text += self.chance.choice((newline, newline, "", f"{newline}{newline}"))
        return ("\ufeff" if self.chance.random() < 0.1 else "") + text


def fields(chance: random.Random) -> dict[str, Value]:
    """Give random fields."""
    names = chance.sample(WORDS, chance.randint(1, 4))
    return {name: chance.choice(TYPES[:2] + TYPES[3:]) for name in names}


def random_spec(chance: random.Random) -> dict[str, Value]:
    """Give the values of a spec with random sections."""
    names = [word.capitalize() for word in chance.sample(WORDS, 5)]
    if chance.random() < 0.5:
        names.sort()
    entities: dict[str, Value] = {}
    for name in names[: chance.randint(0, 4)]:
        entity: dict[str, Value] = {"fields": dict(fields(chance))}
        if chance.random() < 0.5:
            created: tuple[Value, ...] = ({"http": True}, True, {})
            entity["operations"] = {
                "create": chance.choice(created),
                "get": {"public": True},
            }
        entities[name] = entity
    sections: dict[str, Value] = {
        "roles": list(chance.sample(WORDS, chance.randint(0, 3))),
        "entities": entities,
        "messages": {
            name: {"topic": "a", "fields": dict(fields(chance))} for name in names[:2]
        },
        "packages": {
            name.upper(): number
            for number, name in enumerate(names[: chance.randint(0, 3)], 1)
        },
        "reserved_packages": [5, 9],
    }
    kept = {name: value for name, value in sections.items() if chance.random() < 0.7}
    return {"svcgen": 1, "service": {"name": "shop"}, **kept}


def random_addition(chance: random.Random, data: Mapping[str, Value]) -> Addition:
    """Give something to add: an entity, a field, a role, a package, an operation's package, a message."""
    name = chance.choice(WORDS)
    entities = data.get("entities")
    known = list(entities) if isinstance(entities, dict) else []
    kind = chance.choice(
        ("entity", "role", "package", "message", "field", "operation")
        if known
        else ("entity", "role", "package")
    )
    if kind == "entity":
        value: Value = {
            "plural": f"{name}s",
            "fields": dict(fields(chance)),
            "operations": {"get": {"http": True}},
        }
        return Entry(
            ("entities", name.capitalize()),
            value,
            Layout(open_keys=frozenset(("fields", "operations"))),
        )
    if kind == "role":
        return Item(("roles",), name, Layout(flow=True))
    if kind == "package":
        return Entry(
            ("packages", name.upper()), chance.randint(1024, 65535), Layout(flow=True)
        )
    if kind == "message":
        return Entry(
            ("messages", name.capitalize()),
            {"topic": "a.*", "fields": dict(fields(chance))},
            Layout(flow=True),
        )
    return random_change(chance, chance.choice(known), kind)


def random_change(chance: random.Random, entity: str, kind: str) -> Addition:
    """Give a field of an entity, or a package of its operation."""
    name = chance.choice(WORDS)
    if kind == "field":
        path = ("entities", entity, "fields", f"{name}_x")
        return Entry(path, chance.choice(TYPES), Layout(flow=True, ordered=False))
    return Entry(
        ("entities", entity, "operations", "create", "package"),
        name.upper(),
        Layout(flow=True),
    )


def load(text: str) -> object:
    """Read a text as the generator does; gives its values."""
    loaded = load_sources([Source("s.yaml", text.removeprefix("\ufeff"))], ServiceSpec)
    codes = {fault.code for fault in loaded.diagnostics}
    assert not codes & {"yaml-syntax", "duplicate-key"}, (codes, text)
    return loaded.document.data


def changed_lines(before: str, after: str) -> int:
    """Count the lines of `before` that are no more in `after`, in their order."""
    old, new = before.splitlines(keepends=False), after.splitlines(keepends=False)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return len(old) - sum(block.size for block in matcher.get_matching_blocks())


def check_addition(text: str, addition: Addition, after: str) -> None:
    """Fail when anything but the addition is different."""
    before = load(text)
    where = find_difference(apply(before, [addition]), load(after))
    assert where is None, (where, text, addition, after)
    assert changed_lines(text, after) <= 1, (text, addition, after)
    comments = re.findall(r"#c\d+[^\r\n]*", text)
    assert re.findall(r"#c\d+[^\r\n]*", after) == comments, (
        text,
        addition,
        after,
    )
    assert ("\r\n" in text) == ("\r\n" in after)
    assert after[:1] == text[:1]
    assert (after[-1:] in "\r\n") == (text[-1:] in "\r\n")


def test_random_additions_change_nothing_else() -> None:
    """Comments, order, line breaks and all lines but the one that grows are those of before."""
    made = 0
    refusals: list[str] = []
    for number in range(SPECS):
        chance = random.Random(SEED + number)
        text = Writer(chance).text(random_spec(chance))
        for _ in range(chance.randint(1, 4)):
            before = load(text)
            addition = random_addition(
                chance, before if isinstance(before, dict) else {}
            )
            try:
                after = edit_files({"s.yaml": text}, [addition])["s.yaml"]
            except EditFault as fault:
                refusals.append(f"{fault.code}: {fault} in {text!r} for {addition}")
                continue
            check_addition(text, addition, after)
            made += 1
            text = after
    record_proof(
        "edit-random",
        seed=SEED,
        figures={"specs": SPECS, "additions": made, "refused": len(refusals)},
    )
    unfit = [
        each
        for each in refusals
        if not each.startswith(("already-there", "form-in-the-way"))
    ]
    assert not unfit, unfit[0]
    assert made > 4 * len(refusals)
