"""Settling conflicts that wait: keep the owner's text, take the generator's, or put in a third.

A text is put where the owner's stands; where the owner has none, a merge that knows of no
conflict finds the place (docs/decisions/0029).
"""

from __future__ import annotations

import ast
import textwrap
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from io import BytesIO

from svcgen.artifacts.conflicts import PendingUnit, Sidecar, bytes_of, text_of
from svcgen.artifacts.digest import sha256
from svcgen.artifacts.manifest import ManifestRow
from svcgen.merge.leftovers import with_leftovers
from svcgen.merge.reconcile import MergeText
from svcgen.merge.sidecars import digest_of, line_of
from svcgen.merge.texts import merge_text
from svcgen.merge.units import MergeFacts, TextMerge, UnitClash, Unmergeable


class Side(Enum):
    """Whose text is to stand."""

    OURS = "ours"
    THEIRS = "theirs"


Choice = Side | str
"""A side, or a text that is to stand instead of both."""


class SettleFault(Exception):
    """A conflict cannot be settled so; one line that says why and what to do. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A file with conflicts, as it is or as it becomes: text, base, row and what still waits."""

    text: bytes | None
    base: bytes | None
    row: ManifestRow | None
    sidecar: Sidecar | None


def settle(
    file: Settled, choices: Mapping[str, Choice], merge_text: MergeText = merge_text
) -> Settled:
    """Settle units of a file, by their names. Raises SettleFault."""
    if file.sidecar is None or file.row is None:
        raise SettleFault("nothing waits here")
    whole = file.sidecar.unit("")
    if whole is not None:
        return _settle_whole(file, whole, choices[""])
    clashes = _clashes(file, file.text or b"", merge_text)
    current = {name: clashes[name] for name in choices if name in clashes}
    _refuse_moved(file.sidecar, current, choices)
    text = file.text or b""
    for name, clash in current.items():
        choice = choices[name]
        if choice is not Side.OURS:
            text = _put(file, text, clash, choice, merge_text)
            text = _tidied(file, text, clash.yours or "", merge_text)
    if text != file.text:
        _refuse_broken(file, text, choices, merge_text)
    left = [each for each in file.sidecar.units if each.unit not in choices]
    units = tuple(replace(each, line=line_of(each.yours, text)) for each in left)
    sidecar = replace(file.sidecar, units=units) if units else None
    return replace(file, text=text, sidecar=sidecar)


def _settle_whole(file: Settled, unit: PendingUnit, choice: Choice) -> Settled:
    """Settle a file that was left alone as a whole: from now on its base is the new text."""
    new = bytes_of(unit.new)
    text = file.text
    if isinstance(choice, str):
        text = bytes_of(choice)
    elif choice is Side.THEIRS:
        if digest_of(text_of(file.text)) != unit.yours_sha256:
            raise SettleFault(_MOVED.format("this file"))
        text = new
    row = None
    if new is not None and file.row is not None:
        row = file.row._replace(sha256=sha256(new), prev=file.row.sha256 or None)
    return Settled(text, new, row, None)


_MOVED = "your text of {} changed since the conflict was recorded; svcgen generate records it anew"


def _clashes(file: Settled, text: bytes, merge_text: MergeText) -> dict[str, UnitClash]:
    """Give what still clashes in a text, as it is there now."""
    pending = file.sidecar.bases() if file.sidecar is not None else {}
    done = _merge(file, text, pending, merge_text)
    return {clash.unit: clash for clash in done.clashes}


def _merge(
    file: Settled,
    text: bytes,
    pending: Mapping[str, str | None],
    merge_text: MergeText,
) -> TextMerge:
    row, base = file.row, file.base
    if row is None or base is None:
        raise SettleFault("its base is lost; svcgen generate --rebase comes first")
    symbols = dict(row.symbols)
    facts = MergeFacts(symbols, symbols, pending, frozenset(row.anchors))
    try:
        return merge_text(row.path, base, text, base, facts)
    except Unmergeable as error:
        raise SettleFault(str(error)) from error


def _refuse_moved(
    sidecar: Sidecar, current: Mapping[str, UnitClash], choices: Mapping[str, Choice]
) -> None:
    """Never replace a text that nobody has seen beside its candidate."""
    for name, clash in current.items():
        recorded = sidecar.unit(name)
        if choices[name] is Side.OURS or recorded is None:
            continue
        if digest_of(clash.yours) != recorded.yours_sha256:
            raise SettleFault(_MOVED.format(name))


