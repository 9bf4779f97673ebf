"""`svcgen resolve` as its users type it, on a service whose tests run in between."""

import io
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from svcgen.cli.conflicts import grouped, next_step, report_conflicts
from svcgen.merge.settle import Side
from svcgen.operations.resolve import (
    ResolveFault,
    Which,
    resolve,
    waiting_conflicts,
)
from svcgen.workspace import find_workspace
from tests.behaviour.cli_support import svcgen, tree_of
from tests.behaviour.conflict_trees import generate, shared
from tests.behaviour.example_trees import copy_example, run_python

SCHEMAS = Path(__file__).parents[2] / "schemas"
CREATE = "src/authors/commands/create_author.py"
HANDLER = "src/authors/handlers/http/author.py"
UNITS = (f"{CREATE}:CreateAuthor.execute", f"{HANDLER}:delete_author")


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Replace a text in a file that has it."""
    text = (root / path).read_text()
    assert old in text, (path, old)
    (root / path).write_text(text.replace(old, new))


@pytest.fixture(scope="module")
def conflicted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The authors example after a run that left two conflicts, and merged much besides."""
    root = copy_example("authors", tmp_path_factory.mktemp("made"))
    edit(root, CREATE, "name=author.name).broadcast()", "name=author.name.strip()).broadcast()")  # fmt: skip
    edit(root, HANDLER, "Role.DELETE_AUTHOR, Role.ADMIN", "Role.ADMIN, Role.DELETE_AUTHOR")  # fmt: skip
    edit(root, "service.yaml", "publishes: [AuthorCreated], pushes: [AUTHOR_ADDED]", "publishes: [AuthorCreated]")  # fmt: skip
    edit(root, "service.yaml", "delete: {roles: [delete-author, admin], ", "delete: {roles: [delete-author, admin, update-author], ")  # fmt: skip
    done = svcgen("generate", cwd=root)
    assert done.returncode == 1, done.stderr
    return root


@pytest.fixture
def shop(conflicted: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(conflicted, tmp_path / "authors"))


def waiting(root: Path) -> set[str]:
    """What waits, as it can be typed."""
    found = waiting_conflicts(find_workspace(root))
    return {f"{each.path}:{each.unit}" for each in found}


def test_a_conflicted_tree_still_imports(shop: Path) -> None:
    """After a run with conflicts every module of the service can be imported."""
    assert waiting(shop) == set(UNITS)
    modules = [
        path.relative_to(shop / "src").with_suffix("").as_posix().replace("/", ".")
        for path in sorted((shop / "src").rglob("*.py"))
    ]
    program = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"  # fmt: skip
    done = run_python(shop, "-c", program, *modules)
    assert done.returncode == 0, done.stdout
    assert len(modules) > 40


@pytest.mark.timeout(300)
def test_the_tests_of_a_conflicted_tree_still_run(shop: Path) -> None:
    """After a run with conflicts the service's own tests are all collected, and those of what clashes pass."""
    pytest_of = ("-m", "pytest", "-q", "-p", "no:cacheprovider")
    done = run_python(shop, *pytest_of, "--collect-only", "tests")
    assert done.returncode == 0, done.stdout
    done = run_python(shop, *pytest_of, "tests/test_author.py", "tests/test_access.py")
    assert done.returncode == 0, done.stdout
    assert re.search(r"\b\d+ passed", done.stdout)
    assert "error" not in done.stdout.lower()


def test_what_waits_is_listed(shop: Path) -> None:
    """Without a side the conflicts are shown with place, reason and texts, and nothing is written."""
    before = tree_of(shop)
    done = svcgen("resolve", cwd=shop)
    assert done.returncode == 1
    for path, unit in (each.split(":") for each in UNITS):
        assert re.search(rf"conflict\[diverged\]: {path}:\d+: {unit}: .+ \([0-9a-f]{{8}}\)", done.stdout)  # fmt: skip
    assert re.search(r"\+ +access=AllOf\(.*Role.UPDATE_AUTHOR\)", done.stdout)
    assert done.stderr.strip().startswith("next: svcgen resolve --all --ours or --theirs")  # fmt: skip
    value = json.loads(svcgen("resolve", "--json", cwd=shop).stdout)
    jsonschema.validate(value, json.loads((SCHEMAS / "resolve.schema.json").read_text()))  # fmt: skip
    assert {f"{each['path']}:{each['unit']}" for each in value["left"]} == set(UNITS)
    assert tree_of(shop) == before


