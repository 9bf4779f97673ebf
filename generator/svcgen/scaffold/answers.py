"""What the skeleton is made from, as a digest: while it stays, the skeleton is not rendered again."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from svcgen import __version__
from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.policy import WritePolicy
from svcgen.graph.service import Service
from svcgen.resources import find

ANSWERS = "answers"
"""The symbol under which a skeleton's row keeps the digest that it was rendered from."""


def answers_digest(service: Service, template: str | None) -> str:
    """Digest what a skeleton depends on: the template, its text when it is ours, the answers."""
    digest = sha256(f"{template or ''}\0{__version__}\0{service!r}".encode())
    if template is None:
        folder = find("templates") / "project"
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def carried_over(
    manifest: Mapping[str, ManifestRow], bases: Mapping[str, bytes | None], digest: str
) -> tuple[RenderedFile, ...] | None:
    """Give the skeleton as it was rendered before; None when its answers or a base moved."""
    rows = [row for row in manifest.values() if row.template.startswith("project/")]
    if not rows or any(dict(row.symbols).get(ANSWERS) != digest for row in rows):
        return None
    if not all(row.sha256 for row in rows):
        # two branches met: no base of theirs need be what was rendered
        return None
    files: list[RenderedFile] = []
    for row in rows:
        base = bases.get(row.path)
        if base is None and row.policy is WritePolicy.MERGE:
            return None
        text = (base or b"").decode("utf-8")
        files.append(
            RenderedFile(
                row.path, row.policy, text, row.template, row.nodes, row.symbols
            )
        )
    return tuple(files)
