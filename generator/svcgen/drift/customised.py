"""Customised modules: they must parse, and bind what files of the generator import from them.

This is all that hashes cannot tell while the lock holds. A module that was found to be sound is
remembered by the digests of its row and of its text under .svcgen/cache, which git ignores.
"""

from __future__ import annotations

from hashlib import sha256

from svcgen.drift.report import Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from svcgen.drift.reader import Reader

_CACHE = ".svcgen/cache/sound"
_ASIDE = f"{_CACHE}.new"


def customised_faults(
    reader: Reader, manifest: str, texts: Mapping[str, bytes]
) -> list[Finding]:
    """Look at customised modules, by path; `manifest` is its whole text."""
    if not texts:
        return []
    known = set((reader.read(_CACHE) or b"").decode("ascii", "replace").split())
    sound: set[str] = set()
    found: list[Finding] = []
    for path, text in texts.items():
        row = _row(manifest, path)
        key = sha256(row.encode() + b"\0" + text).hexdigest()
        faults = [] if key in known else list(_faults(path, row, text))
        found += faults
        if not faults:
            sound.add(key)
    if sound != known:
        _remember(reader, sound)
    return found


def _row(manifest: str, path: str) -> str:
    """Give a path's line of the manifest; all of it where the line is written in another way."""
    start = manifest.find(f'{{"path":"{path}",')
    return manifest if start < 0 else manifest[start : manifest.find("\n", start)]


def _faults(path: str, row: str, text: bytes) -> Iterator[Finding]:
    from svcgen.artifacts.bindings import ANY, bound_names, parse_module
    from svcgen.artifacts.manifest import load_manifest

    tree = parse_module(text)
    if tree is None:
        yield Finding("unparseable", path)
        return
    bound = bound_names(tree)
    for name in load_manifest(row)[path].anchors if ANY not in bound else ():
        if name not in bound:
            yield Finding("missing", path, name)


def _remember(reader: Reader, sound: set[str]) -> None:
    """Write the cache where that is possible; a tree that may only be read is no fault."""
    try:
        reader.write_aside(_CACHE, _ASIDE, "\n".join(sorted(sound)).encode())
    except OSError:
        return
