"""Expressions that know how they break when a line is too short for them.

`flat` is the one-line form. `split` gives whole lines (indentation included) for the case
that it does not fit. Broken brackets end in a magic comma, so the formatter keeps them.

A service of a thousand entities is a million expressions: `flat` is put together once, when an
expression is made, and none is a frozen dataclass, which takes three times as long to make.
Nothing changes one afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

WIDTH = 88
STEP = 4
_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"')


@dataclass(slots=True, eq=False)
class Place:
    """Where an expression stands: column of its line, text before and after it on that line.

    `doubts` collects the shapes of which it is not known that the formatter keeps them, `long`
    the lines that nothing can break.
    """

    indent: int
    before: str = ""
    after: str = ""
    doubts: list[str] = field(default_factory=list)
    long: set[str] = field(default_factory=set)

    def line(self, text: str) -> str:
        """Give the line with `text` in this place."""
        return f"{' ' * self.indent}{self.before}{text}{self.after}"

    def inner(self, after: str = "") -> Place:
        """Give the place of something on a line of its own, one step further in."""
        return Place(self.indent + STEP, "", after, self.doubts, self.long)

    def follow(self, before: str, after: str) -> Place:
        """Give a place of the same indentation with other text around it."""
        return Place(self.indent, before, after, self.doubts, self.long)

    def fits(self, text: str) -> bool:
        """Tell whether `text` fits here within the width."""
        return self.indent + len(self.before) + len(text) + len(self.after) <= WIDTH


class Expression(Protocol):
    """What can stand to the right of `=`, after `return`, or among arguments."""

    flat: str
    """The one-line form."""

    @property
    def opening(self) -> str | None:
        """What stays on the first line when it is split in place; None when it cannot be."""

    def split(self, place: Place) -> list[str]:
        """Give the lines of the broken form."""


Text = str | Expression


def expression(value: Text) -> Expression:
    """Take text as an expression that cannot be broken."""
    return Atom(value) if isinstance(value, str) else value


def lay_out(shape: Expression, place: Place) -> list[str]:
    """Give one line if it fits, else the broken form."""
    if place.fits(shape.flat):
        return [place.line(shape.flat)]
    return shape.split(place)


class Atom:
    """A name, a literal, or code whose inside is not known."""

    __slots__ = ("flat",)

    def __init__(self, text: str) -> None:
        self.flat = text

    @property
    def opening(self) -> str | None:
        """What stays on the first line of the broken form, if it has one."""
        return None

    def split(self, place: Place) -> list[str]:
        """Give the lines of the broken form."""
        line = place.line(self.flat)
        # one literal on a line of its own inside brackets: there is nothing to break
        if place.after == "," and _LITERAL.fullmatch(self.flat):
            place.long.add(line)
        else:
            place.doubts.append(self.flat)
        return [line]


class Prefixed:
    """`name=value` or `key: value`: broken where the value breaks."""

    __slots__ = ("flat", "prefix", "value")

    def __init__(self, prefix: str, value: Expression) -> None:
        self.prefix = prefix
        self.value = value
        self.flat = prefix + value.flat

    @property
    def opening(self) -> str | None:
        """What stays on the first line of the broken form, if it has one."""
        inside = self.value.opening
        return None if inside is None else self.prefix + inside

    def split(self, place: Place) -> list[str]:
        """Give the lines of the broken form."""
        return self.value.split(place.follow(place.before + self.prefix, place.after))


class Group:
    """Brackets with items between, something before and something after them."""

    __slots__ = ("brackets", "flat", "head", "items", "suffix")

    def __init__(
        self,
        head: str,
        brackets: str,
        items: Sequence[Expression] = (),
        suffix: str = "",
    ) -> None:
        self.head = head
        self.brackets = brackets
        self.items = items
        self.suffix = suffix
        inside = ", ".join([item.flat for item in items])
        if brackets == "()" and not head and len(items) == 1:
            inside += ","
        self.flat = f"{head}{brackets[0]}{inside}{brackets[1]}{suffix}"

    def with_suffix(self, suffix: str) -> Group:
        """Give the same brackets with something else after them."""
        return Group(self.head, self.brackets, self.items, suffix)

    @property
    def opening(self) -> str | None:
        """What stays on the first line of the broken form, if it has one."""
        return self.head + self.brackets[0] if self.items else None

    def split(self, place: Place) -> list[str]:
        """Give the lines of the broken form."""
        # one call without arguments in the head is nothing that could be broken
        head = self.head.replace("()", "", 1)
        if not self.items or self.suffix or any(sign in head for sign in "([{"):
            place.doubts.append(self.flat)
        after = "" if self._one_subscript else ","
        lines = [f"{' ' * place.indent}{place.before}{self.head}{self.brackets[0]}"]
        if head != self.head and len(lines[0]) > WIDTH:
            place.doubts.append(self.flat)
        for item in self.items:
            lines += lay_out(item, place.inner(after))
        lines.append(
            f"{' ' * place.indent}{self.brackets[1]}{self.suffix}{place.after}"
        )
        return lines

    @property
    def _one_subscript(self) -> bool:
        return bool(self.head) and self.brackets == "[]" and len(self.items) == 1


class Sequenced:
    """Parts that break into one line each, the joint first: `a and b`, `f(x).g(y).h(z)`."""

    __slots__ = ("flat", "joint", "parts")

    def __init__(self, parts: tuple[Expression, ...], joint: str) -> None:
        self.parts = parts
        self.joint = joint
        self.flat = joint.join([part.flat for part in parts])

    @property
    def opening(self) -> str | None:
        """What stays on the first line of the broken form, if it has one."""
        return None

    @property
    def unsure(self) -> bool:
        """Tell whether the formatter may break something else than the joints."""
        if any(isinstance(part, Sequenced) for part in self.parts):
            return True
        single = len(self.parts) == 2 or bool(self.joint)
        return single and any(sign in self.flat for sign in "([{")

    def split(self, place: Place) -> list[str]:
        """Give the lines of the broken form."""
        if self.unsure:
            place.doubts.append(self.flat)
        joint, last = self.joint.lstrip(), len(self.parts) - 1
        lines: list[str] = []
        for number, part in enumerate(self.parts):
            before = joint if number else place.before
            after = place.after if number == last else ""
            lines += lay_out(part, place.follow(before, after))
        return lines
