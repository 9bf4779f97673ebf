"""`svcgen rename` on real trees with code of their owners: green in between, the first tree again afterwards."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from svcgen.cli.main import run
from svcgen.cli.rename_schema import remove_schema, rename_schema
from tests.behaviour.example_trees import copy_example, files_of, is_left, run_python

pytestmark = pytest.mark.timeout(300)

LETTERS = '''"""Letters to authors, written by hand: Author, author and authors are words here, too."""

from authors.contract.models import author as models
from authors.contract.models.author import Author
from authors.contract.schemas.author import AuthorCreate
from authors.repositories.author import AuthorRepository

__all__ = ["Author", "Letters"]
SALUTATION = "Dear Author"  # not the Author that is kept


class Letters:
    """Writes to authors."""

    def __init__(self, authors: AuthorRepository) -> None:
        self.authors = authors

    async def introduce(self, name: str) -> models.Author:
        """Add an author by name."""
        return await self.authors.create(AuthorCreate(name=name, born=None))

    async def greet(self, name: str) -> str:
        """Greet an author, born when it may be."""
        author = await self.authors.get_by_name(name)
        if author is None:
            Author = "nobody"
            return Author
        return f"{SALUTATION} {author.name}, born {author.born}"


def kind(row: "Author | None") -> type[Author]:
    """Give the class of a row."""
    return type(row) if row is not None else Author
'''
LETTERS_TEST = '''"""The letters, with a real database."""

from authors.letters import Letters, kind
from authors.repositories.author import AuthorRepository
from svcgen_runtime.testing import TestService


async def test_letters(running: TestService) -> None:
    """What was added is greeted."""
    async with running.service.unit_of_work("test"):
        letters = Letters(AuthorRepository())
        author = await letters.introduce("Jane Austen")
        assert kind(author) is type(author)
        told = await letters.greet("Jane Austen")
        assert told == "Dear Author Jane Austen, born None"
        assert await letters.greet("Nobody") == "nobody"
'''


def contents(root: Path) -> dict[str, bytes]:
    """Read a tree, but for what belongs to this machine alone."""
    own = (".svcgen/history/", ".svcgen/cache/")
    return {
        path: text
        for path, text in files_of(root).items()
        if not path.startswith(own) and not is_left(path)
    }


def svcgen(*words: str) -> int:
    """Run a command in this process."""
    return run(list(words))


def authors_with_letters(tmp_path: Path) -> Path:
    """Give the example authors in step, with code of its owner's."""
    root = copy_example("authors", tmp_path)
    (root / "src/authors/letters.py").write_text(LETTERS)
    (root / "tests/test_letters.py").write_text(LETTERS_TEST)
    assert svcgen("generate", "-C", str(root)) == 0
    return root


