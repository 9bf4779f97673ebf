"""As much of the manifest as a check by hash needs, read without the price of the rest."""

from __future__ import annotations

RowFacts = tuple[str, str, str, str]
"""Path, the policy's word, sha256, and the sha256 before that or ""."""

_SHA256 = 64


class ManifestError(ValueError):
    """A manifest that cannot be read; the text says which line."""


def load_facts(text: str) -> tuple[list[RowFacts], set[str]]:
    """Read the facts of every row, and the paths with two different rows (a branch merge).

    Raises ManifestError for a line that is no row.
    """
    rows: dict[str, RowFacts] = {}
    unknown: set[str] = set()
    for line in text.split("\n"):
        if line:
            facts = _as_written(line) or _as_json(line)
            if rows.setdefault(facts[0], facts) != facts:
                unknown.add(facts[0])
    return list(rows.values()), unknown


def _as_written(line: str) -> RowFacts | None:
    """Read a row that has the facts first and in order, as svcgen writes them."""
    parts = line.split('"', 16)
    if len(parts) < 17 or "\\" in parts[3]:
        return None
    keys = parts[0], parts[1], parts[5], parts[9], parts[13]
    if keys != ("{", "path", "policy", "sha256", "prev") or len(parts[11]) != _SHA256:
        return None
    prev = parts[15] if parts[14] == ":" else ""
    return parts[3], parts[7], parts[11], prev


def _as_json(line: str) -> RowFacts:
    """Read a row in any other form of JSON."""
    from svcgen.artifacts.manifest import load_manifest

    for row in load_manifest(line).values():
        return row.path, row.policy.value, row.sha256, row.prev or ""
    raise ManifestError(f"no manifest row: {line[:80]!a}")
