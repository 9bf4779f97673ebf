"""Random specs with hostile text in every string; the same seed gives the same spec with plain text."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

Data = dict[str, object]

HOSTILE: Final = (
    '"""',
    "'''",
    "\\",
    '\\"',
    "\\\\\\",
    "${process.exit(1)}",
    "`",
    "*/ boom()",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "# noqa",
    "x  # type: ignore",
    "line\u2028line",
    "line\u2029line",
    "a\r\nb",
    "coding: rot13",
    '"; import os; os.system("x")  #',
    "{x!r}",
    "%s %(a)s",
    "\x85",
    "a\x0cb",
    "é",
    "\U0001f600",
    "\u202eabc",
    "<!-- -->",
    "</script><script>alert(1)</script>",
    "--",
    "'; DROP TABLE authors; --",
    "a" * 300,
    "\\N{DASH}",
    "\\u0022",
    "\ufeffx",
    "// x",
    "/* x",
    "@ts-ignore",
    "\ttab",
    "trailing ",
    ' "quoted" ',
    "x = 1",
    "é" * 100,
    "ends with a backslash \\",
    'ends with a quote "',
    "\\x41",
    "__import__('os').system('x')",
    "f'{1+1}'",
    "a\n\nb",
    "{",
    "}",
    "[",
    "]]>",
    "&amp;",
    "\u0000x".replace("\u0000", "\u0001"),
    "\x7f",
    "nbsp\xa0x",
    "\u200b\u200bx",
    "noqa: E501",
    "fmt: off",
    "pragma: no cover",
    "yes",
    "null",
    "0x10",
    "1e5",
)
WORDS: Final = (
    "order",
    "book",
    "line",
    "price",
    "name",
    "title",
    "status",
    "amount",
    "note",
    "owner",
    "room",
    "key",
    "text",
    "count",
    "event",
    "user",
    "code",
    "level",
    "total",
    "page",
    "limit",
    "sort",
    "item",
    "state",
    "part",
    "label",
    "value",
    "index",
    "message",
    "token",
    "path",
    "url",
    "email",
    "rank",
    "size",
    "color",
    "weight",
    "origin",
)
ODD: Final = (
    "class",
    "date",
    "time",
    "list",
    "self",
    "data",
    "wiring",
    "metadata",
    "type",
    "id",
    "json",
    "router",
    "match",
    "constructor",
    "import",
    "changes",
    "x1",
    "a_b_c",
    "uuid7",
    "duration",
    "datetime",
    "repository",
    "settings",
    "service",
    "error",
    "created_at",
    "version",
    "request",
    "Order",
    "order-id",
    "_x",
    "x" * 41,
    "é",
)
SCALARS: Final = (
    "string",
    "text",
    "int",
    "bigint",
    "float",
    "decimal",
    "bool",
    "uuid",
    "date",
    "time",
    "datetime",
    "unix_timestamp",
    "duration",
    "json",
    "bytes",
    "email",
    "url",
    "slug",
)
SAMPLES: Final[dict[str, Sequence[object]]] = {
    "int": (0, -5, 2**31 - 1),
    "bigint": (2**53 + 1, 0),
    "float": (0.5, -1, 1e300),
    "decimal": ("0.10", 5, "1234567.891"),
    "bool": (True, False),
    "uuid": ("0190f3c8-0000-7000-8000-000000000000",),
    "date": ("2024-02-29",),
    "time": ("12:30:00",),
    "datetime": ("2024-02-29T12:00:00Z", "2024-02-29T12:00:00+02:00"),
    "unix_timestamp": ("2024-02-29T12:00:00Z",),
    "duration": ("30s", 5, "1d"),
    "email": ("ann@example.org",),
    "url": ("https://example.org/?a=b&c='d'",),
    "slug": ("a-b-c",),
    "json": ({"a": [1, None]}, "x", 3),
}
PATTERNS: Final = (
    "[a-z]+",
    "^\\d{2,4}$",
    "[\"'`]+",
    "\\\\",
    "${a}",
    "a/b",
    "(?i)x|y",
    "[^\\s]+",
    "(?=a)",
    "(a+)+$",
    "[",
)
TRIGGERS: Final = (
    "commands",
    "packages",
    "handlers",
    "schedules",
    "messages",
    "pushes",
)
FILTERED: Final = ("string", "int", "decimal", "date", "uuid")
FILTERS: Final = ("eq", "ne", "in", "ge", "lt", "contains", "null")


