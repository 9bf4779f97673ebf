"""Files of a spec, read as text within limits."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from svcgen.artifacts.markers import find_marked
from svcgen.diagnostics import Diagnostic, Span
from svcgen.diagnostics.catalogue.source import (
    BAD_ENCODING,
    CONTROL_CHARACTER,
    EMPTY_FOLDER,
    FILE_TOO_LARGE,
    MERGE_CONFLICT,
    MISSING_FILE,
    UNREADABLE_FILE,
)

LARGEST = 5 * 1024 * 1024
"""Bytes of one file."""

# What libyaml refuses (YAML 1.1, c-printable), and the separators that only YAML 1.1 takes for line breaks.
_REFUSED = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file, by the name that diagnostics call it."""

    name: str
    text: str


def find_files(path: Path) -> list[Path] | Diagnostic:
    """Give the files that a path stands for: itself, or the YAML files directly in a folder."""
    try:
        if not path.is_dir():
            return [path]
        found = sorted(
            file
            for file in path.iterdir()
            if file.suffix in (".yaml", ".yml") and not file.name.startswith(".")
        )
    except (OSError, ValueError) as error:
        return _unreadable(path, error)
    return found or EMPTY_FOLDER.at(Span(name_file(path)), path=path)


def read_source(path: Path) -> Source | Diagnostic:
    """Read a file, at most 5 MiB of UTF-8; gives a diagnostic when that is not what it is."""
    name = name_file(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return UNREADABLE_FILE.at(
                Span(name), path=path, reason="it is no ordinary file"
            )
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        return MISSING_FILE.at(Span(name), path=path)
    except (OSError, ValueError) as error:
        return _unreadable(path, error)
    return decode_source(name, data)


def decode_source(name: str, data: bytes) -> Source | Diagnostic:
    """Read bytes as UTF-8 without a byte order mark; gives a diagnostic for what is too much or something else."""
    if len(data) > LARGEST:
        return FILE_TOO_LARGE.at(Span(name), limit=LARGEST)
    whole = Span(name, 1, 1, 1)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return BAD_ENCODING.at(whole, reason="it looks like UTF-16")
    if b"\0" in data:
        return BAD_ENCODING.at(whole, reason="it holds NUL bytes")
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        span = span_at(name, data[: error.start].decode("utf-8"), error.start)
        byte = f"the byte 0x{data[error.start]:02x} begins no character"
        return BAD_ENCODING.at(span, reason=byte)
    refused = _REFUSED.search(text)
    if refused is not None:
        shown = f"U+{ord(refused[0]):04X}"
        span = span_at(name, text, refused.start())
        return CONTROL_CHARACTER.at(span, character=shown)
    return Source(name, text)


def find_conflicts(source: Source) -> Iterator[Diagnostic]:
    """Give every conflict that git left in a text: no YAML, and nothing else can be told of it."""
    for found in find_marked(source.text):
        ours, theirs = found.ours or "one branch", found.theirs or "the other"
        middle = found.middle if found.base is None else found.base
        hint = (
            f"{ours} has {_lines(found.first + 2, middle)}, {theirs} has "
            f"{_lines(found.middle + 2, found.last)}: keep what is meant, delete the markers"
        )
        span = Span(source.name, found.first + 1, 1, 8)
        yield MERGE_CONFLICT.at(span, ours=ours, theirs=theirs, hint=hint)


def _lines(first: int, last: int) -> str:
    if last < first:
        return "nothing here"
    return f"line {first}" if first == last else f"lines {first} to {last}"


def span_at(name: str, text: str, index: int) -> Span:
    """Give the place of a character by its index in the text."""
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return Span(name, line, column, column + 1)


def name_file(path: Path) -> str:
    """Give the name of a file in diagnostics: from the current folder when it is below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError, RuntimeError):
        return path.as_posix()


def _unreadable(path: Path, error: OSError | ValueError) -> Diagnostic:
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return UNREADABLE_FILE.at(Span(name_file(path)), path=path, reason=reason or error)
