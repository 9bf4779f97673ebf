"""The write stage on real folders: what is refused, what is kept, what a run leaves."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from collections.abc import Iterable
from pathlib import Path

import jsonschema
import pytest

from svcgen.artifacts.faults import (
    IoRefused,
    LockHeld,
    PathRefused,
    TreeFault,
    TreeMoved,
)
from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.ids import IdRow, allocate
from svcgen.artifacts.lock import Lock
from svcgen.artifacts.outcome import MergeOutcome
from svcgen.artifacts.policy import WritePolicy
from svcgen.merge import Merging, merge_tree
from svcgen.operations.package_ids import ids_in_git
from svcgen.write import ServiceTree, open_tree
from svcgen.write.paths import find_clashes
from svcgen.write.tree import Opening

LOCK = Lock({"service.yaml": "0" * 64}, "0.1.0", "1" * 64)
OVERWRITE, MERGE, ONCE = (
    WritePolicy.OVERWRITE,
    WritePolicy.MERGE,
    WritePolicy.WRITE_ONCE,
)


def rendered(**texts: str) -> list[RenderedFile]:
    """Three files, one a policy; a text given by name replaces the usual one."""
    usual = {
        "app": (OVERWRITE, "a = 1\n"),
        "mine": (MERGE, "m = 1\n"),
        "once": (ONCE, "o = 1\n"),
    }
    return [
        RenderedFile(f"src/{name}.py", policy, texts.get(name, text), f"{name}.jinja")
        for name, (policy, text) in usual.items()
    ]


def merge(tree: ServiceTree, files: Iterable[RenderedFile]) -> MergeOutcome:
    """Merge as the pipeline does."""
    manifest, files = tree.manifest(), list(files)
    paths = sorted(manifest.keys() | {file.path for file in files})
    how = Merging(tree.read_conflicts(manifest))
    return merge_tree(files, tree.read_base(paths), tree.read(paths), manifest, how)


def generate(
    root: Path, files: Iterable[RenderedFile], ids: Iterable[IdRow] = ()
) -> MergeOutcome:
    """Open, merge, write."""
    with open_tree(root) as tree:
        outcome = merge(tree, files)
        tree.write(outcome, LOCK, ids)
        return outcome


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below `root` with its bytes and mtime."""
    return {
        str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {"lock-file", "cache", "history"} & set(path.parts)
    }


def test_second_run_writes_nothing(tmp_path: Path) -> None:
    """A run over an unchanged tree keeps every byte and every mtime."""
    generate(tmp_path, rendered())
    before = snapshot(tmp_path)
    generate(tmp_path, rendered())
    assert snapshot(tmp_path) == before
    assert not (tmp_path / ".svcgen/stage").exists()


def test_policies(tmp_path: Path) -> None:
    """Edits to OVERWRITE go, to MERGE and WRITE_ONCE stay, and a deleted WRITE_ONCE stays away."""
    generate(tmp_path, rendered())
    (tmp_path / "src/app.py").write_text("a = 2\n")
    (tmp_path / "src/mine.py").write_text("m = 2\n")
    (tmp_path / "src/once.py").unlink()
    outcome = generate(tmp_path, rendered())
    assert outcome.exit_code == 0
    assert (tmp_path / "src/app.py").read_text() == "a = 1\n"
    assert (tmp_path / "src/mine.py").read_text() == "m = 2\n"
    assert not (tmp_path / "src/once.py").exists()


def test_edited_on_both_sides_is_left_alone(tmp_path: Path) -> None:
    """Where owner and generator differ the owner's text stays, at every run; the base moves on."""
    generate(tmp_path, rendered())
    (tmp_path / "src/mine.py").write_text("m = 2\n")
    for _ in range(2):
        outcome = generate(tmp_path, rendered(mine="m = 3\n"))
        assert [conflict.code for conflict in outcome.conflicts] == ["diverged"]
        assert outcome.exit_code == 1
        assert "-m = 2\n+m = 3\n" in outcome.conflicts[0].diff()
        assert (tmp_path / "src/mine.py").read_text() == "m = 2\n"
        assert (tmp_path / ".svcgen/base/src/mine.py").read_text() == "m = 3\n"
    assert generate(tmp_path, rendered(mine="m = 2\n")).exit_code == 0
    assert (tmp_path / ".svcgen/base/src/mine.py").read_text() == "m = 2\n"


def test_formatting_alone_is_no_edit(tmp_path: Path) -> None:
    """A MERGE file that only its owner's formatter touched takes the new text."""
    generate(tmp_path, rendered(mine="m = 'x'\n"))
    (tmp_path / "src/mine.py").write_text('m = ("x")\n\n')
    assert generate(tmp_path, rendered(mine="m = 'y'\n")).exit_code == 0
    assert (tmp_path / "src/mine.py").read_text() == "m = 'y'\n"


