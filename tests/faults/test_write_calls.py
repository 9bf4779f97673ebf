"""Kills and I/O errors at every call of the write stage: old, new, or a journal, never torn."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from svcgen.artifacts.faults import TreeFault
from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.lock import Lock
from svcgen.artifacts.policy import WritePolicy
from svcgen.merge import merge_tree
from svcgen.write import open_tree
from svcgen.write.system import System
from svcgen.write.tree import Opening
from tests.faults.system_faults import CALLS, ERRORS

OLD = {
    "a.py": "a = 1\n",
    "pkg/b.py": "b = 1\n",
    "pkg/gone/c.py": "c = 1\n",
    "m.py": "m = 1\n",
}
NEW = {
    "a.py": "a = 2\n",
    "pkg/b.py": "b = 2\n",
    "new/deep/d.py": "d = 2\n",
    "m.py": "m = 2\n",
}


class Faulty(System):
    """A system where call number `at` (counted over all calls) meets `strike`."""

    def __init__(self, at: int, strike: Callable[[str], None]) -> None:
        self.count = 0
        self.at = at
        self.strike = strike
        for name in CALLS:
            setattr(self, name, self._counted(name, getattr(self, name)))

    def _counted(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def counted(*args: object, **kwargs: object) -> object:
            self.count += 1
            if self.count == self.at:
                if name == "close":
                    # a close that fails has closed all the same
                    call(*args, **kwargs)
                self.strike(name)
            return call(*args, **kwargs)

        return counted


def generate(root: Path, texts: dict[str, str], how: Opening | None = None) -> None:
    """Emit `texts` and nothing else."""
    files = [
        RenderedFile(
            path,
            WritePolicy.MERGE if path == "m.py" else WritePolicy.OVERWRITE,
            text,
            "t",
        )
        for path, text in texts.items()
    ]
    with open_tree(root, how) as tree:
        manifest = tree.manifest()
        paths = sorted(manifest.keys() | set(texts))
        outcome = merge_tree(files, tree.read_base(paths), tree.read(paths), manifest)
        tree.write(outcome, Lock({"service.yaml": texts["a.py"]}, "0", "0"))


def snapshot(root: Path) -> dict[str, bytes]:
    """Every path below `root`; a folder has no bytes; what belongs to a run itself is left out."""
    transient = ("lock-file", "history", "stage", "journal.json", "rollback.json")
    return {
        str(path.relative_to(root)): path.read_bytes() if path.is_file() else b""
        for path in sorted(root.rglob("*"))
        if not any(part in transient for part in path.relative_to(root).parts)
    }


def user_files(tree: dict[str, bytes]) -> dict[str, bytes]:
    """What a snapshot holds besides svcgen's own folder."""
    return {path: text for path, text in tree.items() if not path.startswith(".svcgen")}


@pytest.fixture(scope="module")
def trees(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Path, dict[str, bytes], int]:
    """A generated tree, what it becomes, and how many calls that takes."""
    root = tmp_path_factory.mktemp("trees")
    generate(_made(root / "old"), OLD)
    shutil.copytree(root / "old", root / "new")
    counting = Faulty(0, lambda name: None)
    generate(root / "new", NEW, Opening(system=counting))
    return root / "old", snapshot(root / "new"), counting.count


def _made(path: Path) -> Path:
    path.mkdir()
    return path


