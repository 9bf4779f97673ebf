"""Text that is known to be source code, because the layout functions put it together."""

from __future__ import annotations

from typing import Self

from svcgen.naming.code import Code


class Laid(Code):
    """Source that `Layout` laid out; templates print it as it is."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Take text whose parts are names, literals and punctuation already."""
        return str.__new__(cls, text)
