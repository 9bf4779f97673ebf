"""Settling conflicts that wait: keep the owner's text, take the generator's, or put in a third.

A unit takes the generator's text by a merge whose base is what the owner has there now, so that
the merge itself finds the place (docs/decisions/0029).
"""

from __future__ import annotations

import ast
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from io import BytesIO

from svcgen.artifacts.conflicts import PendingUnit, Sidecar, bytes_of, text_of
from svcgen.artifacts.digest import sha256
from svcgen.artifacts.manifest import ManifestRow
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
    clashes = _clashes(file, file.sidecar, merge_text)
    current = {name: clashes[name] for name in choices if name in clashes}
    _refuse_moved(file.sidecar, current, choices)
    text = file.text or b""
    taken = {
        name: clash.yours
        for name, clash in current.items()
        if choices[name] is Side.THEIRS
        or (isinstance(choices[name], str) and clash.yours is None)
    }
    if taken:
        text = _take(file, text, taken, merge_text)
    for name, clash in current.items():
        choice = choices[name]
        if isinstance(choice, str):
            part = clash.new if clash.yours is None else clash.yours
            text = put_text(text, part or "", choice, file.row.path)
            _refuse_broken(file, text, merge_text)
    left = [each for each in file.sidecar.units if each.unit not in choices]
    units = tuple(replace(each, line=line_of(each.yours, text)) for each in left)
    return replace(file, text=text, sidecar=_left(file.sidecar, units))


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


def _clashes(
    file: Settled, sidecar: Sidecar, merge_text: MergeText
) -> dict[str, UnitClash]:
    """Give what still clashes, with the texts that are there now."""
    done = _merge(file, file.text or b"", sidecar.bases(), merge_text)
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


def _take(
    file: Settled,
    text: bytes,
    taken: Mapping[str, str | None],
    merge_text: MergeText,
) -> bytes:
    done = _merge(file, text, taken, merge_text)
    stuck = [
        clash.unit for clash in done.clashes if clash.unit in taken or not clash.unit
    ]
    if stuck:
        raise SettleFault(
            f"{stuck[0] or 'the file'} cannot be put in by itself; take it over by hand, "
            "then svcgen resolve --ours"
        )
    return done.text


def put_text(text: bytes, part: str, by: str, path: str) -> bytes:
    """Put a text in the place of a part of a file, in the file's encoding and newlines.

    Raises SettleFault when the part does not stand there exactly once.
    """
    encoding = _encoding(text, path)
    whole = text.decode(encoding)
    crlf = whole.count("\r\n") * 2 > whole.count("\n")
    plain = whole.replace("\r\n", "\n") if crlf else whole
    part = part.replace("\r\n", "\n") if crlf else part
    if not part.strip() or plain.count(part) != 1:
        raise SettleFault(
            "its place cannot be told for sure; edit the file by hand, then svcgen resolve --ours"
        )
    core = part.strip("\n")
    # blank lines around a unit are its place, not its text
    merged = plain.replace(
        part, part.replace(core, by.replace("\r\n", "\n").strip("\n"))
    )
    return (merged.replace("\n", "\r\n") if crlf else merged).encode(encoding)


def _encoding(text: bytes, path: str) -> str:
    if path.endswith(".py"):
        return tokenize.detect_encoding(BytesIO(text).readline)[0]
    return "utf-8"


def _refuse_broken(file: Settled, text: bytes, merge_text: MergeText) -> None:
    try:
        if file.row is not None and file.row.path.endswith(".py"):
            ast.parse(text)
        _merge(file, text, {}, merge_text)
    except (SettleFault, SyntaxError, ValueError) as error:
        raise SettleFault(f"the file would no longer parse: {error}") from error


def _left(sidecar: Sidecar, units: tuple[PendingUnit, ...]) -> Sidecar | None:
    return replace(sidecar, units=units) if units else None
