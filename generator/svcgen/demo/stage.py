"""Where the demo is told, and how it fails."""

from __future__ import annotations

import shutil
import sys
import textwrap

WIDEST = 110


class DemoFault(Exception):
    """A step did not show what it should."""


class Stage:
    """Numbered headings, and what belongs to each, indented."""

    def __init__(self) -> None:
        self._steps = 0
        self._width = min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)
        self._bold, self._plain = (
            ("\033[1m", "\033[0m") if sys.stdout.isatty() else ("", "")
        )

    def step(self, name: str, text: str) -> None:
        """Begin the next step."""
        self._steps += 1
        self.line(
            f"\n{self._bold}{self._steps}  {name:<12}{self._plain}{text}", indent=0
        )

    def line(self, text: str, indent: int = 3) -> None:
        """Tell one line, at once; a long one goes on below itself."""
        for part in text.split("\n"):
            lines = textwrap.wrap(
                part,
                self._width,
                initial_indent=" " * indent,
                subsequent_indent=" " * (indent + 2),
                break_long_words=False,
                break_on_hyphens=False,
            )
            sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
