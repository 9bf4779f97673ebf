"""What svcgen's wheel carries beside its Python: templates, schemas, examples and the runtime library's wheel.

An editable install carries none of it: `svcgen.resources` reads the checkout's own folders, which cannot go stale.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.builders.wheel import WheelBuilder

FOLDERS = ("templates", "schemas", "examples")
LEFT_BEHIND = {
    ".venv",
    "__pycache__",
    "node_modules",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
    "dist",
    ".env",
    ".dev-issuer.key",
    "uv.lock",
}
LEFT_BEHIND_SUFFIXES = {
    ".db",
    ".pyc",
    ".db-wal",
    ".db-shm",
    ".db-journal",
    ".tsbuildinfo",
}


class PackageData(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the data folders and the runtime's wheel under svcgen/_data of a standard wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name every file to include; `version` is hatchling's word for the kind of wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        included: dict[str, str] = build_data["force_include"]
        for folder in FOLDERS:
            for file in carried_files(root / folder):
                included[str(file)] = f"svcgen/_data/{file.relative_to(root)}"
        self.scratch = tempfile.TemporaryDirectory(prefix="svcgen-wheel-")
        built = WheelBuilder(str(root / "runtime_lib")).build(
            directory=self.scratch.name, versions=["standard"]
        )
        for wheel in map(Path, built):
            included[str(wheel)] = f"svcgen/_data/vendor/{wheel.name}"

    def finalize(
        self, version: str, build_data: dict[str, Any], artifact_path: str
    ) -> None:
        """Throw the scratch folder of the runtime's wheel away."""
        if version != "editable":
            self.scratch.cleanup()


def carried_files(folder: Path) -> Iterator[Path]:
    """The files of `folder` that belong to a distribution, in a fixed order."""
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if entry.name in LEFT_BEHIND or entry.suffix in LEFT_BEHIND_SUFFIXES:
            continue
        if entry.is_dir():
            if entry.name in {"cache", "history", "stage"} and folder.name == ".svcgen":
                continue
            yield from carried_files(entry)
        elif entry.name != "lock-file" or folder.name != ".svcgen":
            yield entry