def check_types(root: Path) -> None:
    """Hold a tree to mypy --strict."""
    words = [sys.executable, "-m", "mypy", "--strict", "src", "tests"]
    done = subprocess.run(words, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def check_tests(root: Path, *words: str) -> None:
    """Run the tests of a tree."""
    done = run_python(root, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words)
    assert done.returncode == 0, done.stdout


def test_an_entity_there_and_back(tmp_path: Path) -> None:
    """Author becomes Writer with the owner's code, its tests and types hold, and back again it is the first tree."""
    root = authors_with_letters(tmp_path)
    first = contents(root)
    assert svcgen("rename", "entity", "Author", "Writer", "-C", str(root)) == 0
    letters = (root / "src/authors/letters.py").read_text()
    assert "from authors.contract.models import writer as models" in letters
    assert "self.writers.get_by_name" not in letters
    assert 'SALUTATION = "Dear Author"  # not the Author that is kept' in letters
    assert '            Author = "nobody"\n            return Author' in letters
    assert 'def kind(row: "Writer | None") -> type[Writer]:' in letters
    assert '__all__ = ["Writer", "Letters"]' in letters
    assert svcgen("check", "-C", str(root)) == 0
    check_types(root)
    check_tests(
        root, "tests/test_letters.py", "tests/test_writer.py", "tests/test_flow.py"
    )
    spec = (root / "service.yaml").read_text()
    assert "    table: authors\n    path: authors\n" in spec
    assert svcgen("rename", "entity", "Writer", "Author", "-C", str(root)) == 0
    assert contents(root) == first


def test_names_on_the_wire_follow_when_told(tmp_path: Path) -> None:
    """With --wire the routes and the table follow; migrations are told; the way back takes it all back."""
    root = authors_with_letters(tmp_path)
    first = contents(root)
    words = ("-C", str(root), "--wire")
    assert svcgen("rename", "entity", "Author", "Writer", *words) == 0
    assert 'router.post("/writers"' in (
        root / "src/authors/handlers/http/writer.py"
    ).read_text().replace("\n    ", "")
    renames = (root / ".svcgen/renames").read_text()
    assert renames == "table\tauthors\twriters\n"
    assert svcgen("rename", "field", "Writer.born", "birthday", *words) == 0
    assert (root / ".svcgen/renames").read_text() == (
        "column\twriters\tborn\tbirthday\ntable\tauthors\twriters\n"
    )
    letters = (root / "src/authors/letters.py").read_text()
    assert "AuthorCreate(name=name, born=None)" not in letters
    assert "WriterCreate(name=name, birthday=None)" in letters
    assert "born {author.birthday}" in letters
    check_types(root)
    check_tests(root, "tests/test_letters.py")
    assert svcgen("rename", "field", "Writer.birthday", "born", *words) == 0
    assert svcgen("rename", "entity", "Writer", "Author", *words) == 0
    assert contents(root) == first


def test_what_triggers_a_command_still_does(tmp_path: Path) -> None:
    """A command with a hand-written body, its handler and its message: each renamed, one flow."""
    root = copy_example("tasks", tmp_path)
    assert svcgen("generate", "-C", str(root)) == 0
    first = contents(root)
    steps = (
        ("command", "say_hello", "greet_loudly"),
        ("handler", "say_hello", "hear_hello"),
        ("message", "HelloTask", "GreetTask"),
        ("schedule", "republish_pending", "every_five_seconds"),
        ("push", "TASK_ADDED", "TASK_IS_NEW"),
        ("package", "CREATE_TASK", "NEW_TASK"),
        ("enum", "TaskStatus", "TaskState"),
    )
    for kind, old, new in steps:
        assert svcgen("rename", kind, old, new, "-C", str(root)) == 0, (kind, old)
    handler = (root / "src/tasks/handlers/messages/hear_hello.py").read_text()
    assert 'name="say_hello"' in handler
    message = (root / "src/tasks/contract/messages/greet_task.py").read_text()
    assert 'name="HelloTask"' in message
    schedule = root / "src/tasks/handlers/schedules/every_five_seconds.py"
    assert 'name="republish_pending"' in schedule.read_text()
    ids = (root / ".svcgen/ids").read_text().splitlines()
    assert "2 NEW_TASK" in ids
    assert "2 CREATE_TASK" not in ids
    assert svcgen("check", "-C", str(root)) == 0
    check_types(root)
    check_tests(root)
    for kind, old, new in reversed(steps):
        assert svcgen("rename", kind, new, old, "-C", str(root)) == 0, (kind, new)
    assert contents(root) == first


def test_a_dry_run_writes_nothing_and_tells_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The report in JSON holds the spec's diff, what moves and what is left; no byte changes."""
    root = authors_with_letters(tmp_path)
    first = contents(root)
    capsys.readouterr()
    words = ("entity", "Author", "Writer", "-C", str(root), "--dry-run", "--json")
    assert svcgen("rename", *words) == 0
    report = json.loads(capsys.readouterr().out)
    assert contents(root) == first
    jsonschema.validate(report, rename_schema())
    old, new = (f"src/authors/repositories/{name}.py" for name in ("author", "writer"))
    assert report["moved"][old] == new
    assert "+  Writer:" in str(report["spec"])
    assert report["written"] == []


def test_a_rename_by_hand_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """generate, diff and check refuse and show the rename that carries the code over, or --as-new."""
    root = authors_with_letters(tmp_path)
    spec = root / "service.yaml"
    written = spec.read_text()
    by_hand = re.sub(r"\bAuthor\b(?=[:,}\]])", "Writer", written)
    spec.write_text(by_hand)
    first = contents(root)
    for command in ("generate", "diff", "check"):
        capsys.readouterr()
        assert svcgen(command, "-C", str(root)) == 1
        told = "".join(capsys.readouterr())
        assert "renamed-by-hand" in told
        assert "svcgen rename entity Author Writer, or svcgen generate --as-new" in told
    assert contents(root) == first
    assert svcgen("rename", "entity", "Author", "Writer", "-C", str(root)) == 0
    assert "self.authors.create(WriterCreate(" in (
        (root / "src/authors/letters.py").read_text()
    )
    assert svcgen("check", "-C", str(root)) == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("entity", "Nobody", "Writer"), "unknown-node"),
        (("entity", "Author", "Book"), "already-there"),
        (("field", "Author.born", "birthday"), "name-on-the-wire"),
        (("role", "admin", "boss"), "name-on-the-wire"),
        (("command", "create_author", "make_author"), "unknown-node"),
    ],
)
def test_what_cannot_be_renamed_is_refused(
    words: tuple[str, ...],
    code: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One message with its code and what to do; nothing is written."""
    root = copy_example("authors", tmp_path)
    first = contents(root)
    assert svcgen("rename", *words, "-C", str(root)) == 1
    assert f"[{code}]" in capsys.readouterr().err
    assert contents(root) == first


def test_a_tree_with_conflicts_is_not_renamed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What waits is resolved first: nothing tells there whose names are whose."""
    root = copy_example("authors", tmp_path)
    where = ("-C", str(root))
    assert svcgen("generate", *where) == 0
    body = root / "src/authors/repositories/author.py"
    body.write_text(
        body.read_text().replace("find_one(name=name)", "find_one(name='x')")
    )
    spec = root / "service.yaml"
    spec.write_text(spec.read_text().replace("fields:\n      name:", "fields:\n      title:").replace("[name, name__contains,", "[title, title__contains,").replace("sort: [name, born]", "sort: [title, born]"))  # fmt: skip
    assert svcgen("generate", "--as-new", *where) == 1
    first = contents(root)
    capsys.readouterr()
    assert svcgen("rename", "entity", "Book", "Volume", *where) == 1
    assert "[not-in-step]" in capsys.readouterr().err
    assert contents(root) == first


@pytest.mark.parametrize("name", ["rename", "remove"])
def test_the_forms_of_the_reports_are_fresh(name: str) -> None:
    """The committed schemas are what the code says."""
    made = {"rename": rename_schema, "remove": remove_schema}[name]()
    path = Path(__file__).parents[2] / "schemas" / f"{name}.schema.json"
    assert path.read_text() == json.dumps(made, indent=2) + "\n"
