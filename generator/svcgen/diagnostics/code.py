"""A kind of fault, declared once in the catalogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from svcgen.diagnostics.diagnostic import Diagnostic, Related, Severity
from svcgen.diagnostics.span import Span

LONGEST_VALUE = 200


def show(value: object) -> str:
    """Make a value of the spec safe to print: one line, no control or bidi characters, bounded.

    Characters that are not printable (PEP 3138) are escaped as in a Python literal.
    """
    text = value if isinstance(value, str) else str(value)
    if len(text) > LONGEST_VALUE:
        text = text[: LONGEST_VALUE - 1] + "…"
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of fault.

    `name` is kebab-case and never changes; `message` is a template whose `{names}` are given to
    `at`; `doc` is what `svcgen explain` prints: what it is, why, what to do, with an example.
    """

    name: str
    severity: Severity
    message: str
    doc: str

    def at(
        self,
        span: Span,
        *,
        hint: str = "",
        related: Sequence[Related] = (),
        **names: object,
    ) -> Diagnostic:
        """Point this fault at a place; `names` fill the message and are made safe to print."""
        return replace(self.fill(span, names), hint=hint, related=tuple(related))

    def fill(self, span: Span, names: Mapping[str, object]) -> Diagnostic:
        """Point this fault at a place, its names given as a mapping."""
        values = {name: show(value) for name, value in names.items()}
        message = self.message.format_map(values)
        return Diagnostic(self.name, self.severity, message, span)
