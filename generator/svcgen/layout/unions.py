"""Annotations that are unions, broken as the formatter leaves them: a part a line, in parentheses."""

from __future__ import annotations

from svcgen.layout.expressions import Expression, Group, Place

JOINT = " | "


def split_union(shape: Expression, place: Place) -> list[str] | None:
    """Give the lines of a bracketed type with names after it: `Annotated[...] | None`.

    None when the annotation is of another shape.
    """
    if not isinstance(shape, Group) or not shape.suffix.startswith(JOINT):
        return None
    names = shape.suffix.removeprefix(JOINT).split(JOINT)
    if shape.brackets != "[]" or not all(map(str.isidentifier, (shape.head, *names))):
        return None
    edge, inner = " " * place.indent, place.inner()
    if len(shape.items) > 1:
        # the comma after the last item keeps the parts apart
        lines = shape.with_suffix("").split(inner)
        lines += [inner.line(f"| {name}") for name in names]
    elif inner.fits(shape.flat):
        lines = [inner.line(shape.flat)]
    else:
        return None
    return [f"{edge}{place.before}(", *lines, f"{edge}){place.after}"]
