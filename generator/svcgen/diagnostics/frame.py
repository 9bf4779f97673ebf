"""The source around a fault: its line, and a caret under the part meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from svcgen.diagnostics.span import Span

WIDEST = 100


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of source made safe to print, and the carets that stand under it."""

    number: int
    text: str
    carets: str


class SourceLines:
    """The texts of the files, by the name that spans use, split into lines when first asked."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}

    def line(self, file: str, number: int) -> str | None:
        """Give a line, counting from 1, or None when there is none."""
        if file not in self._lines:
            text = self._texts.get(file, "").replace("\r\n", "\n").replace("\r", "\n")
            self._lines[file] = text.split("\n")
        lines = self._lines[file]
        return lines[number - 1] if 0 < number <= len(lines) else None

    def frame(self, span: Span) -> Frame | None:
        """Give the frame of a span, or None when its file or line is not known."""
        line = self.line(span.file, span.line)
        if line is None:
            return None
        start = min(max(span.column - 1, 0), len(line))
        end = min(max(span.end - 1, start + 1), max(len(line), start + 1))
        shift = max(0, start - WIDEST // 2) if len(line) > WIDEST else 0
        window = line[shift : shift + WIDEST]
        text = "".join(map(_printable, window))
        before = _width("".join(map(_printable, window[: start - shift])))
        marked = _width("".join(map(_printable, window[start - shift : end - shift])))
        return Frame(span.line, text.rstrip(), " " * before + "^" * max(1, marked))


def _printable(character: str) -> str:
    if character == "\t":
        return "    "
    return character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"


def _width(text: str) -> int:
    """Count terminal columns: wide characters take two, combining marks none (UAX 11)."""
    if text.isascii():
        return len(text)
    return sum(
        (
            0
            if unicodedata.combining(character)
            else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        )
        for character in text
    )
