"""Descriptions of a spec as comments and documentation: words survive, syntax does not."""

from __future__ import annotations

import re
import textwrap
from typing import Self

from svcgen.naming.code import Code

WIDTH = 88

# What tools read in comments: PEP 263 cookies, and switches of type checkers and formatters.
_DIRECTIVE = re.compile(
    r"(coding|type|mypy|ruff|fmt|isort|pyright|pylint|yapf|pragma|nosec|flake8)\s*[:=]+",
    re.IGNORECASE,
)
_NOQA = re.compile(r"noqa", re.IGNORECASE)
# Marks anywhere; then what begins a link inside a word, and what begins an item of a list.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|&~$=@]|[.:!](?=\S)|(?<=\d)[.)](?=\s|$)|^[-+]")
_TS_DIRECTIVE = re.compile(
    r"@(?=ts-|jsx|license|preserve|type|internal)", re.IGNORECASE
)


_EMPTY_LINE = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)")


def fold_text(text: str) -> str:
    """Give a text as one line: white space folded, control and bidi characters dropped.

    What is kept is printable (str.isprintable: no Cc, Cf, Cs, Zl, Zp).
    """
    folded = " ".join(text.split())
    if folded.isprintable():
        return folded
    kept = "".join(c if c.isprintable() else " " for c in folded)
    return " ".join(kept.split())


def _paragraphs(text: str) -> list[str]:
    if "\n" not in text and "\r" not in text:
        folded = fold_text(text)
        return [folded] if folded else []
    parts = _EMPTY_LINE.split(text)
    return [folded for folded in map(fold_text, parts) if folded]


def _wrap(paragraph: str, width: int) -> list[str]:
    return textwrap.wrap(
        paragraph, max(width, 20), break_long_words=False, break_on_hyphens=False
    )


class Comment(Code):
    """The words of a comment of one line, without the mark that begins it (`#`, `//`)."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Fold a text to one line and disarm what tools would obey (`coding:`, `type:`, `noqa`)."""
        disarmed = _NOQA.sub("no-qa", _DIRECTIVE.sub(r"\1 ", fold_text(text)))
        return cls._trusted(fold_text(disarmed))


class PyDoc(Code):
    """A docstring with its quotes, laid out as black leaves it."""

    __slots__ = ()

    def __new__(cls, text: str, indent: int = 4) -> Self:
        """Write the docstring of a block indented by `indent` columns; the first line is not.

        Paragraphs are kept, white space is folded. An empty text gives three dots, since an empty
        docstring is a fault of its own.
        """
        parts = [_disarm_doc(part) for part in _paragraphs(text)] or ["..."]
        if len(parts) == 1 and indent + len(parts[0]) + 6 <= WIDTH:
            return cls._trusted(f'"""{parts[0]}"""')
        margin = " " * indent
        blocks = [
            _wrap(part, WIDTH - indent - (3 if not number else 0))
            for number, part in enumerate(parts)
        ]
        lines = "\n\n".join("\n".join(block) for block in blocks).split("\n")
        body = "\n".join(
            margin + line if line and number else line
            for number, line in enumerate(lines)
        )
        # Black joins the closing quotes to a docstring of one line, however long.
        close = f"\n{margin}" if "\n" in body else ""
        return cls._trusted(f'"""{body}{close}"""')


def _disarm_doc(text: str) -> str:
    """Keep a line from ending the docstring or from being moved by black."""
    escaped = text.replace("\\", "\\\\")
    if '"""' in escaped or escaped.startswith('"') or escaped.endswith('"'):
        escaped = escaped.replace('"', "'")
    return escaped + "." if escaped.endswith("\\") else escaped


class TsDoc(Code):
    """A documentation comment in TypeScript, with its `/**` and `*/`."""

    __slots__ = ()

    def __new__(cls, text: str, indent: int = 0) -> Self:
        """Write the comment of something indented by `indent` columns; the first line is not."""
        parts = [_disarm_ts(part) for part in _paragraphs(text)] or ["..."]
        if len(parts) == 1 and indent + len(parts[0]) + 7 <= WIDTH:
            return cls._trusted(f"/** {parts[0]} */")
        margin = " " * indent
        blocks = ["\n".join(_wrap(part, WIDTH - indent - 3)) for part in parts]
        lines = "\n\n".join(blocks).split("\n")
        body = "\n".join(f"{margin} * {line}".rstrip() for line in lines)
        return cls._trusted(f"/**\n{body}\n{margin} */")


def _disarm_ts(text: str) -> str:
    return _TS_DIRECTIVE.sub("@ ", text.replace("*/", "*\\/"))


class MdText(Code):
    """Plain text inside a line of Markdown (CommonMark): no markup, no HTML, no link."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Fold a text to one line and escape what could mark up where it stands."""
        return cls._trusted(_MARKUP.sub(r"\\\g<0>", fold_text(text)))
