"""A base that is lost is found again in git, in the committed spec, or not taken for an empty one."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.behaviour.cli_support import svcgen, tree_of

PATH = "src/shop/repositories/author.py"
BASE = f".svcgen/base/{PATH}"
OLD_NAME = "name: {type: string, unique: true, max_length: 80}"
NEW_NAME = f"{OLD_NAME}\n      mail: {{type: string, unique: true, max_length: 90}}"
SPEC = f"""\
svcgen: 1
service: {{name: shop, description: Keeps authors.}}
roles: {{editor: May change things.}}
entities:
  Author:
    description: Who writes books.
    fields:
      {OLD_NAME}
    operations:
      get: {{public: true, http: true}}
      create: {{roles: [editor], http: true}}
"""


def git(root: Path, *words: str) -> None:
    """Run git as somebody."""
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A committed service with an edit in a shared file."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "spec.yaml").write_text(SPEC)
    done = svcgen("new", "shop", "--spec", "spec.yaml", cwd=folder)
    assert done.returncode == 0, done.stderr
    path = folder / "shop" / PATH
    path.write_text(path.read_text().replace("name=name", "name=name.strip()"))
    git(folder / "shop", "add", "-A")
    git(folder / "shop", "commit", "-qm", "first")
    return folder / "shop"


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Path:
    """A copy of it, whose spec asks for one more method in the edited file."""
    root = Path(shutil.copytree(made, tmp_path / "shop", symlinks=True))
    (root / "service.yaml").write_text(
        (root / "service.yaml").read_text().replace(OLD_NAME, NEW_NAME)
    )
    return root


def conflicts(root: Path, *words: str) -> tuple[int, list[tuple[str, str, str | None]]]:
    """Generate; the exit code, and each conflict's code, path and unit."""
    done = svcgen("generate", "--json", *words, cwd=root)
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)["conflicts"]
    return done.returncode, [(each["code"], each["path"], each["unit"]) for each in found]  # fmt: skip


def is_merged(root: Path) -> bool:
    """Whether the file has the owner's line and the generator's new method, and the tree is in step."""
    text = (root / PATH).read_text()
    return (
        "name=name.strip()" in text
        and "def get_by_mail" in text
        and "get_by_mail" in (root / BASE).read_text()
        and svcgen("check", cwd=root).returncode == 0
    )


def _remove(root: Path) -> None:
    (root / BASE).unlink()


def _damage(root: Path) -> None:
    (root / BASE).write_text("x = 1\n")


@pytest.mark.parametrize("harm", [_remove, _damage], ids=["removed", "damaged"])
def test_a_base_that_git_has(shop: Path, harm: Callable[[Path], None]) -> None:
    """The committed base is used when its digest is the manifest's, and stands on the disk again."""
    harm(shop)
    assert conflicts(shop) == (0, [])
    assert is_merged(shop)


def test_a_base_that_the_committed_spec_gives(shop: Path) -> None:
    """Where git has no base either, the spec that the tree was made from is rendered again."""
    git(shop, "rm", "-q", "--cached", BASE)
    git(shop, "commit", "-qm", "lost")
    _remove(shop)
    assert conflicts(shop) == (0, [])
    assert is_merged(shop)


def test_a_base_that_nobody_has(shop: Path) -> None:
    """Without git the file is left alone and the run fails; --rebase merges by unit what can be told."""
    shutil.rmtree(shop / ".git")
    _remove(shop)
    before = (shop / PATH).read_bytes()
    assert conflicts(shop) == (1, [("base-damaged", PATH, None)])
    assert (shop / PATH).read_bytes() == before
    checked = svcgen("check", cwd=shop)
    assert checked.returncode == 1
    assert "heal: svcgen generate --rebase" in checked.stdout
    unit = "AuthorRepository.get_by_name"
    assert conflicts(shop, "--rebase") == (1, [("no-base", PATH, unit)])
    text = (shop / PATH).read_text()
    assert "name=name.strip()" in text
    assert "def get_by_mail" in text
    assert conflicts(shop) == (1, [("no-base", PATH, unit)])
    assert svcgen("resolve", f"{PATH}:{unit}", "--ours", cwd=shop).returncode == 0
    assert is_merged(shop)


def test_all_that_svcgen_keeps_is_gone(shop: Path) -> None:
    """With .svcgen deleted, --rebase finds manifest and bases in git, and nothing is a conflict."""
    shutil.rmtree(shop / ".svcgen")
    assert svcgen("check", cwd=shop).returncode == 1
    assert conflicts(shop, "--rebase") == (0, [])
    assert is_merged(shop)


def test_nothing_is_known_at_all(shop: Path) -> None:
    """With .svcgen deleted and no git, no file of the owner's is written over, with --rebase or without."""
    shutil.rmtree(shop / ".svcgen")
    shutil.rmtree(shop / ".git")
    before = (shop / PATH).read_bytes()
    code, found = conflicts(shop)
    assert code == 1
    assert ("in-the-way", PATH, None) in found
    assert (shop / PATH).read_bytes() == before
    assert svcgen("check", cwd=shop).returncode == 1
    code, found = conflicts(shop, "--rebase")
    assert code == 1
    assert ("no-base", PATH, "AuthorRepository.get_by_name") in found
    text = (shop / PATH).read_text()
    assert "name=name.strip()" in text
    assert "def get_by_mail" in text


def test_a_false_base_in_git_is_not_believed(shop: Path) -> None:
    """A committed base that has not the manifest's digest is no base."""
    (shop / BASE).write_text("x = 1\n")
    git(shop, "commit", "-qm", "false", "--", BASE)
    spec = shop / "service.yaml"
    spec.write_text(spec.read_text() + "# moved\n")
    git(shop, "commit", "-qm", "moved", "--", "service.yaml")
    before = (shop / PATH).read_bytes()
    assert conflicts(shop) == (1, [("base-damaged", PATH, None)])
    assert (shop / PATH).read_bytes() == before


def test_a_file_that_was_rolled_back(shop: Path) -> None:
    """A file that git took back to the text before the last is written anew, with an edit in it it is an edit."""
    subprocess.run(["git", "checkout", "-q", "--", PATH], cwd=shop, check=True)
    path = shop / PATH
    pristine = path.read_text().replace("name=name.strip()", "name=name")
    path.write_text(pristine)
    assert conflicts(shop) == (0, [])
    path.write_text(pristine)
    checked = json.loads(svcgen("check", "--json", cwd=shop).stdout)
    assert [each["code"] for each in checked["findings"]] == ["rolled-back"]
    assert conflicts(shop) == (0, [])
    assert "def get_by_mail" in path.read_text()
    path.write_text(pristine.replace("name=name", "name=name.upper()"))
    assert svcgen("check", cwd=shop).returncode == 0
    before = tree_of(shop)
    assert conflicts(shop) == (0, [])
    changed = {p for p, text in tree_of(shop).items() if before.get(p) != text}
    assert not {p for p in changed if not p.startswith(".svcgen/")}
