"""git's merge driver for a service's files: by symbol where git works by lines (decision 0032).

git starts it once a file, so that it imports no more than the merge needs.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from svcgen.artifacts.facts import ManifestError, load_facts

if TYPE_CHECKING:
    from svcgen.merge.owners import OwnersMerge

MANIFEST, BASE = ".svcgen/manifest", ".svcgen/base"
MERGE, OVERWRITE = "merge", "overwrite"
FEWEST_FAULTS = 128
"""What git merge-file exits with when it failed; below that it counts conflicts."""
PATIENCE = 60.0


def merge_files(base: Path, ours: Path, theirs: Path, path: str) -> int:
    """Merge three versions of the file `path` into `ours`; gives how many conflicts are left in it.

    What is the generator's is never a conflict: the next `svcgen generate` writes it anew. A file
    that svcgen does not know is merged as git does it.
    """
    before, mine, other = (each.read_bytes() for each in (base, ours, theirs))
    kind = _kind_of(path)
    merged = None
    if kind in (BASE, MERGE):
        from svcgen.merge.owners import merge_owners

        merged = merge_owners(path, before, mine, other)
        if merged is not None and not merged.conflicts:
            ours.write_bytes(merged.text)
            return 0
    text, conflicts = _merge_lines(base, ours, theirs)
    if conflicts and kind == OVERWRITE:
        text, conflicts = mine, 0
    elif conflicts and kind == BASE:
        # from what both branches began with, the next run goes on
        text, conflicts = before or mine, 0
    elif kind == MERGE:
        text, conflicts = _best(path, merged, (text, conflicts), (mine, other))
    ours.write_bytes(text)
    return conflicts


def _best(
    path: str,
    merged: OwnersMerge | None,
    by_lines: tuple[bytes, int],
    sides: tuple[bytes, bytes],
) -> tuple[bytes, int]:
    """Choose between the symbols' conflicts and the lines': a text that git would break is a conflict, too."""
    text, conflicts = by_lines
    if not conflicts and (not path.endswith(".py") or _is_python(text)):
        return by_lines
    if merged is not None:
        return merged.text, merged.conflicts
    if conflicts:
        return by_lines
    ours, theirs = (side if side.endswith(b"\n") else side + b"\n" for side in sides)
    both = b"<<<<<<< ours\n" + ours + b"=======\n" + theirs + b">>>>>>> theirs\n"
    return both, 1


def _is_python(text: bytes) -> bool:
    try:
        compile(text, "merged", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _merge_lines(base: Path, ours: Path, theirs: Path) -> tuple[bytes, int]:
    """Merge as git does without a driver. A file that it cannot merge stays ours, in conflict."""
    names = ("-L", "ours", "-L", "base", "-L", "theirs")
    files = (str(ours), str(base), str(theirs))
    done = subprocess.run(  # noqa: S603 - git's own temporary files
        ["git", "merge-file", "-p", *names, *files],  # noqa: S607 - the git that called
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode >= FEWEST_FAULTS:
        return ours.read_bytes(), 1
    return done.stdout, done.returncode


def _kind_of(path: str) -> str:
    """Tell what a path of the work tree is: a policy's word, a base, or "" when svcgen does not know it."""
    for root in Path(path).parents:
        try:
            text = (root / MANIFEST).read_text("utf-8")
            rows, _ = load_facts(text)
        except (OSError, ValueError, ManifestError):
            continue
        inside = Path(path).relative_to(root).as_posix()
        if inside.startswith(f"{BASE}/"):
            return BASE
        return next((row[1] for row in rows if row[0] == inside), "")
    return ""
