"""Docstrings: any text, as the formatter would leave it."""

from __future__ import annotations

import textwrap

from svcgen.layout.expressions import WIDTH

QUOTES = '"""'


def docstring_lines(text: str, indent: int) -> list[str]:
    """Lay out a docstring; paragraphs are parted by empty lines, the first is the summary."""
    edge = " " * indent
    paragraphs = [" ".join(part.split()) for part in _paragraphs(text)]
    plain = [_harmless(part) for part in paragraphs if part] or ["..."]
    last = plain[-1]
    if last.endswith('"'):
        plain[-1] = f"{last}."
    single = f"{edge}{QUOTES}{plain[0]}{QUOTES}"
    if len(plain) == 1 and len(single) <= WIDTH:
        return [single]
    wrapped = _wrap(f"{QUOTES}{plain[0]}", indent)
    if len(plain) == len(wrapped) == 1:
        # the formatter pulls closing quotes up to a line that stands alone
        wrapped = _wrap(wrapped[0], indent + len(QUOTES))
    if len(plain) == len(wrapped) == 1:
        return [single]
    for paragraph in plain[1:]:
        wrapped += ["", *_wrap(paragraph, indent)]
    return [f"{edge}{line}" if line else "" for line in wrapped] + [edge + QUOTES]


def _paragraphs(text: str) -> list[str]:
    parts: list[list[str]] = [[]]
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.strip():
            parts[-1].append(line)
        elif parts[-1]:
            parts.append([])
    return [" ".join(part) for part in parts]


def _harmless(text: str) -> str:
    """Escape what would end the docstring, start an escape, or cannot be seen."""
    text = text.replace("\\", "\\\\").replace(QUOTES, '\\"\\"\\"')
    shown = "".join(sign if sign.isprintable() else _escape(sign) for sign in text)
    return f"\\{shown}" if shown.startswith('"') else shown


def _escape(sign: str) -> str:
    return ascii(sign)[1:-1]


def _wrap(text: str, indent: int) -> list[str]:
    return textwrap.wrap(
        text, WIDTH - indent, break_long_words=False, break_on_hyphens=False
    )
