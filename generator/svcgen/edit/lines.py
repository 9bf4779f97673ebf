"""Lines of a text by the index of a character; LF, CRLF and CR all end one (YAML 1.2, section 5.4)."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\r\n|\n|\r")
_BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")


def newline_of(text: str) -> str:
    """Give the line break that a text mostly uses."""
    crlf = text.count("\r\n")
    counts = {
        "\n": text.count("\n") - crlf,
        "\r\n": crlf,
        "\r": text.count("\r") - crlf,
    }
    return max(counts, key=lambda each: counts[each])


def line_start(text: str, index: int) -> int:
    """Give where the line of a character begins."""
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def line_end(text: str, index: int) -> int:
    """Give where the line of a character ends, before its line break."""
    found = _BREAK.search(text, index)
    return found.start() if found else len(text)


def next_line(text: str, index: int) -> int | None:
    """Give where the line after that of a character begins; None on the last line."""
    found = _BREAK.search(text, index)
    return found.end() if found and found.end() < len(text) else None


def column_of(text: str, index: int) -> int:
    """Give the column of a character, counted from 0."""
    return index - line_start(text, index)


def has_blank_line(text: str) -> bool:
    """Is there an empty line between two others?"""
    return _BLANK_LINE.search(text) is not None


def end_of_tail(text: str, index: int, column: int) -> int:
    """Give the end of the line of `index`, or of the last comment after it from `column` on.

    Such a comment belongs to what stands above it; one further left begins something else.
    """
    end = line_end(text, index)
    start = next_line(text, index)
    while start is not None:
        stop = line_end(text, start)
        line = text[start:stop]
        words = line.lstrip(" ")
        if words.strip():
            if not words.startswith("#") or len(line) - len(words) < column:
                break
            end = stop
        start = next_line(text, start)
    return end


def start_of_lead(text: str, index: int) -> int:
    """Give where the comments directly above the line of a character begin, or that line."""
    start = line_start(text, index)
    while start > 0:
        above = line_start(
            text, start - (2 if text[start - 2 : start] == "\r\n" else 1)
        )
        if not text[above:start].lstrip(" ").startswith("#"):
            break
        start = above
    return start
