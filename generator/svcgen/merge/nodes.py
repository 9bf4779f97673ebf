"""A text of keys and values, taken apart where it stands: the shape that TOML and YAML share.

Nothing is ever written from a node: a merge only moves stretches of text (`Node.text`), so what
it does not touch stays byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal


class Unstructured(Exception):
    """A text, or a place of it, that the structural merge leaves to the merge by lines."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value: `canon` is what it says, `text[start:stop]` how it is written.

    `block` tells entries that stand on lines of their own from those between brackets.
    """

    kind: Literal["map", "list", "leaf"]
    canon: object
    text: str = field(repr=False)
    start: int
    stop: int
    entries: tuple[Entry, ...] = ()
    block: bool = False

    def keyed(self) -> Mapping[str, Entry]:
        """Give the entries by key; the second of a key gets an ordinal."""
        found: dict[str, Entry] = {}
        for entry in self.entries:
            key, ordinal = entry.key, 1
            while key in found:
                ordinal += 1
                key = f"{entry.key}#{ordinal}"
            found[key] = entry
        return found


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value, or an element of a list.

    On lines of its own it reaches from `start`, which is a line's, to `stop`, after its last
    line end, and `lead` is where the comments and blank lines above it begin. `after` is where
    its key ends. `compact` says that it begins within a line (`- name: x`).
    """

    key: str
    value: Node
    lead: int
    start: int
    after: int
    stop: int
    compact: bool = False

    @property
    def text(self) -> str:
        """The entry as it is written, without what stands above it."""
        return self.value.text[self.start : self.stop]

    @property
    def whole(self) -> str:
        """The entry with what stands above it."""
        return self.value.text[self.lead : self.stop]

    @property
    def comments(self) -> tuple[str, ...]:
        """What the comments above it say."""
        lead = self.value.text[self.lead : self.start].split("\n")
        return tuple(line.strip() for line in lead if line.strip())

    @property
    def trail(self) -> str:
        """What stands after the value on its last line."""
        return self.value.text[self.value.stop : self.stop].strip()

    @property
    def indent(self) -> str:
        """The blanks before it on its line, or as many as it is away from the line's begin."""
        line = self.value.text.rfind("\n", 0, self.start) + 1
        if self.compact:
            return " " * (self.start - line)
        rest = self.value.text[line : self.stop]
        return rest[: len(rest) - len(rest.lstrip(" \t"))]


Read = Callable[[str], Node]
"""Takes a text apart; raises ValueError when it is none of its format, Unstructured when it is
of a kind that is not merged by structure."""


def apply_edits(text: str, edits: list[tuple[int, int, str]]) -> str:
    """Carry out edits (from, to, text); those at one place in the order given.

    Raises Unstructured when two of them overlap.
    """
    done, at = [], 0
    for start, stop, new in sorted(edits, key=lambda edit: edit[:1]):
        if start < at:
            raise Unstructured("edits overlap")
        done += [text[at:start], new]
        at = stop
    return "".join([*done, text[at:]])