class SpecMaker:
    """Makes one spec; `plain` puts ordinary words where hostile text would stand."""

    def __init__(self, seed: int, plain: bool = False) -> None:
        self.random = Random(seed)
        self.plain = plain
        self.faulty = self.random.random() < 0.25
        self.used: set[str] = set()
        self.enums: dict[str, Data] = {}
        self.entities: dict[str, Data] = {}

    def make(self) -> Data:
        """Give the spec as plain data."""
        self.enums = {self.pascal(): self.enum() for _ in range(self.upto(2))}
        names = [self.pascal() for _ in range(1 + self.upto(2))]
        for name in names:
            self.entities[name] = {}
        for name in names:
            self.entities[name] = self.entity(name)
        roles = ["editor", "view-sales", self.snake()]
        spec: Data = {
            "svcgen": 1,
            "service": {
                "name": "bookshop",
                "description": self.text(),
                "prefix": self.pick("/api", "", "/a/b"),
            },
            "roles": {role: self.text() for role in roles},
            "enums": self.enums,
            "entities": self.entities,
        }
        spec.update(self.triggers())
        if self.chance(0.3):
            spec["limits"] = {"requests": "100/min"}
            spec["clients"] = {"payments": {"openapi": self.text()}}
            spec["audit"] = {"redact": [self.text()]}
            spec["auth"] = {"issuer": self.text(), "audience": self.text()}
        return spec

    def chance(self, share: float) -> bool:
        """Be true in a share of the cases."""
        return self.random.random() < share

    def upto(self, most: int) -> int:
        """Give a number from 0 to `most`."""
        return self.random.randint(0, most)

    def pick(self, *choices: object) -> object:
        """Give one of the choices."""
        return self.random.choice(choices)

    def text(self) -> str:
        """Give a text: one to three hostile pieces, or as many plain words."""
        count = 1 + self.upto(2)
        pieces = [self.random.choice(HOSTILE) for _ in range(count)]
        return "plain words" if self.plain else " ".join(pieces)

    def snake(self) -> str:
        """Give a name that was not given before."""
        if self.faulty and self.chance(0.04):
            return self.random.choice(ODD)
        while True:
            words = [self.random.choice(WORDS) for _ in range(1 + self.upto(1))]
            name = "_".join(words) + (str(self.upto(9)) if self.chance(0.3) else "")
            if name not in self.used:
                self.used.add(name)
                return name

    def pascal(self) -> str:
        """Give a name for a class."""
        return "".join(word.capitalize() for word in f"{self.snake()}_x".split("_"))

    def const(self) -> str:
        """Give a name for a package or push."""
        return f"{self.snake()}_Y".upper()

    def enum(self) -> Data:
        """Give an enum."""
        names = dict.fromkeys(self.snake() for _ in range(1 + self.upto(3)))
        if self.chance(0.3):
            members: Data = {
                name: {"value": n, "description": self.text()}
                for n, name in enumerate(names)
            }
            return {"type": "int", "members": members, "description": self.text()}
        values = {
            name: {"value": self.enum_value(n), "description": self.text()}
            for n, name in enumerate(names)
        }
        return {"members": values, "description": self.text()}

    def enum_value(self, number: int) -> str:
        """Give a printable value, different for each member."""
        text = "".join(c for c in self.text() if c.isprintable())
        return f"v{number}{text}"[:90]

    def field(self, stored: bool = False) -> Data:
        """Give a field of a scalar, an enum, an embedded object, a list or a map."""
        spec: Data = {"description": self.text()} if self.chance(0.7) else {}
        shape = self.random.random()
        if shape < 0.08:
            return spec | {"list": {"type": self.pick(*SCALARS[:6])}}
        if shape < 0.12:
            return spec | {"map": {"type": self.pick(*SCALARS[:6])}}
        if shape < 0.17:
            return spec | {
                "fields": {
                    self.snake(): {"type": "string"},
                    self.snake(): {"type": "int"},
                }
            }
        if shape < 0.27 and self.enums:
            return spec | {"type": self.random.choice(list(self.enums))}
        spec |= self.scalar(str(self.pick(*SCALARS)))
        if stored and self.chance(0.2) and spec["type"] not in ("json", "bool"):
            spec[str(self.pick("unique", "index"))] = True
        if stored and self.chance(0.1):
            spec[
                str(self.pick("read_only", "immutable", "sensitive", "write_only"))
            ] = True
        return spec

    def scalar(self, name: str) -> Data:
        """Give a scalar with constraints, a default and examples."""
        spec: Data = {"type": name}
        if name in ("string", "text"):
            spec |= self.constrained_text()
        elif name in SAMPLES and self.chance(0.4):
            spec[str(self.pick("default", "examples"))] = self.random.choice(
                SAMPLES[name]
            )
            if "examples" in spec:
                spec["examples"] = [spec["examples"]]
        elif name in ("int", "float", "decimal") and self.chance(0.5):
            spec |= {"ge": self.upto(5), "le": 5 + self.upto(5)}
        if name == "decimal" and self.chance(0.5):
            spec |= {"digits": 12, "places": 4}
        if "default" not in spec and self.chance(0.3):
            spec["null"] = True
        return spec

    def constrained_text(self) -> Data:
        """Give one of: a pattern, a default, values, an example, the longest length."""
        shape = self.upto(5)
        patterns = PATTERNS if self.faulty else PATTERNS[:8]
        choices: dict[int, Data] = {
            0: {"pattern": self.random.choice(patterns)},
            1: {"default": self.text()},
            2: {"enum": [self.text(), "other"]},
            3: {"examples": [self.text()]},
            4: {"max_length": 10 + self.upto(300)},
        }
        return choices.get(shape, {})

    def entity(self, name: str) -> Data:
        """Give an entity with its operations."""
        fields: Data = {}
        spec: Data = {"fields": fields, "description": self.text()}
        kind = self.random.random()
        if kind < 0.25:
            key = self.snake()
            fields[key] = {"type": self.pick("string", "int", "uuid", "date", "slug")}
            spec["key"] = key
        elif kind < 0.5:
            spec["id"] = self.pick("int", "bigint", "uuid7")
        for _ in range(1 + self.upto(4)):
            fields[self.snake()] = self.field(stored=True)
        names = list(self.entities)
        if self.chance(0.5):
            nullable = self.chance(0.5)
            action = self.pick(
                "restrict", "cascade", "set_null" if nullable else "restrict"
            )
            fields[self.snake()] = {
                "ref": self.random.choice(names),
                "null": nullable,
                "on_delete": action,
            }
        others = [other for other in names if other != name]
        if others and self.chance(0.2):
            fields[self.snake()] = {"many": self.random.choice(others)}
        for switch in ("timestamps", "version", "soft_delete"):
            if self.chance(0.3):
                spec[switch] = True
        spec["operations"] = self.operations(fields)
        return spec

    def operations(self, fields: Data) -> Data:
        """Give operations with filters that fit mostly."""
        found: Data = {}
        for kind in ("create", "list", "get", "update", "replace", "delete"):
            if not self.chance(0.6):
                continue
            one: Data = {
                "description": self.text(),
                "http": True,
                "metadata": {self.text(): self.text()},
            }
            one |= self.access()
            if kind == "list":
                one["pages"] = self.pick("keyset", "offset")
                one["filters"] = self.filters(fields)
            found[kind] = one
        return found

    def filters(self, fields: Data) -> list[str]:
        """Give filters over fields of types that compare."""
        found = []
        for name, spec in fields.items():
            kind = spec.get("type") if isinstance(spec, dict) else None
            if kind not in FILTERED or name in ("total", "page", "limit", "sort"):
                continue
            odd = self.faulty and self.chance(0.2)
            found.append(f"{name}__{self.random.choice(FILTERS)}" if odd else name)
        return found

    def access(self) -> Data:
        """Say who may."""
        return dict(
            self.random.choice(
                (
                    {"roles": ["editor"]},
                    {"roles": {"any": ["editor", "view-sales"]}},
                    {"public": True},
                    {},
                )
            )
        )

    def triggers(self) -> Data:
        """Give commands, messages, pushes, rooms and all that triggers commands."""
        found: dict[str, Data] = {section: {} for section in TRIGGERS}
        for number in range(self.upto(2)):
            self.message(number, found)
        for number in range(self.upto(2)):
            found["commands"][self.snake()] = self.command(number, found["packages"])
        name, pushed = self.snake(), []
        if self.chance(0.5):
            pushed = [self.const()]
            push = {"id": 1000, "description": self.text()}
            found["pushes"][pushed[0]] = push | {"fields": self.plain_fields()}
        command = {"description": self.text(), "metadata": {"a": self.text()}}
        found["commands"][name] = command | {"pushes": pushed}
        clock = {"cron": "*/5 * * * *", "timezone": "Europe/Berlin"}
        found["schedules"][name] = clock | {"description": self.text()}
        if self.chance(0.3):
            package = {"id": 2000, "public": True, "description": self.text()}
            output = {"output": {"fields": self.plain_fields()}}
            found["packages"][self.const()] = package | output
        return {**found, **self.rooms(found["pushes"])}

    def message(self, number: int, found: dict[str, Data]) -> None:
        """Add a message, the command that publishes it, and the handler that takes it."""
        fields, name, message = self.plain_fields(), self.snake(), self.pascal()
        found["messages"][message] = {
            "kind": self.pick("event", "task"),
            "topic": f"topic.{number}",
            "description": self.text(),
            "fields": fields,
        }
        found["commands"][name] = {
            "description": self.text(),
            "input": fields,
            "publishes": [message],
            "http": f"POST /publish-{number}",
        }
        found["handlers"][name] = {
            "message": message,
            "description": self.text(),
            "timeout": "30s",
            "settle": self.pick("auto", "manual"),
        }

    def rooms(self, pushes: Data) -> Data:
        """Give a room with a push and a socket, sometimes."""
        if not self.chance(0.4):
            return {}
        room, push = self.snake(), self.const()
        pushes[push] = {
            "id": 1001,
            "description": self.text(),
            "room": room,
            "fields": {"place": {"type": "string"}, "content": {"type": "string"}},
        }
        return {
            "rooms": {
                room: {
                    "key": {"place": {"type": "string"}},
                    "join": "authenticated",
                    "description": self.text(),
                }
            },
            "sockets": {
                self.snake(): {
                    "path": "/chat/{place}",
                    "room": room,
                    "description": self.text(),
                    "pushes": [push],
                    "receives": {
                        "content": {"type": "string", "description": self.text()}
                    },
                    "roles": ["editor"],
                }
            },
        }

    def plain_fields(self) -> Data:
        """Give fields of scalars without defaults."""
        kinds = ("string", "int", "uuid", "decimal", "bool", "datetime")
        return {
            self.snake(): {"type": self.pick(*kinds), "description": self.text()}
            for _ in range(1 + self.upto(2))
        }

    def command(self, number: int, packages: Data) -> Data:
        """Give a command with a route and a package."""
        inputs: Data = {self.snake(): self.field() for _ in range(1 + self.upto(3))}
        package = self.const()
        packages[package] = {"id": number + 1, "description": self.text()}
        output: object = self.random.choice(list(self.entities))
        shape = self.random.random()
        if shape < 0.3:
            output = {"fields": self.plain_fields()}
        elif shape < 0.6:
            output = {str(self.pick("list", "page")): output}
        errors = {self.snake(): {"status": 409, "description": self.text()}}
        return {
            "description": self.text(),
            "input": inputs,
            "output": output,
            "package": package,
            "errors": errors,
            "http": {"method": "POST", "path": f"/command-{number}"},
            "uses": list(self.entities)[:1],
        } | self.access()
