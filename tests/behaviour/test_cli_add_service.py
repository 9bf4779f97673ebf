"""`svcgen add` as its users run it: the spec is edited, the code follows, and nothing happens twice."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from svcgen.cli.add_schema import add_schema
from svcgen.cli.main import run
from tests.behaviour.cli_support import svcgen, tree_of

ROOT = Path(__file__).parents[2]
OF_HANDLER = (
    "handler",
    "find-author",
    "--package",
    "FIND_AUTHOR",
    "--schema",
    "text:string",
)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A service made from the authors example; tests copy it."""
    root = tmp_path_factory.mktemp("services") / "shop"
    done = svcgen("new", "shop", "--example", "authors", "-o", str(root))
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def shop(fresh: Path, tmp_path: Path) -> Path:
    """A service of the test's own."""
    return Path(shutil.copytree(fresh, tmp_path / "shop", symlinks=True))


def add(shop: Path, *words: str, code: int = 0) -> str:
    """Run `svcgen add` and give what it printed."""
    done = svcgen("add", *words, cwd=shop)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def add_here(
    shop: Path, capsys: pytest.CaptureFixture[str], *words: str
) -> tuple[int, str]:
    """Run `svcgen add` in this process, which is faster; give its exit code and what it printed."""
    try:
        code = run(["add", *words, *(("-C", str(shop)) if words else ())])
    except SystemExit as stopped:
        code = int(str(stopped.code))
    told = capsys.readouterr()
    return code, told.out + told.err


def git(root: Path, *words: str) -> None:
    """Run git without the owner's settings."""
    own = (
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.org",
        "-c",
        "commit.gpgsign=false",
    )
    subprocess.run(["git", *own, *words], cwd=root, check=True, capture_output=True)


def ids_of(shop: Path) -> dict[str, int]:
    """Give the package ids on record by name."""
    rows = (shop / ".svcgen/ids").read_text().splitlines()
    return {name: int(number) for number, name in (row.split(" ", 1) for row in rows)}


