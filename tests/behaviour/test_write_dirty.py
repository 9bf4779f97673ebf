"""Edits by hand that nothing but the disk has are not written over."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from svcgen.artifacts.faults import UncommittedEdits
from svcgen.operations.start import NewService, start_service
from svcgen.pipeline import generate
from svcgen.workspace import find_workspace
from tests.behaviour.cli_support import svcgen, tree_of

MODEL = "src/shop/contract/models/book.py"
SHARED = "src/shop/repositories/book.py"
SPEC = """\
svcgen: 1
service: {name: shop, description: A shop.}
roles: {editor: May change things.}
entities:
  Book:
    description: A book.
    plural: books
    fields:
      title: {type: string, max_length: 40}
    operations:
      create: {roles: [editor], http: true}
"""
MORE = "      pages: {type: int}\n    operations:"


def git(folder: Path, *words: str) -> None:
    """Run git as somebody."""
    author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    command = ["git", *author, *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    """Commit all there is."""
    git(folder, "add", "-A")
    git(folder, "commit", "-m", "now")


def ask_for_more(root: Path) -> None:
    """Let the spec ask for one more field."""
    (root / "service.yaml").write_text(SPEC.replace("    operations:", MORE))


def edit(path: Path) -> str:
    """Edit a file by hand."""
    text = path.read_text() + "\nMINE = 1\n"
    path.write_text(text)
    return text


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A service without git."""
    folder = tmp_path_factory.mktemp("dirty")
    (folder / "spec.yaml").write_text(SPEC)
    start_service(NewService("shop", folder / "shop", folder / "spec.yaml", git=False))
    return folder / "shop"


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Path:
    """A copy of the service, in a repository of its own, nothing committed."""
    root = Path(shutil.copytree(made, tmp_path / "shop"))
    git(root, "init", "-b", "main")
    return root


def _nothing(root: Path) -> None:
    pass


def _edit_and_commit_before(root: Path) -> None:
    commit(root)


def _edit_then_stage(root: Path) -> None:
    commit(root)
    edit(root / MODEL)
    git(root, "add", "-A")


def _ignore(root: Path) -> None:
    with (root / ".gitignore").open("a") as file:
        file.write("src/\n")
    commit(root)


def _assume_unchanged(root: Path) -> None:
    commit(root)
    git(root, "update-index", "--assume-unchanged", MODEL)


@pytest.mark.parametrize(
    "state",
    [
        _nothing,
        _edit_and_commit_before,
        _edit_then_stage,
        _ignore,
        _assume_unchanged,
    ],
    ids=["untracked", "tracked", "staged", "ignored", "assume-unchanged"],
)
def test_an_edit_that_git_does_not_have_is_refused(
    shop: Path, state: Callable[[Path], None]
) -> None:
    """A file of the generator, edited and not committed, stays; with leave it is replaced."""
    state(shop)
    edit(shop / MODEL)
    ask_for_more(shop)
    before = tree_of(shop)
    with pytest.raises(UncommittedEdits, match=MODEL) as caught:
        generate(find_workspace(shop))
    assert "\n" not in str(caught.value)
    assert "--allow-dirty" in str(caught.value)
    assert tree_of(shop) == before
    done = svcgen("generate", "--allow-dirty", cwd=shop)
    assert done.returncode == 0, done.stderr
    assert "MINE" not in (shop / MODEL).read_text()
    assert svcgen("undo", cwd=shop).returncode == 0
    assert tree_of(shop) == before


def test_a_removed_file_that_was_edited_is_refused(shop: Path) -> None:
    """A file of the generator that is no longer planned does not take an edit with it."""
    edit(shop / MODEL)
    text = SPEC[: SPEC.index("entities:")]
    (shop / "service.yaml").write_text(text)
    with pytest.raises(UncommittedEdits, match=MODEL):
        generate(find_workspace(shop))
    commit(shop)
    generate(find_workspace(shop))
    assert not (shop / MODEL).exists()


def test_a_committed_edit_is_replaced(shop: Path) -> None:
    """What git has is safe: the generator's file is the generator's."""
    edit(shop / MODEL)
    commit(shop)
    generate(find_workspace(shop))
    assert "MINE" not in (shop / MODEL).read_text()


def test_the_usual_loop_is_never_refused(shop: Path) -> None:
    """Spec, generate, code, generate, and so on without one commit: nothing is in the way."""
    edit(shop / SHARED)
    for text in (SPEC.replace("    operations:", MORE), SPEC, SPEC + "# end\n"):
        (shop / "service.yaml").write_text(text)
        generate(find_workspace(shop))
        generate(find_workspace(shop))
    assert "MINE = 1" in (shop / SHARED).read_text()


def test_formatting_alone_is_no_edit(shop: Path) -> None:
    """A file of the generator that a formatter was over holds nothing that could be lost."""
    path = shop / MODEL
    path.write_text(path.read_text().replace('"title"', "'title'") + "\n\n")
    generate(find_workspace(shop))
    assert not path.read_text().endswith("\n\n")


def test_newlines_of_a_checkout_are_no_edit(shop: Path) -> None:
    """autocrlf rewrites every file, and none of them counts as edited."""
    git(shop, "config", "core.autocrlf", "true")
    commit(shop)
    shutil.rmtree(shop / "src")
    git(shop, "checkout", "--", "src")
    assert b"\r\n" in (shop / MODEL).read_bytes()
    edited = (shop / MODEL).read_bytes() + b"MINE = 1\r\n"
    (shop / MODEL).write_bytes(edited)
    with pytest.raises(UncommittedEdits):
        generate(find_workspace(shop))
    commit(shop)
    generate(find_workspace(shop))


def test_worktrees_and_submodules_have_their_own_head(
    shop: Path, tmp_path: Path
) -> None:
    """What another work tree has committed does not count here, and a submodule is asked itself."""
    commit(shop)
    git(shop, "worktree", "add", "-b", "other", str(tmp_path / "tree"))
    edit(tmp_path / "tree" / MODEL)
    with pytest.raises(UncommittedEdits):
        generate(find_workspace(tmp_path / "tree"))
    commit(tmp_path / "tree")
    generate(find_workspace(tmp_path / "tree"))
    whole = tmp_path / "whole"
    whole.mkdir()
    git(whole, "init", "-b", "main")
    local = ["-c", "protocol.file.allow=always"]
    git(whole, *local, "submodule", "add", str(shop), "sub")
    edit(whole / "sub" / MODEL)
    with pytest.raises(UncommittedEdits):
        generate(find_workspace(whole / "sub"))
    commit(whole / "sub")
    generate(find_workspace(whole / "sub"))


@pytest.mark.parametrize("bare", [False, True], ids=["no git", "bare"])
def test_without_a_work_tree_the_history_keeps_the_edit(
    made: Path, tmp_path: Path, bare: bool
) -> None:
    """Where nothing can be committed the file is replaced, and undo brings the edit back."""
    root = Path(shutil.copytree(made, tmp_path / "shop"))
    if bare:
        git(tmp_path, "init", "--bare", "-b", "main", str(root / ".git"))
    text = edit(root / MODEL)
    generate(find_workspace(root))
    assert "MINE" not in (root / MODEL).read_text()
    assert svcgen("undo", cwd=root).returncode == 0
    assert (root / MODEL).read_text() == text
