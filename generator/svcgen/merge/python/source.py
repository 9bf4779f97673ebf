"""A Python text taken in: decoded, in lines, parsed; and the way back to bytes."""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from dataclasses import dataclass, field

from svcgen.merge.python.forms import clean_docstrings
from svcgen.merge.units import Unmergeable


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is put into bytes: its encoding, its newline, and whether it ends in one."""

    encoding: str
    newline: str
    ends: bool

    def encode(self, text: str) -> bytes:
        """Give a text whose lines end in line feeds as bytes in this style."""
        if not self.ends and text.endswith("\n"):
            text = text[:-1]
        try:
            return text.replace("\n", self.newline).encode(self.encoding)
        except UnicodeEncodeError as error:
            reason = f"the new text has a character that {self.encoding} cannot hold"
            raise Unmergeable(reason) from error


@dataclass(slots=True, eq=False)
class Source:
    """A parsed text. Lines end in a line feed, nothing else parts them, and they count from 0.

    Docstrings in the tree are as `inspect.cleandoc` leaves them. `comments` holds the stripped
    comment of each line that has one.
    """

    lines: list[str]
    tree: ast.Module
    comments: dict[int, str]
    _inside: set[int] | None = field(default=None)

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.lines)

    def between(self, start: int, end: int) -> str:
        """Give the lines from `start` up to `end`."""
        return "".join(self.lines[start:end])

    def comments_between(self, start: int, end: int) -> tuple[str, ...]:
        """Give the comments of the lines from `start` up to `end`."""
        if not self.comments:
            return ()
        found = self.comments
        return tuple([found[line] for line in range(start, end) if line in found])

    def segment(self, node: ast.expr | ast.arg | ast.keyword) -> str:
        """Give the text of an expression as it stands."""
        start, end = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        raw = [line.encode() for line in self.lines[start : end + 1]]
        raw[-1] = raw[-1][: node.end_col_offset]
        raw[0] = raw[0][node.col_offset :]
        return b"".join(raw).decode()

    def inside_strings(self) -> set[int]:
        """Give the lines that begin inside a string, whose indentation is therefore content."""
        if self._inside is None:
            self._inside = {
                line
                for node in ast.walk(self.tree)
                if isinstance(node, ast.JoinedStr)
                or (isinstance(node, ast.Constant) and isinstance(node.value, str))
                for line in range(node.lineno, node.end_lineno or node.lineno)
            }
        return self._inside


def read_source(raw: bytes, whose: str) -> tuple[Source, Style]:
    """Decode and parse a text; `whose` names it in the reason.

    Raises:
        Unmergeable: it cannot be decoded or parsed, has markers of a merge, or a carriage
            return that ends no line (PEP 263, and the lexical rules of Python's lines).
    """
    text, style = decode(raw, whose)
    return parse_source(text, whose), style


def decode(raw: bytes, whose: str) -> tuple[str, Style]:
    """Decode as PEP 263 says; lines end in a line feed, the last one as well."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
        text = raw.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise Unmergeable(f"{whose} cannot be decoded: {error}") from error
    pairs = text.count("\r\n")
    newline = "\r\n" if pairs * 2 > text.count("\n") else "\n"
    text = text.replace("\r\n", "\n")
    if "\r" in text:
        raise Unmergeable(f"{whose} has a carriage return that ends no line")
    ends = text.endswith("\n") or not text
    return text if ends else f"{text}\n", Style(encoding, newline, ends)


def parse_source(text: str, whose: str) -> Source:
    """Parse a decoded text."""
    lines = split_lines(text)
    if "<<<<<<< " in text and any(line.startswith("<<<<<<< ") for line in lines):
        raise Unmergeable(f"{whose} has the markers of a merge that is not resolved")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
        comments = _comments(lines) if "#" in text else {}
    except SyntaxError as error:
        where = f" (line {error.lineno})" if error.lineno else ""
        raise Unmergeable(f"{whose} does not parse: {error.msg}{where}") from error
    except (ValueError, IndexError, RecursionError, MemoryError) as error:
        raise Unmergeable(f"{whose} does not parse: {error}") from error
    except tokenize.TokenError as error:
        raise Unmergeable(f"{whose} cannot be taken apart: {error}") from error
    clean_docstrings(tree)
    return Source(lines, tree, comments)


def split_lines(text: str) -> list[str]:
    """Part a text at line feeds only: a form feed or U+2028 ends no line of Python."""
    lines = text.split("\n")
    last = lines.pop()
    return [f"{line}\n" for line in lines] + ([last] if last else [])


def _comments(lines: list[str]) -> dict[int, str]:
    """Find the comments: on most lines there is no `#`, or one that no quote can hide."""
    tokens = tokenize.generate_tokens(iter([*lines, ""]).__next__)
    return {
        token.start[0] - 1: token.string.strip()
        for token in tokens
        if token.type == tokenize.COMMENT
    }
