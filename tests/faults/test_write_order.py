"""What is on the disk when: texts before the journal that tells of them, the journal before the first move."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from svcgen.pipeline import ids_of, merge_workspace, read_spec
from svcgen.workspace import find_workspace
from svcgen.write import open_tree
from svcgen.write.system import System
from svcgen.write.transaction import Edit
from svcgen.write.tree import Opening
from tests.faults.write_cases import OTHER, new


class Watched(System):
    """A system that keeps the calls that matter, in order; folders and files by their names."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []
        self._names: dict[int, str] = {}

    def open(
        self, name: str, flags: int, mode: int = 0o666, *, at: int | None = None
    ) -> int:
        """Open, and remember the name."""
        fd = super().open(name, flags, mode, at=at)
        self._names[fd] = name
        return fd

    def write(self, fd: int, text: bytes) -> int:
        """Write, and tell to which file."""
        self.calls.append(("write", self._names[fd]))
        return super().write(fd, text)

    def fsync(self, fd: int) -> None:
        """Sync, and tell what."""
        self.calls.append(("fsync", self._names[fd]))
        super().fsync(fd)

    def sync_all(self, fd: int) -> None:
        """Sync everything, and tell."""
        self.calls.append(("sync_all", ""))
        super().sync_all(fd)

    def rename(self, old: str, new: str, *, at: int, to: int) -> None:
        """Move, and tell what."""
        self.calls.append(("rename", old))
        super().rename(old, new, at=at, to=to)

    def unlink(self, name: str, *, at: int) -> None:
        """Remove, and tell what."""
        self.calls.append(("unlink", name))
        super().unlink(name, at=at)


@pytest.mark.parametrize("count", [3, 200], ids=["one by one", "all at once"])
def test_texts_are_on_the_disk_before_they_are_told_of(
    tmp_path: Path, count: int
) -> None:
    """A crash of the machine finds whole texts wherever it finds the journal, and files in their folders."""
    watched = Watched()
    edits = [Edit(f"src/{number}.py", None, b"x = 1\n") for number in range(count)]
    with open_tree(tmp_path, Opening(system=watched)) as tree:
        tree.commit(edits)
    calls = watched.calls
    told = calls.index(("rename", "journal"))
    before, after = calls[:told], calls[told + 1 :]
    _assert_synced(before, lambda name: name.startswith("new-"), count + 1)
    _assert_synced(before, lambda name: name == "journal", 1)
    assert before[-1] == ("fsync", "stage")
    first_move = after.index(("rename", "new-0"))
    assert ("fsync", ".svcgen") in after[:first_move]
    last_move = max(n for n, call in enumerate(after) if call[0] == "rename")
    done = after.index(("unlink", "journal.json"))
    assert last_move < done
    assert {("fsync", "src"), ("sync_all", "")} & set(after[last_move:done])


def _assert_synced(
    calls: list[tuple[str, str]], wanted: Callable[[str], bool], count: int
) -> None:
    """Every text is synced after its last write, by itself or with all others."""
    last = {name: n for n, (call, name) in enumerate(calls) if call == "write" and wanted(name)}  # fmt: skip
    assert len(last) == count
    for name, at in last.items():
        later = calls[at:]
        assert ("fsync", name) in later or ("sync_all", "") in later, name


def test_nothing_tells_of_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    """Files come before their bases, bases before the manifest, the manifest before the lock."""
    new(tmp_path / "shop")
    (tmp_path / "shop/service.yaml").write_text(OTHER)
    root = tmp_path / "shop"
    with open_tree(root) as tree:
        workspace = find_workspace(root)
        lock, checked = read_spec(workspace, tree)
        outcome, graph = merge_workspace(workspace, checked, tree)
        paths = [edit.path for edit in tree.edits(outcome, lock, ids_of(graph))]
    based = [path for path in paths if path.startswith(".svcgen/base/")]
    emitted = [path for path in paths if not path.startswith(".svcgen/")]
    assert len(based) > 1
    assert max(map(paths.index, emitted)) < min(map(paths.index, based))
    assert max(map(paths.index, based)) < paths.index(".svcgen/manifest")
    assert paths[-2:] == [".svcgen/manifest", ".svcgen/lock"]
