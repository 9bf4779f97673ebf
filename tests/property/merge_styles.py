"""How owners' editors write a file, and how files come out that no longer parse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

import black

Style = Callable[[str], bytes]


def _tabs(text: str) -> bytes:
    lines = []
    for line in text.split("\n"):
        bare = line.lstrip(" ")
        depth, rest = divmod(len(line) - len(bare), 4)
        lines.append("\t" * depth + " " * rest + bare)
    return "\n".join(lines).encode()


def _after_line(text: str, line: str) -> str:
    """Put a line between two top-level statements, as far down as there are any."""
    head, _, tail = text.rpartition("\n\n\n")
    return f"{head}\n{line}\n\n\n{tail}" if head else f"{text}{line}\n"


def _black(text: str) -> bytes:
    return black.format_str(text, mode=black.Mode(line_length=60)).encode()


STYLES: Mapping[str, Style] = {
    "CR LF": lambda text: text.replace("\n", "\r\n").encode(),
    "tabs": _tabs,
    "BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "latin-1": lambda text: (
        "# -*- coding: latin-1 -*-\n" + text + "# caf\xe9\n"
    ).encode("latin-1"),
    "form feed": lambda text: _after_line(text, "\x0c").encode(),
    "no newline at the end": lambda text: text.rstrip("\n").encode(),
    "line separator": lambda text: _after_line(text, "# one\u2028line").encode(),
    "semicolons": lambda text: _after_line(text, "one_of = 1; two_of = 2").encode(),
    "black": _black,
}
"""By name: files that still say what they said."""


def _cut(text: str, line: bytes) -> bytes:
    lines = text.encode().split(b"\n")
    middle = len(lines) // 2
    return b"\n".join([*lines[:middle], line, *lines[middle:]])


BROKEN: Mapping[str, Style] = {
    "markers": lambda text: _cut(
        text, b"<<<<<<< yours\nx = 1\n=======\nx = 2\n>>>>>>> new"
    ),
    "syntax error": lambda text: _cut(text, b"def (:"),
    "NUL": lambda text: _cut(text, b"x = '\0'"),
    "lone CR": lambda text: _cut(text, b"# one\rx = 1"),
    "no UTF-8": lambda text: _cut(text, b"# caf\xe9"),
    "too deep": lambda text: _cut(text, b"x = " + b"(" * 300 + b")" * 300),
}
"""By name: files that cannot be taken apart."""


def style(text: str, random: Random, share: float) -> tuple[bytes, str]:
    """Write a text in a style, by chance; give it and the style's name, "" for the plain one."""
    if random.random() >= share:
        return text.encode(), ""
    name = random.choice(list(STYLES))
    try:
        return STYLES[name](text), name
    except UnicodeEncodeError:
        return text.encode(), ""