def test_no_longer_planned(tmp_path: Path) -> None:
    """Files that are planned no longer go, except an edited MERGE file, which is reported."""
    generate(tmp_path, rendered())
    assert generate(tmp_path, rendered()[2:]).exit_code == 0
    assert not (tmp_path / "src/app.py").exists()
    assert not (tmp_path / ".svcgen/base").exists()
    generate(tmp_path, rendered())
    (tmp_path / "src/mine.py").write_text("m = 2\n")
    outcome = generate(tmp_path, [])
    assert [conflict.code for conflict in outcome.conflicts] == ["orphan-edited"]
    assert (tmp_path / "src/mine.py").read_text() == "m = 2\n"
    assert (tmp_path / "src/once.py").exists()


def test_rolled_back_file_is_written_again(tmp_path: Path) -> None:
    """A file that went back to the text before the last is not taken for an edit."""
    generate(tmp_path, rendered())
    generate(tmp_path, rendered(mine="m = 2\n"))
    (tmp_path / "src/mine.py").write_text("m = 1\n")
    generate(tmp_path, rendered(mine="m = 2\n"))
    assert (tmp_path / "src/mine.py").read_text() == "m = 2\n"


def test_lost_base_is_found_again(tmp_path: Path) -> None:
    """Without the base, an edited file stays, and the base comes back when new has its digest."""
    generate(tmp_path, rendered())
    (tmp_path / "src/mine.py").write_text("m = 2\n")
    (tmp_path / ".svcgen/base/src/mine.py").write_text("damaged\n")
    assert generate(tmp_path, rendered()).exit_code == 0
    assert (tmp_path / ".svcgen/base/src/mine.py").read_text() == "m = 1\n"
    (tmp_path / ".svcgen/base/src/mine.py").unlink()
    outcome = generate(tmp_path, rendered(mine="m = 3\n"))
    assert [conflict.code for conflict in outcome.conflicts] == ["base-damaged"]
    assert (tmp_path / "src/mine.py").read_text() == "m = 2\n"


