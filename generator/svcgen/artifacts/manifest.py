"""The manifest: one emitted file a line, so that two branches merge.

Rows are JSON with the four facts that `svcgen check` needs first and always in the same
order; `facts` reads those alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from svcgen.artifacts.facts import ManifestError
from svcgen.artifacts.policy import WritePolicy

_POLICIES = {policy.value: policy for policy in WritePolicy}


class ManifestRow(NamedTuple):
    """An emitted file: sha256 of its text as emitted, and of the text before (`prev`).

    For a MERGE file both are about the base; `nodes` and `symbols` point into the spec;
    `anchors` are the names in it that files of the generator import.
    """

    path: str
    policy: WritePolicy
    sha256: str
    prev: str | None = None
    template: str = ""
    nodes: tuple[str, ...] = ()
    symbols: tuple[tuple[str, str], ...] = ()
    anchors: tuple[str, ...] = ()


def dump_manifest(rows: Iterable[ManifestRow]) -> str:
    """Write rows as sorted JSON lines."""
    import json

    def line(row: ManifestRow) -> str:
        value: dict[str, object] = {
            "path": row.path,
            "policy": row.policy.value,
            "sha256": row.sha256,
            "prev": row.prev,
            "template": row.template,
            "nodes": row.nodes,
            "symbols": dict(row.symbols),
        }
        if row.anchors:
            value["anchors"] = row.anchors
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"

    return "".join(sorted(line(row) for row in rows))


def load_manifest(text: str) -> dict[str, ManifestRow]:
    """Read rows by path; one of two rows for a path (a branch merge) stays, without its sha256.

    Raises ManifestError for a line that is no row.
    """
    import json

    rows: dict[str, ManifestRow] = {}
    unknown: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = _row(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ManifestError(f"line {number} is no manifest row") from error
        if rows.setdefault(row.path, row) != row:
            unknown.add(row.path)
    for path in unknown:
        rows[path] = rows[path]._replace(sha256="", prev=None)
    return rows


def _row(value: dict[str, object]) -> ManifestRow:
    nodes, symbols, prev = value.get("nodes"), value.get("symbols"), value.get("prev")
    sha256, anchors = str(value["sha256"]), value.get("anchors")
    if not re.fullmatch("[0-9a-f]{64}", sha256):
        raise ValueError(sha256)
    return ManifestRow(
        path=str(value["path"]),
        policy=_POLICIES[str(value["policy"])],
        sha256=sha256,
        prev=prev if isinstance(prev, str) else None,
        template=str(value.get("template", "")),
        nodes=tuple(map(str, nodes)) if isinstance(nodes, list) else (),
        symbols=(
            tuple((name, str(at)) for name, at in symbols.items())
            if isinstance(symbols, dict)
            else ()
        ),
        anchors=tuple(map(str, anchors)) if isinstance(anchors, list) else (),
    )