def test_the_report_of_generate(shop: Path) -> None:
    """--json of a run that leaves conflicts follows its schema, and tells each unit with its place and id."""
    done = svcgen("generate", "--json", "--dry-run", cwd=shop)
    assert done.returncode == 1
    value = json.loads(done.stdout)
    schema = json.loads((SCHEMAS / "generate.schema.json").read_text())
    jsonschema.validate(value, schema)
    assert {f"{each['path']}:{each['unit']}" for each in value["conflicts"]} == set(UNITS)  # fmt: skip
    assert all(each["line"] and each["like"] for each in value["conflicts"])


def test_ours_then_theirs(shop: Path) -> None:
    """One is settled for the owner, one for the generator; then check and generate are silent, and tests are there."""
    before = (shop / CREATE).read_bytes()
    done = svcgen("resolve", UNITS[0], "--ours", cwd=shop)
    assert done.returncode == 1
    assert "1 conflict is left" in done.stdout
    assert waiting(shop) == {UNITS[1]}
    assert svcgen("check", cwd=shop).returncode == 1
    done = svcgen("resolve", HANDLER, "--theirs", "--json", cwd=shop)
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    jsonschema.validate(value, json.loads((SCHEMAS / "resolve.schema.json").read_text()))  # fmt: skip
    assert [each["path"] for each in value["changes"]] == [HANDLER]
    assert (shop / CREATE).read_bytes() == before
    assert "Role.ADMIN, Role.UPDATE_AUTHOR" in (shop / HANDLER).read_text()
    assert svcgen("check", cwd=shop).returncode == 0
    assert not (shop / ".svcgen/conflicts").exists()
    assert "nothing changed" in svcgen("generate", cwd=shop).stdout
    assert svcgen("resolve", cwd=shop).returncode == 0


def test_all_at_once_and_a_trial(shop: Path) -> None:
    """--all settles everything; --dry-run shows the diff and writes nothing."""
    before = tree_of(shop)
    done = svcgen("resolve", "--all", "--theirs", "--dry-run", cwd=shop)
    assert done.returncode == 0
    assert "would be settled" in done.stdout
    assert re.search(r"\+ +access=AllOf\(.*Role.UPDATE_AUTHOR\)", done.stdout)
    assert tree_of(shop) == before
    assert svcgen("resolve", "--all", "--theirs", cwd=shop).returncode == 0
    assert svcgen("check", cwd=shop).returncode == 0
    assert "strip()" not in (shop / CREATE).read_text()


def editor(root: Path, program: str) -> str:
    """An editor that runs a program of Python over the file it is given."""
    path = root.parent / "editor"
    path.write_text(f"#!{sys.executable}\nimport sys\nfile = open(sys.argv[1], 'r+')\ntext = file.read()\n{program}\nfile.seek(0); file.truncate(); file.write(text)\n")  # fmt: skip
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def edited(root: Path, *words: str, program: str) -> subprocess.CompletedProcess[str]:
    """Run `svcgen resolve --edit` with an editor."""
    return subprocess.run(
        [sys.executable, "-m", "svcgen.cli.main", "resolve", "--edit", *words],
        cwd=root,
        capture_output=True,
        text=True,
        env={**os.environ, "NO_COLOR": "1", "EDITOR": editor(root, program), "VISUAL": ""},
    )  # fmt: skip


def test_a_third_text_in_the_editor(shop: Path) -> None:
    """The editor is given both texts, and what is left of them stands in the owner's place."""
    program = """
assert "strip()" in text and text.count("async def execute") == 2, text
text = text.split("#> ---- the generator's\\n")[1].replace("return ", "# third\\n        return ")
"""
    done = edited(shop, UNITS[0], program=program)
    assert done.returncode == 1, done.stderr
    assert waiting(shop) == {UNITS[1]}
    text = (shop / CREATE).read_text()
    assert "        # third\n        return " in text
    assert "#>" not in text
    assert "broadcast" not in text


BAD_EDITS = {
    "broken": ("text = 'async def execute(:\\n'", "no longer parse"),
    "failed": ("sys.exit(3)", "ended with 3"),
    "unchanged": ("pass", "nothing was decided"),
    "emptied": ("text = ''", "nothing was decided"),
}


@pytest.mark.parametrize("name", BAD_EDITS)
def test_an_edit_that_decides_nothing(shop: Path, name: str) -> None:
    """A text that does not parse, an editor that fails, and an edit that is none leave every byte."""
    program, told = BAD_EDITS[name]
    before = tree_of(shop)
    done = edited(shop, UNITS[0], program=program)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert tree_of(shop) == before


WRONG: dict[tuple[str, ...], str] = {
    ("--ours",): "--ours of what?",
    ("--all", CREATE, "--ours"): "not by two",
    ("nope.py", "--ours"): "no conflict waits",
    (f"{CREATE}:Nope", "--theirs"): "no conflict waits",
    ("--like", "ffffffff", "--ours"): "no conflict is like",
    ("--ours", "--theirs", "--all"): "not allowed with",
}


