"""Setting up git's merge driver in a clone, and taking it out again (decision 0032)."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator

from svcgen.artifacts.faults import TreeFault
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.policy import WritePolicy
from svcgen.pipeline import open_workspace
from svcgen.workspace import Workspace
from svcgen.write import ServiceTree
from svcgen.write.committed import ask_git
from svcgen.write.record import BASE
from svcgen.write.transaction import Edit

NAME = "svcgen"
ATTRIBUTES = ".gitattributes"
BEGIN = "# svcgen install-merge-driver: these files merge by symbol\n"
END = "# svcgen install-merge-driver: end\n"
_BY_LINES = (
    "{ grep -q '^<<<<<<< ' %A && exit 1; "
    "git merge-file -L ours -L base -L theirs %A %O %B; }"
)
"""What the driver's shell does where svcgen is gone or failed: git would take this branch's text for the result."""


class NoRepository(TreeFault):
    """There is no git repository to install anything in."""

    exit_code = 1


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
