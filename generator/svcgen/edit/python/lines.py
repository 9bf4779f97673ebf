"""Logical lines of Python and the words in them: what of a file stands as it was generated."""

from __future__ import annotations

import io
import keyword
import re
import token
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

Edit = tuple[int, int, str]
"""Begin and end by character, and the words that stand there then."""

_SKIPPED = frozenset(
    (
        token.NEWLINE,
        token.NL,
        token.INDENT,
        token.DEDENT,
        token.ENDMARKER,
        token.ENCODING,
    )
)
_BREAK = re.compile(r"\r\n|\n|\r")
_LAID_OUT = frozenset((",", "(", ")"))


@dataclass(frozen=True, slots=True)
class Word:
    """A name, a number, a text or a comment, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line, or a line that is a comment alone: `tokens` are all but what layout adds."""

    start: int
    end: int
    words: tuple[Word, ...]
    tokens: tuple[str, ...]

    @property
    def key(self) -> tuple[str, ...]:
        """What two lines that say the same have in common."""
        return tuple(word.text for word in self.words)

    @property
    def shape(self) -> tuple[str, ...]:
        """What two lines have in common that differ in names and texts alone."""
        words = {word.text for word in self.words if not keyword.iskeyword(word.text)}
        return tuple("" if each in words else each for each in self.tokens)

    @property
    def is_import(self) -> bool:
        """Is it an import?"""
        return self.tokens[:1] in (("import",), ("from",))


class Unreadable(Exception):
    """A text that cannot be taken apart into tokens."""


def read_lines(text: str) -> list[Line]:
    """Take a text apart. Raises Unreadable."""
    starts = [0, *(each.end() for each in _BREAK.finditer(text))]
    found: list[Line] = []
    held: list[tuple[tokenize.TokenInfo, int, int]] = []
    try:
        for each in tokenize.generate_tokens(io.StringIO(text, newline="").readline):
            start = starts[each.start[0] - 1] + each.start[1]
            end = starts[each.end[0] - 1] + each.end[1]
            if each.type == token.NEWLINE or (
                each.type == token.NL and _is_comment(held)
            ):
                found += [_line(held)] if held else []
                held = []
            elif each.type not in _SKIPPED:
                held.append((each, start, end))
    except (tokenize.TokenError, SyntaxError, IndexError, ValueError) as error:
        raise Unreadable(str(error)) from error
    return [*found, *([_line(held)] if held else [])]


def _is_comment(held: list[tuple[tokenize.TokenInfo, int, int]]) -> bool:
    return len(held) == 1 and held[0][0].type == token.COMMENT


def _line(held: list[tuple[tokenize.TokenInfo, int, int]]) -> Line:
    words = tuple(
        Word(each.string, start, end)
        for each, start, end in held
        if each.type != token.OP
    )
    tokens = tuple(each.string for each, _, _ in held if each.string not in _LAID_OUT)
    return Line(held[0][1], held[-1][2], words, tokens)


@dataclass(frozen=True, slots=True)
class Template:
    """A generated file before a rename, line for line beside the file after it, imports apart.

    `is_whole` is false when more than names differs, so that some lines have no other beside them.
    """

    new: str
    lines: tuple[tuple[Line, Line], ...]
    is_whole: bool


def make_template(old: str, new: str) -> Template:
    """Put the lines of two texts beside each other. Raises Unreadable."""
    one = [line for line in read_lines(old) if not line.is_import]
    other = [line for line in read_lines(new) if not line.is_import]
    if len(one) == len(other):
        return Template(new, tuple(zip(one, other, strict=True)), is_whole=True)
    matcher = SequenceMatcher(
        None,
        [line.shape for line in one],
        [line.shape for line in other],
        autojunk=False,
    )
    pairs = tuple(
        (one[block.a + step], other[block.b + step])
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    )
    return Template(new, pairs, is_whole=False)


@dataclass(frozen=True, slots=True)
class Aligned:
    """What of a file is as it was generated: the words to write, by where words stand now.

    `seen` are the places that were looked at; `edits` replace lines as a whole, `missed` tells
    that such a line was edited, so that its change is the merge's to make.
    """

    words: Mapping[int, tuple[Word, str]]
    edits: tuple[Edit, ...]
    missed: bool


def align(text: str, template: Template) -> Aligned:
    """Find the generated lines of a text that the owner may have edited. Raises Unreadable."""
    lines = [line for line in read_lines(text) if not line.is_import]
    olds = [one for one, _ in template.lines]
    matcher = SequenceMatcher(
        None, [line.key for line in lines], [line.key for line in olds], autojunk=False
    )
    words: dict[int, tuple[Word, str]] = {}
    edits: list[Edit] = []
    done: set[int] = set()
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            mine = lines[block.a + step]
            one, other = template.lines[block.b + step]
            if len(one.words) == len(other.words):
                for word, new in zip(mine.words, other.words, strict=True):
                    words[word.start] = (word, new.text)
            elif mine.tokens == one.tokens:
                edits.append(
                    (mine.start, mine.end, template.new[other.start : other.end])
                )
                done.add(block.b + step)
    missed = any(
        len(one.words) != len(other.words) and number not in done
        for number, (one, other) in enumerate(template.lines)
    )
    return Aligned(words, tuple(edits), missed)
