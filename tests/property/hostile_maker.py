"""Random specs of the whole language, hostile text in each string that it allows; some with faults."""

from __future__ import annotations

import re
from typing import cast

from tests.property.hostile_texts import CORPUS, Hostile, squash
from tests.support.hostile_specs import ODD, Data, SpecMaker

ROLES = (
    "class",
    "none",
    "in",
    "x-1",
    "import.all",
    "name-of",
    "true",
    "as_is",
    "a.b-c_d",
)
NAMES = (
    "mro",
    "__class__",
    "os.system",
    "\uff4f\uff53",
    "\ufb01eld",
    "a b",
    "a-b",
    "1a",
    "",
    "None",
    "CON",
    "../x",
)
LONGEST_ENUM = 90


class HostileMaker(SpecMaker):
    """Makes one spec; every text in it is `Hostile`, and so knows its harmless twin."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.numbers = 0

    def make(self) -> Data:
        """Give the spec; one in four of those that may be faulty has one text put at any place."""
        spec = super().make()
        self.more_service(spec)
        self.more_messages(spec)
        self.more_entities(spec)
        if self.faulty and self.chance(0.6):
            self.poison(spec)
        return spec

    def snake(self) -> str:
        """Give a name that was not given before, and that no library has unless there may be faults."""
        name = super().snake()
        return (
            name
            if self.faulty or "_" in name
            else f"{name}_{self.random.choice('abc')}"
        )

    def hostile(self, words: str, prefix: str = "") -> Hostile:
        """Give words as a text of its own."""
        self.numbers += 1
        return Hostile(words, self.numbers, prefix)

    def words(self) -> str:
        """Give one to three pieces of the corpus."""
        pieces = [self.random.choice(CORPUS) for _ in range(1 + self.upto(2))]
        text = str(self.pick(" ", "", "\n", "\n\n")).join(pieces)
        # words of which nothing can be seen leave no paragraph, which is no fault
        return text if squash(text) or text.isspace() else f"{text} w"

    def text(self) -> str:
        """Give a text that may hold anything."""
        return self.hostile(self.words())

    def value(self) -> str:
        """Give a text that a field may have: no NUL."""
        return self.hostile(self.words().replace("\0", " "))

    def enum_value(self, number: int) -> str:
        """Give a printable value, different for each member."""
        shown = "".join(c for c in self.words() if c.isprintable())
        return self.hostile(shown[:LONGEST_ENUM], f"v{number}")

    def constrained_text(self) -> Data:
        """Give one of: a pattern, a default, values, an example, the longest length."""
        word = self.upto(6)
        if word == 0:
            return {"pattern": self.hostile(re.escape(self.value()[:60]))}
        if word == 1:
            return {"default": self.value()}
        if word == 2:
            values = [self.value(), "other"]
            return {"enum": values} | (
                {"default": values[0]} if self.chance(0.5) else {}
            )
        if word == 3:
            return {"examples": [self.value(), self.value()]}
        return {"max_length": 10 + self.upto(300)} if word == 4 else {}

    def scalar(self, name: str) -> Data:
        """Give a scalar; what is free in a URL, an address or JSON is hostile."""
        word = str(self.pick("default", "examples"))
        value: object = None
        if name == "url" and self.chance(0.5):
            value = self.hostile("".join(self.value().split()), "https://example.org/")
        elif name == "json" and self.chance(0.6):
            value = {self.value(): [self.value(), None, {"a": self.text()}]}
        elif name == "email" and self.chance(0.4):
            value = "{`$'+x}@example.org"
        if value is None:
            return super().scalar(name)
        return {"type": name, word: value if word == "default" else [value]}

    def field(self, stored: bool = False) -> Data:
        """Give a field; lists and maps have defaults, embedded objects have texts of their own."""
        shape = self.random.random()
        if shape < 0.05:
            return {
                "list": "string",
                "default": [self.value()],
                "description": self.text(),
            }
        if shape < 0.1:
            return {"map": "string", "default": {self.value(): self.value()}}
        if shape < 0.15:
            inner = {
                self.snake(): {"type": "string", "description": self.text()}
                | self.constrained_text()
            }
            return {"fields": inner, "description": self.text()}
        if shape < 0.18:
            return {"list": {"type": "string", "enum": [self.value(), "b"]}}
        return super().field(stored)

    def more_service(self, spec: Data) -> None:
        """Add what a service has besides: licence, roles, databases, providers and what comes later."""
        service = cast("Data", spec["service"])
        service["license"] = self.text()
        if self.chance(0.3):
            spec["websocket"] = {"path": "/socket"}
        roles = cast("Data", spec["roles"])
        for role in self.random.sample(ROLES, 2):
            roles[role] = self.text()
        spec["databases"] = {
            "main": {"description": self.text()},
            "reports": {"read_only": True},
        }
        spec["interceptors"] = [
            "settings",
            "database",
            "publisher",
            "websocket",
            "bookshop.extensions:TenantInterceptor",
        ]
        name = self.snake()
        spec["providers"] = {
            name: {
                "type": "bookshop.payments:PaymentGateway",
                "factory": "bookshop.payments:build",
            }
        }
        for command in list(cast("dict[str, Data]", spec["commands"]).values())[:1]:
            command["uses"] = [*cast("list[str]", command.get("uses", [])), name]
            command.setdefault("metadata", {self.text(): self.text()})
        if self.chance(0.2):
            spec["registry"] = {
                "kind": "soajs",
                "group": self.text(),
                "version": self.text(),
            }
            spec["tenant"] = {"claim": self.text()}

    def words_of_a_field(self) -> Data:
        """Give a plain text with a description."""
        return {"type": "string", "description": self.text()}

    def more_messages(self, spec: Data) -> None:
        """Add another service's message, and a handler that takes it together with fixed values."""
        part = cast("dict[str, dict[str, Data]]", spec)
        foreign, taken = self.pascal(), self.snake()
        part["messages"][foreign] = {
            "from": {"service": "accounts", "exchange": "accounts.events"},
            "topic": "user.created",
            "description": self.text(),
            "fields": {"user": self.words_of_a_field(), **self.told()},
            "version": 2,
            "previous": {1: {"fields": {"user": self.words_of_a_field()}}},
        }
        part["commands"][taken] = {
            "description": self.text(),
            "input": {
                "who": self.words_of_a_field(),
                "why": "string",
                "data": {"type": "json"},
            },
        }
        fixed: Data = {"why": self.value(), "data": {self.value(): [self.value()]}}
        part["handlers"][taken] = {
            "message": foreign,
            "map": {"who": "user", **fixed},
            "description": self.text(),
        }
        self.more_triggers(part, taken, fixed | {"who": self.value()})

    def more_triggers(
        self, part: dict[str, dict[str, Data]], taken: str, given: Data
    ) -> None:
        """Add a pattern of topics and a clock that give fixed values; texts where sockets are; a room."""
        part["handlers"][self.snake()] = {
            "message": {"topic": "order.#"},
            "command": taken,
            "queue": "a-queue",
            "map": given,
        }
        part["schedules"][self.snake()] = {
            "every": "30s",
            "command": taken,
            "input": given,
            "group": "night",
        }
        for push in part["pushes"].values():
            cast("Data", push["fields"]).update(self.told())
        for socket in part.get("sockets", {}).values():
            cast("Data", socket["receives"]).update(self.told())
        rooms = part.setdefault("rooms", {})
        rooms["odd-room.name"] = {"join": "public", "description": self.text()}
        self.more_commands(part["commands"])

    def more_commands(self, commands: dict[str, Data]) -> None:
        """Add a command that takes a file, and one whose input comes from the path and the query."""
        if self.chance(0.3):
            name = self.snake()
            shown = {
                "type": "file",
                "accept": ["image/png"],
                "description": self.text(),
            }
            path = name.replace("_", "-")
            commands[name] = {"input": {"shown": shown}, "http": f"POST /{path}"}
        if self.chance(0.5):
            asked: Data = {"type": "string"} | self.constrained_text()
            commands[self.snake()] = {
                "input": {
                    "item": {"type": "uuid", "description": self.text()},
                    "asked": asked,
                },
                "http": "GET /look/{item}/at",
                "description": self.text(),
            }

    def told(self) -> Data:
        """Give fields that carry texts of their own: a pattern, a default, values, examples."""
        return {
            self.snake(): {"type": "string"} | self.constrained_text() for _ in range(2)
        }

    def more_entities(self, spec: Data) -> None:
        """Add checks, indexes and unique sets over numbers."""
        for entity in cast("dict[str, Data]", spec["entities"]).values():
            if self.chance(0.7):
                continue
            one, two = self.snake(), self.snake()
            fields = cast("Data", entity["fields"])
            if isinstance(entity.get("key"), str):
                cast("Data", fields[str(entity["key"])])["description"] = self.text()
            fields |= {
                one: {"type": "int"},
                two: {"type": "int", "description": self.text()},
            }
            entity["checks"] = {self.snake(): {"field": one, "op": "le", "other": two}}
            entity["indexes"], entity["unique"] = [[one, two]], [[two, one]]

    def poison(self, spec: Data) -> None:
        """Put a text where a name, a path, a pattern of time or anything else stands."""
        places = [place for place in _places(spec, ()) if place[0] != "svcgen"]
        *path, last = self.random.choice(places)
        holder: object = spec
        for part in path:
            holder = cast("dict[object, object]", holder)[part]
        inside = cast("dict[object, object]", holder)
        odd: str = self.random.choice((*ODD, *NAMES))
        if isinstance(holder, dict) and self.chance(0.4):
            name = self.hostile(self.words(), str(last)) if self.chance(0.5) else odd
            inside[name] = inside.pop(last)
        elif isinstance(inside[last], str) and self.chance(0.7):
            inside[last] = self.hostile(self.words(), str(inside[last]))
        else:
            inside[last] = self.hostile(self.words()) if self.chance(0.6) else odd


def _places(node: object, path: tuple[object, ...]) -> list[tuple[object, ...]]:
    """Give the path of every value that is text, and of every entry of a mapping of names."""
    found: list[tuple[object, ...]] = []
    items = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node) if isinstance(node, list) else ()
    )
    for key, value in items:
        if isinstance(value, str) or isinstance(node, dict):
            found.append((*path, key))
        found += _places(value, (*path, key))
    return found
