"""One file of the owner's with other names in it, where it is certain what they mean."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, replace

from svcgen.edit.python.identifiers import Identifiers
from svcgen.edit.python.lines import Aligned, Edit, Template, Unreadable, align
from svcgen.edit.python.program import Program

BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Undecided:
    """A word that may mean what was renamed: the line it stands in, and why it was left."""

    line: int
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file after a rename, and the words of it that were left to its owner.

    `missed` tells that a generated line which changes by more than names was edited here.
    """

    text: bytes
    undecided: tuple[Undecided, ...] = ()
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Renames:
    """What a rename means for Python: the program as it was, and the new names."""

    program: Program
    identifiers: Identifiers


def rewrite(
    text: bytes,
    module: str,
    renames: Renames,
    template: Template | None = None,
    *,
    whole: bool = True,
) -> Rewritten:
    """Give a file with the new names; `template` is what was generated of it, before and after.

    Without `whole`, generated lines that change by more than names get the new names alone.
    Raises Unreadable when the file is no Python.
    """
    source, encoding = _decode(text)
    aligned = (
        align(source, template) if template is not None else Aligned({}, (), False)
    )
    if not whole:
        aligned = replace(aligned, edits=())
    edits, undecided = list(_of_words(aligned)), tuple[Undecided, ...]()
    if edits or _is_concerned(source, renames.identifiers):
        from svcgen.edit.python.scopes import find_edits

        edits, undecided = find_edits(source, module, renames, aligned)
    after = _apply(source, [*edits, *aligned.edits])
    return Rewritten(after.encode(encoding), undecided, aligned.missed)


def _decode(text: bytes) -> tuple[str, str]:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(text).readline)
        return text.decode(encoding), encoding
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise Unreadable(str(error)) from error


def _is_concerned(source: str, identifiers: Identifiers) -> bool:
    found = set(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", source))
    return not found.isdisjoint(identifiers.words)


def _of_words(aligned: Aligned) -> Iterator[Edit]:
    for word, new in aligned.words.values():
        if word.text != new:
            yield word.start, word.end, new


def _apply(text: str, edits: list[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, words in sorted(set(edits)):
        if start < at:
            continue
        parts += (text[at:start], words)
        at = end
    return "".join([*parts, text[at:]])