def _put(
    file: Settled,
    text: bytes,
    clash: UnitClash,
    choice: Choice,
    merge_text: MergeText,
) -> bytes:
    """Put in the generator's text, or a third; where the owner has none, the merge finds the place."""
    path = file.row.path if file.row is not None else ""
    part = clash.yours
    if part is None or not part.strip():
        text = _merge(file, text, {clash.unit: part}, merge_text).text
        if choice is Side.THEIRS:
            return text
        part = clash.new
    by = clash.new if choice is Side.THEIRS else str(choice)
    return put_text(text, part or "", by or "", path)


def _tidied(file: Settled, text: bytes, gone: str, merge_text: MergeText) -> bytes:
    """Take out the imports that only the text that gave way had used."""
    row, base = file.row, file.base
    if row is None or base is None or not row.path.endswith(".py"):
        return text
    before = with_leftovers(base, text, gone)
    if before is None:
        return text
    facts = MergeFacts(anchors=frozenset(row.anchors))
    try:
        done = merge_text(row.path, before, text, base, facts)
    except Unmergeable:
        return text
    return text if done.clashes else done.text


def put_text(text: bytes, part: str, by: str, path: str) -> bytes:
    """Put a text in the place of a part of a file, in the file's encoding, newlines and indent.

    An empty text takes the part out. Raises SettleFault when the part does not stand there once.
    """
    encoding = _encoding(text, path)
    whole = text.decode(encoding)
    crlf = whole.count("\r\n") * 2 > whole.count("\n")
    lines = _lines(whole.replace("\r\n", "\n") if crlf else whole)
    wanted, core = _lines(part.replace("\r\n", "\n")), by.replace("\r\n", "\n").strip(
        "\n"
    )
    while wanted and not wanted[0].strip():
        # blank lines around a unit are its place, not its text
        del wanted[0]
    while wanted and not wanted[-1].strip():
        del wanted[-1]
    start = _place(lines, wanted)
    stop, shift = start + len(wanted), _indent(lines[start : start + len(wanted)])
    new = _lines(textwrap.indent(textwrap.dedent(core), shift)) if core else []
    while not new and start and not lines[start - 1].strip():
        start -= 1
    merged = "\n".join([*lines[:start], *new, *lines[stop:]])
    return (merged.replace("\n", "\r\n") if crlf else merged).encode(encoding)


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _indent(lines: list[str]) -> str:
    """Give the white space that all lines begin with."""
    first = next((line for line in lines if line.strip()), "")
    plain = textwrap.dedent("\n".join(lines)).split("\n")
    bare = next((line for line in plain if line.strip()), "")
    return first[: len(first) - len(bare)]


def _place(lines: list[str], wanted: list[str]) -> int:
    """Find the one place where lines stand, indented as they may be."""
    plain, count = textwrap.dedent("\n".join(wanted)), len(wanted)
    first = wanted[0].strip() if wanted else None
    found = [
        at
        for at, line in enumerate(lines)
        if line.strip() == first
        and textwrap.dedent("\n".join(lines[at : at + count])) == plain
    ]
    if len(found) != 1:
        raise SettleFault(
            "its place cannot be told for sure; edit the file by hand, then svcgen resolve --ours"
        )
    return found[0]


def _encoding(text: bytes, path: str) -> str:
    if path.endswith(".py"):
        return tokenize.detect_encoding(BytesIO(text).readline)[0]
    return "utf-8"


def _refuse_broken(
    file: Settled,
    text: bytes,
    choices: Mapping[str, Choice],
    merge_text: MergeText,
) -> None:
    """Look at the result: it has to parse, and what took the generator's text must not clash."""
    try:
        if file.row is not None and file.row.path.endswith(".py"):
            ast.parse(text)
        left = _clashes(file, text, merge_text)
    except (SettleFault, SyntaxError, ValueError) as error:
        raise SettleFault(f"the file would no longer parse: {error}") from error
    for name, choice in choices.items():
        if choice is Side.THEIRS and name in left:
            raise SettleFault(
                f"{name} cannot be put in by itself; take it over by hand, then svcgen resolve --ours"
            )
