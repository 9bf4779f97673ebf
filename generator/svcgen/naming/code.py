"""Text that may stand in an emitted file as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import LiteralString, Self

from typing_extensions import override

from svcgen.diagnostics import Diagnostic, Span
from svcgen.diagnostics.catalogue.names import BAD_NAME, RESERVED_NAME


class BadName(ValueError):
    """A text that is no legal name here: `name`, `reason`, `hint`, and whether it is reserved."""

    def __init__(
        self, name: str, reason: str, *, hint: str = "", reserved: bool = False
    ) -> None:
        super().__init__(f"{name[:80]!a} {reason}")
        self.name = name
        self.reason = reason
        self.hint = hint
        self.reserved = reserved

    def at(self, span: Span) -> Diagnostic:
        """Point the fault at a place: `bad-name`, or `reserved-name` when the word is taken."""
        code = RESERVED_NAME if self.reserved else BAD_NAME
        return code.at(span, name=self.name, reason=self.reason, hint=self.hint)


class BadText(ValueError):
    """A value that cannot be written in the language asked for, such as NaN in JSON."""


class Code(str):
    """Text of an emitted file; all other types of `naming` are kinds of it.

    A subclass encodes or refuses what it is given. `Code` itself is for text that stands in svcgen's
    own source: `Code("list[{}] | None", inner)`, where every part is a `Code`. What the methods of
    `str` give back is a bare `str` again, which templates refuse to print.
    """

    __slots__ = ()

    def __new__(cls, template: LiteralString = "", *parts: Code) -> Self:
        """Fill the `{}` of a template that svcgen wrote; raises TypeError for a bare `str`."""
        for part in parts:
            if not isinstance(part, Code):
                raise TypeError(f"{type(part).__name__} is no Code: {part!a:.80}")
        return cls._trusted(template.format(*parts) if parts else template)

    @classmethod
    def _trusted(cls, text: str) -> Self:
        return str.__new__(cls, text)

    @classmethod
    def joined(cls, separator: LiteralString, parts: Iterable[Code]) -> Code:
        """Join parts; raises TypeError when one of them is a bare `str`."""
        listed = list(parts)
        for part in listed:
            if not isinstance(part, Code):
                raise TypeError(f"{type(part).__name__} is no Code: {part!a:.80}")
        return Code._trusted(separator.join(listed))

    @override
    def __reduce__(self) -> tuple[object, ...]:
        """Copy and pickle without encoding a second time."""
        return (str.__new__, (type(self), str(self)))
