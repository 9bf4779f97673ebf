"""An example as the beginning of a service: its spec and what its author wrote by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from svcgen.artifacts.manifest import ManifestRow, load_manifest
from svcgen.artifacts.policy import WritePolicy
from svcgen.resources import find

STATE = ".svcgen"
LEFT = frozenset(
    (
        "__pycache__",
        ".venv",
        "node_modules",
        "vendor",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
    )
)
OWN_SUFFIXES = frozenset((".py", ".md", ".csv", ".json", ".txt"))


@dataclass(frozen=True, slots=True)
class Example:
    """An example's spec, and the files that its author wrote or edited, by path."""

    name: str
    spec: str
    written: Mapping[str, str]


def example_names() -> tuple[str, ...]:
    """Give the names of the examples that svcgen carries."""
    return tuple(
        sorted(
            path.name
            for path in find("examples").iterdir()
            if (path / "service.yaml").is_file()
        )
    )


def read_example(name: str) -> Example:
    """Read an example: what differs from what svcgen would emit is its author's work."""
    root = find("examples") / name
    spec = (root / "service.yaml").read_text(encoding="utf-8")
    manifest = root / STATE / "manifest"
    rows = (
        load_manifest(manifest.read_text(encoding="utf-8"))
        if manifest.is_file()
        else {}
    )
    return Example(name, spec, dict(_written(root, rows)))


def _written(root: Path, rows: Mapping[str, ManifestRow]) -> Iterator[tuple[str, str]]:
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        parts = set(relative.parts)
        if (
            not path.is_file()
            or parts & LEFT
            or STATE in parts
            or relative.name == "service.yaml"
        ):
            continue
        row = rows.get(relative.as_posix())
        if row is None and path.suffix not in OWN_SUFFIXES:
            continue
        if row is not None and row.policy is WritePolicy.OVERWRITE:
            continue
        data = path.read_bytes()
        if row is None or sha256(data).hexdigest() != row.sha256:
            yield relative.as_posix(), data.decode("utf-8")


def move_package(written: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    """Move files and their imports from one package to another."""
    imports = re.compile(
        rf"^(\s*(?:from|import)\s+){re.escape(old)}(?=[.\s])", re.MULTILINE
    )
    moved: dict[str, str] = {}
    for path, text in written.items():
        place = (
            path.replace(f"src/{old}/", f"src/{new}/", 1)
            if path.startswith(f"src/{old}/")
            else path
        )
        moved[place] = (
            imports.sub(rf"\g<1>{new}", text) if path.endswith(".py") else text
        )
    return moved
