"""`svcgen status`: what waits, what the owner changed since when, what moved under it, and what is next."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest

from svcgen.cli.status import age, status_text
from svcgen.operations.status import look
from svcgen.workspace import find_workspace
from tests.behaviour.cli_support import svcgen, tree_of

SCHEMA = Path(__file__).parents[2] / "schemas/status.schema.json"
PATH = "src/shop/repositories/author.py"
SPEC = """\
svcgen: 1
service: {name: shop, description: Keeps authors.}
roles: {editor: May change things.}
entities:
  Author:
    description: Who writes books.
    fields:
      name: {type: string, unique: true, max_length: 80}
    operations:
      get: {public: true, http: true}
      create: {roles: [editor], http: true}
"""


def git(root: Path, *words: str, at: int = 0) -> None:
    """Run git as somebody, at a time."""
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    stamp = {"GIT_AUTHOR_DATE": f"@{at} +0000", "GIT_COMMITTER_DATE": f"@{at} +0000"}
    subprocess.run(
        ["git", *who, *words], cwd=root, check=True, capture_output=True, env={**os.environ, **stamp}
    )  # fmt: skip


def commit(root: Path, at: int) -> None:
    """Commit all there is."""
    git(root, "add", "-A")
    git(root, "commit", "-qm", "a step", at=at)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A service, committed at 1,000,000."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "spec.yaml").write_text(SPEC)
    done = svcgen("new", "shop", "--spec", "spec.yaml", cwd=folder)
    assert done.returncode == 0, done.stderr
    commit(folder / "shop", 1_000_000)
    return folder / "shop"


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(made, tmp_path / "shop", symlinks=True))


def edit(root: Path, old: str, new: str, path: str = PATH) -> None:
    """Replace a text in a file that has it."""
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new))


def test_nothing_to_tell(shop: Path) -> None:
    """A new service has nothing to do and says so; status writes nothing."""
    before = tree_of(shop)
    done = svcgen("status", cwd=shop)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "nothing waits, and no shared file is edited"
    assert done.stdout.splitlines()[-1].startswith("next: nothing")
    assert tree_of(shop) == before


def test_an_edit_has_its_age_and_what_moved_under_it(shop: Path) -> None:
    """An edited symbol is told with the time of the commit that edited it, and upstream changes since."""
    edit(shop, '"""Give the author with this name."""', '"""Look."""')
    commit(shop, 2_000_000)
    status = look(find_workspace(shop))
    (found,) = status.edits
    assert (found.path, found.unit, found.state) == (PATH, "AuthorRepository.get_by_name", "customised")  # fmt: skip
    assert (found.since, found.moved) == (2_000_000, 0)
    line = (shop / PATH).read_text().splitlines()[(found.line or 0) - 1]
    assert "def get_by_name" in line
    edit(shop, "name: {type: string,", "name: {type: text,", "service.yaml")
    edit(shop, "max_length: 80", "min_length: 1", "service.yaml")
    base = shop / f".svcgen/base/{PATH}"
    base.write_text(base.read_text().replace("name: str", "name: object"))
    commit(shop, 3_000_000)
    (found,) = look(find_workspace(shop)).edits
    assert (found.since, found.moved) == (2_000_000, 1)


def test_what_moved_before_the_edit_is_no_debt(shop: Path) -> None:
    """Only changes of the generator after the edit, and of that unit, count."""
    base = shop / f".svcgen/base/{PATH}"
    base.write_text(base.read_text().replace("name: str", "name: object"))
    commit(shop, 2_000_000)
    edit(shop, '"""Give the author with this name."""', '"""Look."""')
    commit(shop, 3_000_000)
    base.write_text(base.read_text().replace('"""Where authors', '"""Here authors'))
    commit(shop, 4_000_000)
    found = [each for each in look(find_workspace(shop)).edits if each.unit == "AuthorRepository.get_by_name"]  # fmt: skip
    assert [(each.since, each.moved) for each in found] == [(3_000_000, 0)]


def test_all_kinds_of_edits(shop: Path) -> None:
    """Own, removed and customised symbols, an edit that is not committed, and other texts have their lines."""
    path = shop / PATH
    text = path.read_text()
    start = text.index("    async def get_by_name")
    path.write_text(
        text[:start] + "    async def own(self) -> int:\n        return 1\n"
    )
    with (shop / "Makefile").open("a") as makefile:
        makefile.write("own:\n\ttrue\n")
    found = {(each.path, each.unit): each for each in look(find_workspace(shop)).edits}
    assert found[PATH, "AuthorRepository.own"].state == "own"
    assert found[PATH, "AuthorRepository.own"].since is None
    assert found[PATH, "AuthorRepository.get_by_name"].state == "removed"
    assert found["Makefile", ""].state == "customised"
    done = svcgen("status", cwd=shop)
    assert done.returncode == 0
    assert "not committed" in done.stdout


def test_a_conflict_is_what_is_next(shop: Path) -> None:
    """What waits stands first, and the next step is the command that settles it."""
    edit(shop, "name=name", "name=name.strip()")
    edit(shop, "name: {type: string, unique: true", "name: {type: string, unique: true, description: How one is called", "service.yaml")  # fmt: skip
    edit(shop, "self, name: str", "self, name: str, /")
    base = shop / f".svcgen/base/{PATH}"
    base.write_text(base.read_text().replace("name=name", "name=name.lower()"))
    manifest = shop / ".svcgen/manifest"
    old = json.loads(next(x for x in manifest.read_text().splitlines() if f'"{PATH}"' in x))["sha256"]  # fmt: skip
    manifest.write_text(manifest.read_text().replace(old, sha256(base.read_bytes()).hexdigest()))  # fmt: skip
    assert svcgen("generate", cwd=shop).returncode == 1
    done = svcgen("status", cwd=shop)
    assert done.returncode == 1
    assert done.stdout.startswith("conflicts that wait\n")
    assert done.stdout.splitlines()[-1].startswith(f"next: svcgen resolve {PATH}:AuthorRepository.get_by_name --ours")  # fmt: skip
    value = json.loads(svcgen("status", "--json", cwd=shop).stdout)
    jsonschema.validate(value, json.loads(SCHEMA.read_text()))
    assert [each["unit"] for each in value["conflicts"]] == ["AuthorRepository.get_by_name"]  # fmt: skip


def test_drift_is_what_is_next(shop: Path) -> None:
    """Without conflicts, the next step is what heals the first drift."""
    (shop / "src/shop/app.py").unlink()
    done = svcgen("status", cwd=shop)
    assert done.returncode == 1
    assert "missing  src/shop/app.py" in done.stdout
    assert done.stdout.splitlines()[-1] == "next: svcgen generate"


def test_without_git(shop: Path) -> None:
    """Where git knows nothing, edits are told without their age."""
    edit(shop, "name=name", "name=name.strip()")
    shutil.rmtree(shop / ".git")
    (found,) = look(find_workspace(shop)).edits
    assert (found.since, found.moved) == (None, 0)


def test_ages() -> None:
    """An age is told in the greatest unit that fits."""
    day = 86_400
    told = [age(0, now) for now in (3, 61, 7_200, day, 59 * day, 61 * day, 800 * day)]
    assert told == ["just now", "1 minute", "2 hours", "1 day", "1 month", "2 months", "2 years"]  # fmt: skip
    assert age(None, 5) == "not committed"


def test_many_edits_are_cut(shop: Path) -> None:
    """A long list is cut, and says by how much."""
    edit(shop, "name=name", "name=name.strip()")
    status = look(find_workspace(shop))
    many = replace(status, edits=status.edits * 100)
    text = status_text(many, 0)
    assert "... and 60 more" in text
    assert len(text.splitlines()) < 60
