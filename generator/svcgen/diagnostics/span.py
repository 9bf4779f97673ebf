"""Where something stands in a source file."""

from __future__ import annotations

from dataclasses import dataclass

from typing_extensions import override


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of one line of a file.

    `line` and `column` count from 1, in Unicode code points; `end` is the column after the last
    character, and equals `column` where only the start is known. Line 0 means the file as a whole.
    """

    file: str
    line: int = 0
    column: int = 0
    end: int = 0

    @override
    def __str__(self) -> str:
        """Give `file:line:column`, which terminals and editors open; the file alone for line 0."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file
