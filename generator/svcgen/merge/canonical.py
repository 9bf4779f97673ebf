"""When two Python texts say the same: layout, quotes and commas do not count, comments do."""

from __future__ import annotations

from svcgen.merge.units import Unmergeable


def same_meaning(path: str, one: bytes, other: bytes) -> bool:
    """Tell whether two texts of a file differ in layout at most; other files: in newlines."""
    if one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n"):
        return True
    if not path.endswith(".py"):
        return False
    form = canonical_form(one)
    return form is not None and form == canonical_form(other)


def canonical_form(text: bytes) -> tuple[object, ...] | None:
    """Give what a text says, with the comments in order; None if it cannot be read.

    Docstrings are compared as `inspect.cleandoc` leaves them, comments without outer space.
    """
    from svcgen.merge.python.forms import form_of
    from svcgen.merge.python.source import read_source

    try:
        source, _ = read_source(text, "it")
        return form_of(source.tree), tuple(source.comments.values())
    except (Unmergeable, RecursionError):
        return None