def test_file_of_the_owner_in_the_way(tmp_path: Path) -> None:
    """A file that svcgen never wrote is not written over."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src/app.py").write_text("mine\n")
    outcome = generate(tmp_path, rendered())
    assert [conflict.code for conflict in outcome.conflicts] == ["in-the-way"]
    assert (tmp_path / "src/app.py").read_text() == "mine\n"


def test_crlf_checkout(tmp_path: Path) -> None:
    """A checkout with CRLF is clean, and takes new text in its own newlines."""
    generate(tmp_path, rendered())
    for path in tmp_path.rglob("*.py"):
        if ".svcgen" not in path.parts:
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = snapshot(tmp_path)
    assert generate(tmp_path, rendered()).exit_code == 0
    assert snapshot(tmp_path) == before
    generate(tmp_path, rendered(mine="m = 2\n"))
    assert (tmp_path / "src/mine.py").read_bytes() == b"m = 2\r\n"


def test_modes_are_kept(tmp_path: Path) -> None:
    """Permission bits of a file survive a new text."""
    generate(tmp_path, rendered())
    (tmp_path / "src/app.py").chmod(0o750)
    generate(tmp_path, rendered(app="a = 2\n"))
    assert stat.S_IMODE((tmp_path / "src/app.py").stat().st_mode) == 0o750


@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "/etc/x",
        "a/../../x",
        "a\0b",
        "./x",
        "a//b",
        "C:/x",
        "con",
        "src/NUL.py",
        "a\\b",
        "x.",
        "x ",
        "a" * 300,
        ".git/hooks/x",
        ".SVCGEN/lock",
        "\ud800",
        "",
    ],
)
def test_paths_outside_or_unportable_are_refused(tmp_path: Path, path: str) -> None:
    """Nothing is written when one path is not a plain relative one."""
    file = RenderedFile(path, OVERWRITE, "x", "t")
    with pytest.raises(PathRefused) as caught:
        generate(tmp_path, [*rendered(), file])
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_clashing_paths() -> None:
    """Paths that differ in case or Unicode form, or stand under a file, are found."""
    pairs = [("User.py", "user.py"), ("é", "e\u0301"), ("a", "A/b"), ("A/x", "a/y")]
    for first, second in pairs:
        assert len(find_clashes([first, second])) >= 1, (first, second)
    assert find_clashes(["a/b", "a/c", "b/a"]) == ()


@pytest.mark.parametrize("victim", ["src", "src/app.py", ".svcgen"])
def test_symbolic_links_are_not_followed(tmp_path: Path, victim: str) -> None:
    """A link in the way of an emitted file is refused, and what it leads to is untouched."""
    root, outside = tmp_path / "root", tmp_path / "outside"
    outside.mkdir()
    (outside / "app.py").write_text("theirs\n")
    (root / victim).parent.mkdir(parents=True)
    (root / victim).symlink_to(
        outside / "app.py" if victim.endswith(".py") else outside
    )
    with pytest.raises(TreeFault) as caught:
        generate(root, rendered())
    assert "\n" not in str(caught.value)
    assert [path.name for path in outside.iterdir()] == ["app.py"]
    assert (outside / "app.py").read_text() == "theirs\n"


def test_tree_that_moved_is_refused(tmp_path: Path) -> None:
    """A file edited between reading and writing stays, and so does everything else."""
    generate(tmp_path, rendered())
    with open_tree(tmp_path) as tree:
        outcome = merge(tree, rendered(app="a = 2\n", mine="m = 2\n"))
        (tmp_path / "src/mine.py").write_text("just now\n")
        with pytest.raises(TreeMoved):
            tree.write(outcome, LOCK)
    assert (tmp_path / "src/app.py").read_text() == "a = 1\n"
    assert (tmp_path / "src/mine.py").read_text() == "just now\n"


def test_second_run_at_once_says_who_is_at_work(tmp_path: Path) -> None:
    """The lock is held by one; the other names its process."""
    generate(tmp_path, rendered())
    with (
        open_tree(tmp_path),
        pytest.raises(LockHeld, match=str(os.getpid())),
        open_tree(tmp_path),
    ):
        pass


def test_new_root_is_made_and_removed_on_failure(tmp_path: Path) -> None:
    """A first run that fails leaves no folder behind."""
    root = tmp_path / "a/b"
    with pytest.raises(RuntimeError), open_tree(root, Opening(create=True)):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    with open_tree(root, Opening(create=True)) as tree:
        tree.write(merge(tree, rendered()), LOCK)
    assert (root / "src/app.py").exists()


def test_root_that_is_a_file(tmp_path: Path) -> None:
    """A file where the service should be is a fault of one line."""
    (tmp_path / "x").write_text("")
    with pytest.raises(IoRefused, match="not a directory"), open_tree(tmp_path / "x"):
        pass


def test_ids_stay_on_record(tmp_path: Path) -> None:
    """An id once given is never forgotten, nor given twice."""
    first = allocate("shop", "GET_BOOK", frozenset())
    assert 1024 <= first <= 65535
    assert first == allocate("shop", "GET_BOOK", frozenset())
    assert allocate("shop", "GET_BOOK", {first}) != first
    generate(tmp_path, rendered(), [IdRow(first, "GET_BOOK")])
    generate(tmp_path, rendered())
    with open_tree(tmp_path) as tree:
        assert tree.ids() == (IdRow(first, "GET_BOOK"),)


def test_manifest_of_two_branches(tmp_path: Path) -> None:
    """Two rows for one path and unsorted rows heal with one run."""
    generate(tmp_path, rendered())
    manifest = tmp_path / ".svcgen/manifest"
    rows = manifest.read_text()
    app = next(row for row in rows.splitlines() if "src/app.py" in row)
    digest = app.partition('"sha256":"')[2][:64]
    manifest.write_text(f"{rows}{app.replace(digest, 'f' * 64)}\n")
    assert generate(tmp_path, rendered(app="a = 5\n")).exit_code == 0
    assert len(manifest.read_text().splitlines()) == 3
    assert (tmp_path / "src/app.py").read_text() == "a = 5\n"


def test_manifest_rows_follow_their_schema(tmp_path: Path) -> None:
    """Every row written is valid by the published schema."""
    schema = json.loads(
        (Path(__file__).parents[2] / "schemas/manifest.schema.json").read_text()
    )
    generate(tmp_path, rendered())
    generate(tmp_path, rendered(app="a = 2\n"))
    for line in (tmp_path / ".svcgen/manifest").read_text().splitlines():
        jsonschema.validate(json.loads(line), schema)


def test_ids_of_other_branches_are_known(tmp_path: Path) -> None:
    """Ids on other branches are taken, also in a service below the top of its repository."""

    def git(*args: str) -> None:
        author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(
            ["git", *author, *args], cwd=tmp_path, check=True, capture_output=True
        )

    root = tmp_path / "service"
    root.mkdir()
    assert ids_in_git(root, ()) == ()
    git("init", "-b", "main")
    generate(root, rendered(), [IdRow(2000, "GET_BOOK")])
    git("add", ".")
    git("commit", "-m", "one")
    git("checkout", "-b", "other")
    generate(root, rendered(), [IdRow(3000, "GET_AUTHOR")])
    git("commit", "-am", "two")
    git("checkout", "main")
    assert {row.id for row in ids_in_git(root, ())} == {2000, 3000}
