"""Parts of a spec that look as if they had been renamed by hand: one is gone, and one like it is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from svcgen.artifacts.ids import IdRow
from svcgen.artifacts.manifest import ManifestRow
from svcgen.diagnostics import Diagnostic, Span
from svcgen.diagnostics.catalogue.edits import RENAMED_BY_HAND


class Places(Protocol):
    """The values of a spec and where they stand."""

    @property
    def data(self) -> Mapping[str | int, object]:
        """The spec as plain values."""
        ...

    def span_of(self, path: tuple[str, ...], key: bool = False) -> Span:
        """Give the place of a value or of its key."""
        ...


ENOUGH = 0.6
"""The share of parts that two must have in common to look like one."""
_PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "entities": ("entity", ("fields",)),
    "messages": ("message", ("fields",)),
    "commands": ("command", ("input", "output")),
    "pushes": ("push", ("fields",)),
    "enums": ("enum", ("members",)),
}
Parts = dict[str, set[str]]


def find_renamed(
    rows: Iterable[ManifestRow], ids: Iterable[IdRow], document: Places
) -> Iterator[Diagnostic]:
    """Ask about every part that is gone while one with most of its fields is new.

    `rows` tell of the spec that the tree was generated from; a package is told by its id.
    """
    pointers = {at for row in rows for _, at in row.symbols}
    if not pointers:
        return
    for section, (kind, inner) in _PARTS.items():
        before = _before(pointers, section, inner)
        now = _now(document.data.get(section), inner)
        fresh = {name: parts for name, parts in now.items() if name not in before}
        for old, parts in before.items():
            new = None if old in now else _likest(parts, fresh)
            if new is not None:
                span = document.span_of((section, new), key=True)
                yield _question(kind, old, new, span)
    yield from _packages(ids, document)


def _question(kind: str, old: str, new: str, span: Span) -> Diagnostic:
    hint = f"svcgen rename {kind} {old} {new}, or svcgen generate --as-new"
    return RENAMED_BY_HAND.at(span, hint=hint, old=old, new=new)


def _before(pointers: set[str], section: str, inner: tuple[str, ...]) -> Parts:
    found: Parts = {}
    for at in pointers:
        parts = at.partition("#")[0].split("/")[1:]
        if len(parts) < 2 or parts[0] != section:
            continue
        names = found.setdefault(parts[1], set())
        if len(parts) == 4 and parts[2] in inner:
            names.add(parts[3])
    return found


def _now(section: object, inner: tuple[str, ...]) -> Parts:
    if not isinstance(section, Mapping):
        return {}
    return {str(name): set(_parts(node, inner)) for name, node in section.items()}


def _parts(node: object, inner: tuple[str, ...]) -> Iterator[str]:
    if isinstance(node, list):
        yield from (each for each in node if isinstance(each, str))
    if not isinstance(node, Mapping):
        return
    for word in inner:
        below = node.get(word)
        if isinstance(below, Mapping):
            yield from map(str, below)
        elif isinstance(below, list):
            yield from (each for each in below if isinstance(each, str))


def _likest(parts: set[str], fresh: Parts) -> str | None:
    """Give the new part that has most in common, when that is enough."""
    shares = {
        name: len(parts & other) / max(len(parts), len(other))
        for name, other in fresh.items()
        if parts and other
    }
    best = max(shares, key=lambda name: (shares[name], name), default=None)
    return best if best is not None and shares[best] >= ENOUGH else None


def _packages(ids: Iterable[IdRow], document: Places) -> Iterator[Diagnostic]:
    section = document.data.get("packages")
    if not isinstance(section, Mapping):
        return
    recorded = {row.id: row.name for row in ids}
    for name, node in section.items():
        number = node.get("id") if isinstance(node, Mapping) else node
        old = recorded.get(number) if isinstance(number, int) else None
        if old is not None and old != name and old not in section:
            span = document.span_of(("packages", str(name)), key=True)
            yield _question("package", old, str(name), span)
