"""Conflicts that wait for the owner: one JSON file beside the base for each file that has any.

They are committed, or a fresh clone would be green with a change of the generator missing
(docs/decisions/0029).
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from svcgen.artifacts.markers import both_sides, is_marked

VERSION = 1
_WORDS = re.compile(r"[A-Za-z][a-z0-9]*|[A-Z]+(?![a-z])")
_SECTIONS = frozenset(
    [
        "commands",
        "handlers",
        "entities",
        "operations",
        "fields",
        "messages",
        "packages",
        "pushes",
        "schedules",
        "service",
        "roles",
        "enums",
        "create",
        "list",
        "get",
        "update",
        "delete",
        "replace",
        "http",
    ]
)


class SidecarError(ValueError):
    """A record of conflicts that cannot be read; the text says what is wrong."""


@dataclass(frozen=True, slots=True)
class PendingUnit:
    """A unit where the owner's text stayed and the generator's waits.

    `unit` is the qualified name that the owner sees, "" for the whole file; `base` is the text
    of the unit when it first clashed, `new` what the generator wants now, None where absent;
    `yours_sha256` is the digest of what the owner's text says, layout aside; `line` is where
    the unit stands in the owner's file.
    """

    unit: str
    code: str
    reason: str
    line: int | None
    base: str | None
    yours: str | None
    new: str | None
    yours_sha256: str = ""

    @property
    def is_whole_file(self) -> bool:
        """Whether the file was left as it was, so that its base did not move either."""
        return not self.unit


@dataclass(frozen=True, slots=True)
class Sidecar:
    """The conflicts of one emitted file; `template` and `nodes` tell where its text comes from."""

    path: str
    template: str
    nodes: tuple[str, ...]
    units: tuple[PendingUnit, ...]

    def bases(self) -> dict[str, str | None]:
        """Give the text that each unit had when it first clashed, by its name."""
        return {one.unit: one.base for one in self.units if not one.is_whole_file}

    def unit(self, name: str) -> PendingUnit | None:
        """Find a unit by its name."""
        return next((one for one in self.units if one.unit == name), None)

    def like(self, unit: PendingUnit) -> str:
        """Give the id that equal changes of one template share, whatever they are named after.

        It digests the template and the lines that the generator changed, names of the spec's
        nodes left out.
        """
        lines = _changed_lines(unit.base, unit.new)
        plain = "\n".join([self.template, *(_nameless(x, self.nodes) for x in lines)])
        return sha256(plain.encode("utf-8", "surrogateescape")).hexdigest()[:8]


def sidecar_path(path: str) -> str:
    """Give the path of a file's record below the folder of conflicts."""
    return f"{path}.json"


def dump_sidecar(sidecar: Sidecar) -> bytes:
    """Write a record: sorted, texts as arrays of lines so that a diff of it can be read."""
    value = {
        "version": VERSION,
        "path": sidecar.path,
        "template": sidecar.template,
        "nodes": list(sidecar.nodes),
        "units": [_unit_value(one, sidecar) for one in sorted(sidecar.units, key=_key)],
    }
    # ASCII: a text that is no UTF-8 travels as lone surrogates, which JSON can escape
    return (json.dumps(value, indent=2) + "\n").encode("ascii")


def load_sidecar(text: bytes) -> Sidecar:
    """Read a record; one in which two branches met holds the units of both. Raises SidecarError."""
    if is_marked(text):
        ours, theirs = map(load_sidecar, both_sides(text))
        known = {one.unit for one in ours.units}
        more = (one for one in theirs.units if one.unit not in known)
        return replace(ours, units=(*ours.units, *more))
    try:
        value = json.loads(text)
        if value["version"] != VERSION:
            raise SidecarError(f"its version is {value['version']!r:.20}")
        return Sidecar(
            str(value["path"]),
            str(value["template"]),
            tuple(map(str, value["nodes"])),
            tuple(map(_unit, value["units"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, SidecarError):
            raise
        raise SidecarError("it is no record of conflicts") from error


def text_of(raw: bytes | None) -> str | None:
    """Decode a file for a record; every byte can be given back by `bytes_of`."""
    return None if raw is None else raw.decode("utf-8", "surrogateescape")


def bytes_of(text: str | None) -> bytes | None:
    """Encode a text of a record."""
    return None if text is None else text.encode("utf-8", "surrogateescape")


def _key(unit: PendingUnit) -> tuple[str, str]:
    return unit.unit, unit.code


def _unit_value(unit: PendingUnit, sidecar: Sidecar) -> dict[str, object]:
    return {
        "unit": unit.unit,
        "code": unit.code,
        "id": sidecar.like(unit),
        "reason": unit.reason,
        "line": unit.line,
        "base": _lines(unit.base),
        "yours": _lines(unit.yours),
        "yours_sha256": unit.yours_sha256,
        "new": _lines(unit.new),
    }


def _unit(value: Mapping[str, object]) -> PendingUnit:
    line = value["line"]
    return PendingUnit(
        str(value["unit"]),
        str(value["code"]),
        str(value["reason"]),
        line if isinstance(line, int) else None,
        _text(value["base"]),
        _text(value["yours"]),
        _text(value["new"]),
        str(value["yours_sha256"]),
    )


def _lines(text: str | None) -> list[str] | None:
    return None if text is None else text.split("\n")


def _text(lines: object) -> str | None:
    if lines is None:
        return None
    if not isinstance(lines, list):
        raise SidecarError("a text is no array of lines")
    return "\n".join(map(str, lines))


def _changed_lines(base: str | None, new: str | None) -> Iterable[str]:
    """Give the lines that the generator took out and put in, spaces aside."""
    old, now = ([" ".join(x.split()) for x in (t or "").split("\n")] for t in (base, new))  # fmt: skip
    for line in difflib.ndiff(old, now):
        if line[:1] in "+-" and line[2:]:
            yield line


def _nameless(line: str, nodes: Iterable[str]) -> str:
    """Replace what a line has of the names of its nodes, in any case and number."""
    names = {part for node in nodes for part in node.split("/") if part}
    words = {
        word.lower()
        for name in names - _SECTIONS
        for word in _WORDS.findall(name)
        if word not in _SECTIONS
    }
    for word in sorted(words, key=len, reverse=True):
        stem = re.escape(word.removesuffix("s").removesuffix("y"))
        line = re.sub(rf"(?i:{stem}(?:ies|es|y|s)?)(?![a-z])", "*", line)
    return line
