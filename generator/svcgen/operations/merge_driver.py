"""git's merge driver for a service's files: by symbol where git works by lines (decision 0032)."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from svcgen.artifacts.facts import ManifestError, load_facts
from svcgen.artifacts.faults import TreeFault
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.policy import WritePolicy
from svcgen.merge.owners import OwnersMerge, merge_owners
from svcgen.pipeline import open_workspace
from svcgen.workspace import Workspace
from svcgen.write import ServiceTree
from svcgen.write.committed import ask_git
from svcgen.write.record import BASE, MANIFEST
from svcgen.write.transaction import Edit

NAME = "svcgen"
ATTRIBUTES = ".gitattributes"
BEGIN = "# svcgen install-merge-driver: these files merge by symbol\n"
END = "# svcgen install-merge-driver: end\n"
FEWEST_FAULTS = 128
"""What git merge-file exits with when it failed; below that it counts conflicts."""
PATIENCE = 60.0


_BY_LINES = (
    "{ grep -q '^<<<<<<< ' %A && exit 1; "
    "git merge-file -L ours -L base -L theirs %A %O %B; }"
)
"""What the driver's shell does where svcgen is gone or failed: git would take this branch's text for the result."""


class NoRepository(TreeFault):
    """There is no git repository to install anything in."""

    exit_code = 1


def merge_files(base: Path, ours: Path, theirs: Path, path: str) -> int:
    """Merge three versions of the file `path` into `ours`; gives how many conflicts are left in it.

    What is the generator's is never a conflict: the next `svcgen generate` writes it anew. A file
    that svcgen does not know is merged as git does it.
    """
    before, mine, other = (each.read_bytes() for each in (base, ours, theirs))
    kind = _kind_of(path)
    merged = None
    if kind in (BASE, WritePolicy.MERGE.value):
        merged = merge_owners(path, before, mine, other)
        if merged is not None and not merged.conflicts:
            ours.write_bytes(merged.text)
            return 0
    text, conflicts = _merge_lines(base, ours, theirs)
    if conflicts and kind == WritePolicy.OVERWRITE.value:
        text, conflicts = mine, 0
    elif conflicts and kind == BASE:
        # from what both branches began with, the next run goes on
        text, conflicts = before or mine, 0
    elif kind == WritePolicy.MERGE.value:
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


def install_driver(workspace: Workspace, *, dry_run: bool = False) -> tuple[str, ...]:
    """Set up the driver in git's configuration, and name the files in .gitattributes.

    Gives the lines of .gitattributes. Raises NoRepository and other TreeFaults.
    """
    _require_git(workspace)
    with open_workspace(workspace, write=not dry_run) as tree:
        lines = tuple(_attributes(tree.manifest().values()))
        if not dry_run:
            for key, value in _settings().items():
                _configure(workspace, key, value)
            _write(tree, "".join([BEGIN, *(f"{line}\n" for line in lines), END]))
    return lines


def uninstall_driver(workspace: Workspace, *, dry_run: bool = False) -> None:
    """Take back what `install_driver` did. Raises NoRepository and other TreeFaults."""
    _require_git(workspace)
    if dry_run:
        return
    with open_workspace(workspace) as tree:
        ask_git(
            str(workspace.root),
            "config",
            "--local",
            "--remove-section",
            f"merge.{NAME}",
        )
        _write(tree, "")


def _require_git(workspace: Workspace) -> None:
    inside = ask_git(str(workspace.root), "rev-parse", "--is-inside-work-tree")
    if inside is None or inside.strip() != b"true":
        message = "there is no git repository here; `git init` makes one"
        raise NoRepository("no-repository", "", message)


def _settings() -> dict[str, str]:
    found = shutil.which("svcgen")
    words = [found] if found else [sys.executable, "-m", "svcgen.cli.main"]
    command = " ".join(map(shlex.quote, words))
    return {
        "name": "svcgen merges by symbol",
        "driver": f"{command} merge-driver %O %A %B %P || {_BY_LINES}",
    }


def _configure(workspace: Workspace, key: str, value: str) -> None:
    words = ("config", "--local", f"merge.{NAME}.{key}", value)
    if ask_git(str(workspace.root), *words) is None:
        message = "git refused to keep the driver in its configuration"
        raise NoRepository("git-refused", "", message)


def _attributes(rows: Iterable[ManifestRow]) -> Iterator[str]:
    """Give a line for each folder and file at the root that svcgen writes into again."""
    names: set[str] = {f"/{BASE}/**"}
    for row in rows:
        if row.policy is not WritePolicy.WRITE_ONCE:
            first, _, rest = row.path.partition("/")
            names.add(f"/{first}/**" if rest else f"/{first}")
    yield from (
        f"{name} merge={NAME}" for name in sorted(names) if name != "/.svcgen/**"
    )


def _write(tree: ServiceTree, block: str) -> None:
    """Put the block into .gitattributes in place of the old one; every other byte stays."""
    before = tree.read([ATTRIBUTES])[ATTRIBUTES]
    text = (before or b"").decode("utf-8", "surrogateescape")
    head, found, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2] if found else ""
    if head and not head.endswith("\n"):
        head += "\n"
    after = f"{head}{block}{tail}".encode("utf-8", "surrogateescape")
    if after != (before or b""):
        tree.commit([Edit(ATTRIBUTES, before, after or None)])