@pytest.mark.parametrize("words", WRONG)
def test_wrong_words(shop: Path, words: tuple[str, ...]) -> None:
    """What cannot be meant is refused with exit code 2, and nothing is written."""
    before = tree_of(shop)
    done = svcgen("resolve", *words, cwd=shop)
    assert done.returncode == 2
    assert WRONG[words] in done.stderr
    assert tree_of(shop) == before


def test_the_text_that_was_not_seen_is_kept(shop: Path) -> None:
    """The owner who wrote on after the conflict is told so, and a run of generate makes it a new choice."""
    edit(shop, CREATE, "strip()", "strip().title()")
    done = svcgen("resolve", "--all", "--theirs", cwd=shop)
    assert done.returncode == 1
    assert "changed since" in done.stderr
    assert "strip().title()" in (shop / CREATE).read_text()
    assert svcgen("generate", cwd=shop).returncode == 1
    assert svcgen("resolve", "--all", "--theirs", cwd=shop).returncode == 0


def test_it_can_be_undone(shop: Path) -> None:
    """What resolve wrote is one entry of the history."""
    before = tree_of(shop)
    assert svcgen("resolve", "--all", "--theirs", cwd=shop).returncode == 0
    assert svcgen("undo", cwd=shop).returncode == 0
    kept = {path: text for path, text in tree_of(shop).items() if "/history/" not in path}  # fmt: skip
    assert kept == {path: text for path, text in before.items() if "/history/" not in path}  # fmt: skip


NOUNS = ("Book", "Author", "Category")


def _repository(noun: str, body: str) -> str:
    said = body.format(noun.lower())
    return f"class {noun}Repository:\n    def find(self, name):\n        {said}\n"


@pytest.fixture
def alike(tmp_path: Path) -> Path:
    """Three files in which one change of one template clashes, and one other clash."""
    (tmp_path / "service.yaml").write_text("svcgen: 1\nservice: {name: shop}\n")

    def run(body: str, last: str) -> int:
        files = [
            shared(_repository(noun, body), f"src/shop/{noun.lower()}.py", f"/entities/{noun}")
            for noun in NOUNS
        ]  # fmt: skip
        return len(generate(tmp_path, *files, shared(last)).conflicts)

    run("return self.one({})", "x = 1\n")
    for noun in NOUNS:
        edit(tmp_path, f"src/shop/{noun.lower()}.py", "self.one(", "self.mine(")
    edit(tmp_path, "src/shop/mine.py", "1", "2")
    assert run("return self.one({}, strict=True)", "x = 3\n") == 4
    return tmp_path


def test_one_change_of_a_template_is_one_conflict_to_read(alike: Path) -> None:
    """Conflicts that the same change makes are shown once, with the list of their places."""
    found = waiting_conflicts(find_workspace(alike))
    groups = grouped(found)
    assert sorted(len(group) for group in groups) == [1, 3]
    told = io.StringIO()
    report_conflicts(found, told)
    text = told.getvalue()
    assert text.count("conflict[diverged]") == 2
    assert text.count("strict=True") == 1
    assert "the same change clashes in 3 places:" in text
    for noun in NOUNS:
        assert f"    src/shop/{noun.lower()}.py:{noun}Repository.find\n" in text
    (three,) = (group for group in groups if len(group) == 3)
    assert next_step(three) == f"svcgen resolve --like {three[0].like} --ours or --theirs"  # fmt: skip


def test_those_alike_are_settled_together(alike: Path) -> None:
    """--like ID settles every place of one change, and nothing else."""
    found = waiting_conflicts(find_workspace(alike))
    like = next(each.like for each in found if "book" in each.path)
    done = svcgen("resolve", "--like", like, "--theirs", cwd=alike)
    assert done.returncode == 1
    for noun in NOUNS:
        text = (alike / f"src/shop/{noun.lower()}.py").read_text()
        assert f"self.one({noun.lower()}, strict=True)" in text
    assert waiting(alike) == {"src/shop/mine.py:x"}


def test_nothing_is_written_when_one_of_many_fails(alike: Path) -> None:
    """Of many conflicts all are settled, or none."""
    edit(alike, "src/shop/author.py", "self.mine(", "self.later(")
    before = tree_of(alike)
    with pytest.raises(ResolveFault, match=r"src/shop/author\.py: .* changed since"):
        resolve(find_workspace(alike), Which(everything=True), lambda _: Side.THEIRS)
    assert tree_of(alike) == before
