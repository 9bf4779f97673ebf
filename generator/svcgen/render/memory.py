"""What was rendered before, so that a file is rendered again only when its slice of the graph moved.

No text is kept, only digests (docs/decisions/0034): of the slice that a file was rendered from, of
the text that came of it, and of its symbols. The text is the one that lies in the tree, if it has
that digest. What was remembered may be lost, old or damaged; then files are rendered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from svcgen.artifacts.digest import sha256
from svcgen.artifacts.files import PlannedFile, RenderedFile, Symbols
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.subject import Subject
from svcgen.render.slices import Read, Slices


class _Entry(NamedTuple):
    slice: str
    text: str
    symbols: str
    reads: tuple[Read, ...]


class RenderMemory:
    """What is remembered of a tree, and what of it is to be remembered after this run.

    `stamp` names all that a text depends on beside the graph; `known` is what `dump` gave the last
    time; `texts` are those that lie in the tree, by path; `rows` is its manifest.
    """

    def __init__(
        self,
        stamp: str,
        known: bytes | None,
        rows: Mapping[str, ManifestRow],
        texts: Sequence[Mapping[str, bytes | None]],
    ) -> None:
        self._stamp = stamp
        self._old = _load(known, stamp) if known else {}
        self._new: dict[str, _Entry] = {}
        self._rows = rows
        self._texts = texts

    def recall(self, file: PlannedFile, slices: Slices) -> RenderedFile | None:
        """Give a file as it was rendered before; None when that is not known for sure."""
        entry, row = self._old.get(file.path), self._rows.get(file.path)
        if entry is None or row is None or not isinstance(file.view, Subject):
            return None
        if entry.text != row.sha256 or entry.symbols != _symbols(row.symbols):
            return None
        if entry.slice != slices.digest(file.view.node, file.template, entry.reads):
            return None
        for texts in self._texts:
            text = texts.get(file.path)
            if text is not None and sha256(text) == entry.text:
                self._new[file.path] = entry
                return RenderedFile(
                    file.path,
                    file.policy,
                    text.decode(),
                    file.template,
                    file.nodes,
                    row.symbols,
                )
        return None

    def remember(
        self,
        file: PlannedFile,
        rendered: RenderedFile,
        slices: Slices,
        seen: Iterable[Read],
    ) -> None:
        """Remember what a file was rendered from, and what came of it."""
        if isinstance(file.view, Subject):
            reads = tuple(sorted(seen))
            self._new[file.path] = _Entry(
                slices.digest(file.view.node, file.template, reads),
                sha256(rendered.text.encode()),
                _symbols(rendered.symbols),
                reads,
            )

    def dump(self) -> bytes:
        """Write it down; the same memory is always written the same."""
        reads = sorted({read for entry in self._new.values() for read in entry.reads})
        places = {read: place for place, read in enumerate(reads)}
        files = {
            path: [*entry[:3], [places[read] for read in entry.reads]]
            for path, entry in sorted(self._new.items())
        }
        return json.dumps(
            {"stamp": self._stamp, "reads": reads, "files": files}
        ).encode()


def _symbols(symbols: Symbols) -> str:
    return sha256(repr(symbols).encode("utf-8", "surrogatepass"))[:32]


def _load(known: bytes, stamp: str) -> dict[str, _Entry]:
    """Read what `dump` wrote; nothing when it is of another stamp, or not ours."""
    try:
        value = json.loads(known)
        if value["stamp"] != stamp:
            return {}
        reads: list[Read] = [(kind, name) for kind, name in value["reads"]]
        return {
            path: _Entry(part, text, symbols, tuple(reads[place] for place in places))
            for path, (part, text, symbols, places) in value["files"].items()
        }
    except (
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
    ):
        return {}
