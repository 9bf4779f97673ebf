"""The layout functions that templates call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from svcgen.layout.code import Laid
from svcgen.layout.docstrings import docstring_lines
from svcgen.layout.expressions import (
    WIDTH,
    Atom,
    Expression,
    Group,
    Place,
    Prefixed,
    Sequenced,
    Text,
    expression,
    lay_out,
)
from svcgen.layout.imports import import_lines
from svcgen.layout.unions import split_union


class Layout:
    """Lays out one file, and keeps in mind whether the formatter can be left out.

    Expressions (`call`, `named`, `list_of`, ...) are built first and placed by a statement
    (`assign`, `returns`, `signature`, ...). A statement is put into a template where its first
    line begins: that line has no indentation, the others have all of theirs (`indent` columns).
    """

    __slots__ = ("_doubts", "_long")

    def __init__(self) -> None:
        self._doubts: list[str] = []
        self._long: set[str] = set()

    def certifies(self, text: str) -> bool:
        """Tell whether `text`, made with this layout, is as the formatter would leave it."""
        if self._doubts:
            return False
        lines = text.split("\n")
        return max(map(len, lines)) <= WIDTH or all(
            line in self._long for line in lines if len(line) > WIDTH
        )

    # expressions

    def call(
        self, head: str, args: Iterable[Text] = (), suffix: str = ""
    ) -> Expression:
        """Call `head(args)`; `suffix` is what follows the bracket."""
        return Group(head, "()", _all(args), suffix)

    def named(self, name: str, value: Text) -> Expression:
        """Pass an argument by name: `name=value`."""
        return Prefixed(f"{name}=", expression(value))

    def subscript(self, head: str, items: Iterable[Text]) -> Expression:
        """Write `head[items]`, as in `Annotated[str, Field(max_length=3)]`."""
        return Group(head, "[]", _all(items))

    def list_of(self, items: Iterable[Text]) -> Expression:
        """Write `[items]`."""
        return Group("", "[]", _all(items))

    def tuple_of(self, items: Iterable[Text]) -> Expression:
        """Write `(items)`, with the comma that a tuple of one needs."""
        return Group("", "()", _all(items))

    def set_of(self, items: Iterable[Text]) -> Expression:
        """Write `{items}`; there must be one at least."""
        return Group("", "{}", _all(items))

    def dict_of(self, pairs: Iterable[tuple[str, Text]]) -> Expression:
        """Write `{key: value}`; keys are code."""
        items = [Prefixed(f"{key}: ", expression(value)) for key, value in pairs]
        return Group("", "{}", tuple(items))

    def joined(self, operator: str, operands: Iterable[Text]) -> Expression:
        """Write operands with one operator (`and`, `or`, `|`, `+`) between them."""
        return Sequenced(_all(operands), f" {operator} ")

    def chain(
        self, head: Text, calls: Sequence[tuple[str, Sequence[Text]]]
    ) -> Expression:
        """Call methods one after the other: `head.name(args).name(args)`."""
        parts = [expression(head)]
        for name, args in calls:
            plain = not parts[1:] and "(" not in parts[0].flat
            start = f"{parts.pop().flat}." if plain else "."
            parts.append(Group(start + name, "()", _all(args)))
        return parts[0] if len(parts) == 1 else Sequenced(tuple(parts), "")

    # statements

    def assign(self, target: str, value: Text, indent: int = 0) -> Laid:
        """Write `target = value`; the target may carry an annotation that is never broken."""
        return self.statement(f"{target} = ", value, indent)

    def returns(self, value: Text, indent: int = 0) -> Laid:
        """Write `return value`."""
        return self.statement("return ", value, indent)

    def statement(self, start: str, value: Text, indent: int = 0) -> Laid:
        """Write `start` and a value that may be put into parentheses: `return `, `x = `."""
        shape, place = expression(value), self._place(indent, start)
        if place.fits(shape.flat):
            return _code([place.line(shape.flat)])
        if shape.flat.endswith(":"):
            # the head of a block: where it is broken, its colon is outside, as the formatter knows
            self._doubts.append(shape.flat)
            return _code([place.line(shape.flat)])
        if shape.opening is not None and len(place.line(shape.opening)) <= WIDTH:
            return _code(shape.split(place))
        calls = isinstance(shape, Group) and "(" in shape.head
        if calls or (isinstance(shape, Sequenced) and shape.unsure):
            self._doubts.append(shape.flat)
        edge, long = " " * indent, len(self._long)
        inner = lay_out(shape, place.inner())
        if len(self._long) > long:
            # parentheses that leave a line too long are none that the formatter keeps
            self._doubts.append(shape.flat)
        return _code([f"{edge}{start}(", *inner, f"{edge})"])

    def bare(self, value: Text, indent: int = 0, start: str = "") -> Laid:
        """Write an expression that stands for itself, or `await ` and one."""
        return _code(lay_out(expression(value), self._place(indent, start)))

    def decorator(self, value: Text, indent: int = 0) -> Laid:
        """Write `@value`."""
        return self.bare(value, indent, "@")

    def annotated(
        self, name: str, annotation: Text, value: Text | None = None, indent: int = 0
    ) -> Laid:
        """Write `name: annotation = value`; the one that is too long is broken."""
        shape = expression(annotation)
        if value is None:
            return _code(_annotation(shape, self._place(indent, f"{name}: ")))
        if len(f"{name}: {shape.flat} = (") + indent <= WIDTH:
            return self.assign(f"{name}: {shape.flat}", value, indent)
        flat = expression(value).flat
        if " " in flat:
            self._doubts.append(flat)
        return _code(_annotation(shape, self._place(indent, f"{name}: ", f" = {flat}")))

    def signature(
        self,
        start: str,
        name: str,
        params: Iterable[Text] = (),
        returns: str = "None",
        indent: int = 0,
    ) -> Laid:
        """Write the head of a function: `start` is `def` or `async def`; ends in a colon."""
        place = self._place(indent, f"{start} ", f" -> {returns}:")
        return _code(lay_out(Group(name, "()", _all(params)), place))

    def class_header(
        self, name: str, bases: Iterable[Text] = (), indent: int = 0
    ) -> Laid:
        """Write `class name(bases):`, and no parentheses without bases."""
        place, items = self._place(indent, "class ", ":"), _all(bases)
        if not items:
            return _code([place.line(name)])
        return _code(lay_out(Group(name, "()", items), place))

    def docstring(self, text: str, indent: int = 0) -> Laid:
        """Write a docstring: white space folded, paragraphs wrapped, anything in it harmless."""
        return _code(docstring_lines(text, indent))

    def imports(
        self, names: Iterable[tuple[str, str]], own: str = "", indent: int = 0
    ) -> Laid:
        """Write sorted imports of (module, name) pairs; name "" is `import module`.

        `own` is the service's package, which stands last. "Name as other" gives an alias.
        """
        return _code(import_lines(names, own, indent))

    def _place(self, indent: int, before: str, after: str = "") -> Place:
        return Place(indent, before, after, self._doubts, self._long)


def _annotation(shape: Expression, place: Place) -> list[str]:
    if place.fits(shape.flat):
        return [place.line(shape.flat)]
    return split_union(shape, place) or shape.split(place)


def _all(values: Iterable[Text]) -> tuple[Expression, ...]:
    return tuple([Atom(value) if isinstance(value, str) else value for value in values])


def _code(lines: list[str]) -> Laid:
    text = lines[0] if len(lines) == 1 else "\n".join(lines)
    return Laid(text.lstrip(" "))
