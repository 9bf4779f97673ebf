"""How tests run the command line: as its users do, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

OTHERS = (".git/", ".svcgen/cache/", ".svcgen/history/", ".svcgen/lock-file")


def svcgen(
    *words: str, cwd: Path | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run `svcgen` and give what it printed; colours off."""
    return subprocess.run(
        [sys.executable, "-m", "svcgen.cli.main", *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**os.environ, "NO_COLOR": "1"},
        check=False,
    )


def tree_of(root: Path) -> dict[str, bytes]:
    """Give every file below a folder by its relative path; not git's, nor what is ignored of svcgen's."""
    files = {
        path.relative_to(root).as_posix(): path
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    return {
        name: path.read_bytes()
        for name, path in files.items()
        if not name.startswith(OTHERS)
    }