def test_an_entity_is_added_and_the_code_follows(shop: Path) -> None:
    """One command gives model, schemas, commands and routes that ruff and black accept; check is clean."""
    told = add(
        shop,
        "entity",
        "order-line",
        "title:string",
        "price:decimal",
        "author:Author",
        "--packages",
        "--roles",
        "admin",
    )
    assert "+ order_line.py" in told
    assert "next: " in told
    assert svcgen("check", cwd=shop).returncode == 0
    listed = svcgen("list", "commands", cwd=shop).stdout
    assert "create_order_line" in listed
    for tool in (("ruff", "check", "-q"), ("black", "-q", "--check")):
        done = subprocess.run(
            [sys.executable, "-m", *tool, "src", "tests"],
            cwd=shop,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_added_twice_is_refused(shop: Path) -> None:
    """The second call exits 1, says where the first one stands, and writes nothing."""
    add(shop, *OF_HANDLER)
    before = tree_of(shop)
    told = add(shop, *OF_HANDLER, code=1)
    assert "already" in told
    assert "service.yaml:" in told
    assert "nothing was written" in told
    assert tree_of(shop) == before


def test_a_handler_comes_with_package_command_and_the_line_to_write(shop: Path) -> None:
    """The line that is printed is the body that raises, and `list --check` finds it until it is written."""
    told = add(shop, *OF_HANDLER, "--paginated", "--roles", "admin")
    place = told.rpartition("next: ")[2].split(" ")[0]
    path, line = place.split(":")
    body = (shop / path).read_text().splitlines()
    assert "CommandNotWritten" in body[int(line) - 1]
    checked = svcgen("list", "packages", "--check", cwd=shop)
    assert checked.returncode == 1
    assert f"{place} find_author is not written yet" in checked.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("entity", "a;b"),
        ("entity", "../../x"),
        ("entity", "Book__"),
        ("entity", "Pen", "ink"),
        ("entity", "Pen", "ink:"),
        ("entity", "Pen", "ink:string", "ink:int"),
        ("entity", "Pen", "ink:{a"),
        ("entity", "Pen", "--operations", "creat"),
        ("entity", "Pen", "--roles", "admin", "--public"),
        ("field", "Author"),
        ("field", "Author", "class", "string"),
        ("command", "list"),
        ("command", "x", "--http", "FETCH /x"),
        ("handler", "x", "--message", "AuthorCreated", "--package", "X"),
        ("handler", "x", "--paginated"),
        ("handler", "note", "--message", "AuthorCreated", "--schema", "a:int"),
        ("pkg-id", "X", "--id", "many"),
        ("role", "admin:\n  x: y"),
        ("planet", "X"),
        (),
    ],
)  # fmt: skip
def test_wrong_words_are_usage(
    fresh: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Words of the wrong form exit 2, say what to type, and write nothing."""
    before = tree_of(fresh)
    code, told = add_here(fresh, capsys, *words)
    assert code == 2, told
    assert "--help" in told
    assert tree_of(fresh) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("field", "Autor", "x", "string"), "did you mean 'Author'?"),
        (("field", "Author", "x", "strin"), "did you mean 'string'?"),
        (("field", "Author", "name", "string"), "service.yaml:"),
        (("entity", "Author"), "already-there"),
        (("role", "admin"), "already-there"),
        (("command", "create_author"), "already-there"),
        (("command", "get_status"), "already-there"),
        (("handler", "x", "--message", "AuthorCreatd"), "did you mean 'AuthorCreated'?"),
        (("push", "X", "--room", "lobby"), "unknown-room"),
        (("pkg-id", "X", "--id", "3"), "never reused"),
        (("pkg-id", "X", "--id", "70000"), "65535"),
        (("pkg-id", "X", "--command", "creat_author"), "did you mean 'create_author'?"),
        (("pkg-id", "X", "--command", "create_author"), "has a package already"),
        (("schedule", "x", "--cron", "every day"), "cron"),
        (("entity", "Pen", "owner:Author", "--roles", "admn"), "did you mean 'admin'?"),
        (("message", "X", "--topic", "A B"), "topic"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_a_fault(
    fresh: Path, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the spec has no place for exits 1 with a hint, and nothing is written."""
    before = tree_of(fresh)
    code, told = add_here(fresh, capsys, *words)
    assert code == 1, told
    assert said in told
    assert tree_of(fresh) == before


def test_a_dry_run_shows_the_difference_and_writes_nothing(shop: Path) -> None:
    """The diff of the spec and the tree of changes are printed; no byte changes."""
    before = tree_of(shop)
    told = add(shop, "entity", "Pen", "ink:string", "--dry-run")
    assert "+  Pen:" in told
    assert "+ pen.py" in told
    assert "would be" in told
    assert tree_of(shop) == before


def test_the_spec_alone_can_be_written(shop: Path) -> None:
    """--no-generate edits the spec and leaves the code; check calls it newer then."""
    before = tree_of(shop)
    assert "next: svcgen generate" in add(
        shop, "entity", "Pen", "ink:string", "--no-generate"
    )
    after = tree_of(shop)
    assert {path for path in after if after[path] != before.get(path)} == {
        "service.yaml"
    }
    assert svcgen("check", cwd=shop).returncode == 1
    assert svcgen("generate", cwd=shop).returncode == 0
    assert svcgen("check", cwd=shop).returncode == 0


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_the_report_has_its_published_form(shop: Path, dry: tuple[str, ...]) -> None:
    """--json follows schemas/add.schema.json, which is what the code says."""
    path = ROOT / "schemas/add.schema.json"
    assert json.loads(path.read_text()) == json.loads(json.dumps(add_schema()))
    report = json.loads(add(shop, *OF_HANDLER, "--json", *dry))
    jsonschema.validate(report, add_schema())
    assert report["added"] == ["/packages/FIND_AUTHOR", "/commands/find_author"]
    assert report["ids"]["FIND_AUTHOR"] >= 1024
    assert report["next"]["file"] == "src/shop/commands/find_author.py"
    assert bool(report["written"]) is not bool(dry)


def test_an_id_is_never_given_twice(shop: Path) -> None:
    """An id on record stays taken after its package has left the spec, by hand and by allocation."""
    add(shop, "pkg-id", "PING")
    number = ids_of(shop)["PING"]
    spec = shop / "service.yaml"
    kept = [
        line
        for line in spec.read_text().split("\n")
        if "PING" not in line and line != "  ping:"
    ]
    spec.write_text("\n".join(kept))
    assert svcgen("generate", cwd=shop).returncode == 0
    assert "never reused" in add(shop, "pkg-id", "OTHER", "--id", str(number), code=1)
    add(shop, "pkg-id", "PING")
    assert f"PING: {number + 1}" in spec.read_text()


def test_branches_give_apart_ids_and_the_same_name_the_same(shop: Path) -> None:
    """What another branch gave is taken here; two branches that add one name agree on its id."""
    shutil.rmtree(shop / ".git")
    git(shop, "init", "-q", "-b", "main")
    git(shop, "add", "-A")
    git(shop, "commit", "-qm", "first")
    git(shop, "checkout", "-qb", "other")
    add(shop, "pkg-id", "PING", "--no-generate")
    add(shop, "pkg-id", "PONG", "--id", "77", "--no-generate")
    number = ids_of(shop)["PING"]
    git(shop, "commit", "-qam", "other")
    git(shop, "checkout", "-q", "main")
    assert "on another branch" in add(shop, "pkg-id", "MINE", "--id", "77", code=1)
    assert "on another branch" in add(
        shop, "pkg-id", "MINE", "--id", str(number), code=1
    )
    add(shop, "pkg-id", "PING", "--no-generate")
    assert f"PING: {number}" in (shop / "service.yaml").read_text()


def test_faults_can_be_healed_one_by_one(shop: Path) -> None:
    """A spec with two packages without ids takes one id at a time; the code waits for the last."""
    spec = shop / "service.yaml"
    text = (
        spec.read_text()
        .replace("  GET_AUTHOR: 4\n", "")
        .replace("  UPDATE_AUTHOR: 5\n", "")
    )
    spec.write_text(text)
    assert svcgen("validate", cwd=shop).returncode == 1
    told = add(shop, "pkg-id", "GET_AUTHOR", code=1)
    assert "correct the faults above" in told
    assert "GET_AUTHOR: " in spec.read_text()
    add(shop, "pkg-id", "UPDATE_AUTHOR")
    assert svcgen("check", cwd=shop).returncode == 0


def test_a_folder_of_files_gets_a_file_for_a_new_entity(shop: Path) -> None:
    """Where every entity has a file of its own, a new one gets one, with its ids in place; check is clean."""
    text = (shop / "service.yaml").read_text()
    start, end = text.index("entities:\n") + len("entities:\n"), text.index(
        "messages:\n"
    )
    middle = text.index("  Book:\n")
    folder = shop / "spec"
    folder.mkdir()
    (folder / "author.yaml").write_text("entities:\n" + text[start:middle])
    (folder / "book.yaml").write_text("entities:\n" + text[middle:end])
    (folder / "service.yaml").write_text(
        text[: start - len("entities:\n")] + text[end:]
    )
    (shop / "service.yaml").unlink()
    assert svcgen("generate", cwd=shop).returncode == 0
    add(shop, "entity", "Pen", "ink:string", "--roles", "admin")
    assert (
        (folder / "pen.yaml")
        .read_text()
        .startswith("entities:\n  Pen:\n    plural: pens\n")
    )
    assert svcgen("check", cwd=shop).returncode == 0
    add(shop, "field", "Book", "pages", "int?")
    assert "pages: int?" in (folder / "book.yaml").read_text()


def test_an_interrupted_or_refused_write_leaves_spec_and_code_together(
    shop: Path,
) -> None:
    """Where a file cannot be written, the spec is not written either."""
    (shop / "src/shop/commands/find_author.py").mkdir()
    before = tree_of(shop)
    done = svcgen("add", *OF_HANDLER, cwd=shop)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    after = tree_of(shop)
    changed = {path for path in after if after[path] != before.get(path)}
    assert "service.yaml" not in changed or "src/shop/app.py" in changed


def test_only_new_warnings_are_told(shop: Path) -> None:
    """What was worth a warning before the addition is not said again."""
    first = add(shop, "message", "Ping", "--topic", "ping", "--no-generate")
    assert "event-without-handler" in first
    second = add(shop, "role", "guest", "--no-generate")
    assert "warning" not in second