def _copy(old: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(old, to)
    return to


def _fault_of(root: Path, system: System) -> TreeFault | None:
    """Run, and give the fault if there was one."""
    try:
        generate(root, NEW, Opening(system=system))
    except TreeFault as fault:
        return fault
    return None


def _assert_whole(
    root: Path, old: dict[str, bytes], new: dict[str, bytes], where: str
) -> None:
    """No torn file; mixed only while the journal tells what is going on."""
    now = user_files(snapshot(root))
    for path, text in now.items():
        assert text in (old.get(path), new.get(path)), (where, path)
    state = root / ".svcgen"
    if not ((state / "journal.json").exists() or (state / "rollback.json").exists()):
        files = {path: text for path, text in now.items() if text}
        assert files in (_files(user_files(old)), _files(user_files(new))), where


def _files(tree: dict[str, bytes]) -> dict[str, bytes]:
    return {path: text for path, text in tree.items() if text}


def _killed(root: Path, at: int) -> bool:
    """Run in a child that dies at call `at`; tells whether it did."""
    child = os.fork()
    if child == 0:
        try:
            faulty = Faulty(at, lambda name: os.kill(os.getpid(), signal.SIGKILL))
            generate(root, NEW, Opening(system=faulty))
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_at_every_call(
    trees: tuple[Path, dict[str, bytes], int], tmp_path: Path
) -> None:
    """SIGKILL anywhere leaves old, new or a journal, and one more run gives the new tree."""
    source, new, calls = trees
    old = snapshot(source)
    for at in range(1, calls + 1):
        root = _copy(source, tmp_path / "killed")
        assert _killed(root, at), at
        _assert_whole(root, old, new, f"kill at {at}")
        generate(root, NEW)
        assert snapshot(root) == new, at
        assert not (root / ".svcgen/stage").exists(), at


def test_killed_and_taken_back(
    trees: tuple[Path, dict[str, bytes], int], tmp_path: Path
) -> None:
    """After SIGKILL a run that takes back gives the old tree, unless the new one was complete."""
    source, new, calls = trees
    old = snapshot(source)
    backs = 0
    for at in range(1, calls + 1):
        root = _copy(source, tmp_path / "killed")
        _killed(root, at)
        with open_tree(root, Opening(back=True)) as tree:
            backs += tree.recovered.way == "back"
        now = _files(snapshot(root))
        assert now in (_files(old), _files(new)), at
        if tree.recovered.way == "back":
            assert snapshot(root) == old, at
    assert backs > 5


def test_edit_after_a_kill_is_kept(
    trees: tuple[Path, dict[str, bytes], int], tmp_path: Path
) -> None:
    """A file edited while a journal waits is never written over by the recovery."""
    source, _, calls = trees
    waiting = 0
    for at in range(1, calls + 1):
        root = _copy(source, tmp_path / "killed")
        _killed(root, at)
        if not (root / ".svcgen/journal.json").exists():
            continue
        waiting += 1
        (root / "m.py").write_text("m = 'mine'\n")
        with open_tree(root):
            pass
        assert (root / "m.py").read_text() == "m = 'mine'\n", at
    assert waiting > 5


@pytest.mark.parametrize("number", ERRORS.values(), ids=errno.errorcode.get)
def test_error_at_every_call(
    trees: tuple[Path, dict[str, bytes], int], tmp_path: Path, number: int
) -> None:
    """An I/O error anywhere is one line, leaves the files as they were, and heals by a re-run."""
    source, new, calls = trees
    old = snapshot(source)

    def strike(name: str) -> None:
        raise OSError(number, os.strerror(number))

    for at in range(1, calls + 1):
        root = _copy(source, tmp_path / "failed")
        faulty = Faulty(at, strike)
        fault = _fault_of(root, faulty)
        if fault is not None:
            assert "\n" not in str(fault), at
            assert fault.exit_code == 5, at
            _assert_whole(root, old, new, f"error at {at}")
            assert not (root / ".svcgen/journal.json").exists(), at
            assert user_files(snapshot(root)) == user_files(old), at
            assert not (root / ".svcgen/stage").exists(), at
        else:
            assert snapshot(root).items() >= _files(new).items(), at
        generate(root, NEW)
        assert _files(snapshot(root)) == _files(new), at


def test_first_run_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """An error at any call of a first run leaves an empty folder."""
    counting = Faulty(0, lambda name: None)
    generate(_made(tmp_path / "count"), NEW, Opening(system=counting))

    def strike(name: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for at in range(1, counting.count + 1):
        root = _made(tmp_path / str(at))
        faulty = Faulty(at, strike)
        if _fault_of(root, faulty) is not None:
            assert list(root.rglob("*")) == [], at
