"""`svcgen remove` on real trees: the way back of `add`, what is refused, and what is kept in the attic."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from svcgen.cli.main import run
from svcgen.cli.rename_schema import remove_schema
from tests.behaviour.example_trees import copy_example
from tests.behaviour.test_rename_trees import contents

CRON = "0 3 * * *"
INVERSES = (
    (("entity", "Pen", "ink:string", "--packages"), ("entity", "Pen")),
    (("field", "Task", "colour", "string"), ("field", "Task.colour")),
    (("command", "ping", "--public"), ("command", "ping")),
    (("command", "ping", "--package", "PING"), ("command", "ping")),
    (
        ("message", "PenMade", "--topic", "pen.made", "ink:string"),
        ("message", "PenMade"),
    ),
    (
        ("message", "MakePen", "--topic", "pen.make", "--kind", "task", "ink:string"),
        ("message", "MakePen"),
    ),
    (("schedule", "tidy", "--cron", CRON), ("schedule", "tidy")),
    (("handler", "hear", "--message", "TaskCreated"), ("handler", "hear")),
    (("handler", "get_pen", "--package"), ("handler", "get_pen")),
    (("pkg-id", "GET_PEN"), ("package", "GET_PEN")),
    (("push", "PEN_MADE", "ink:string"), ("push", "PEN_MADE")),
    (("role", "boss"), ("role", "boss")),
    (("enum", "Ink", "red", "blue"), ("enum", "Ink")),
)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give one example in step; every test leaves it as it was."""
    root = copy_example("tasks", tmp_path_factory.mktemp("remove"))
    assert run(["generate", "-C", str(root)]) == 0
    return root


def remembered(root: Path) -> dict[str, object]:
    """Read a tree without what it remembers: ids that were given, and digests of texts before."""
    found: dict[str, object] = dict(contents(root))
    ids = found.pop(".svcgen/ids")
    assert ids
    rows = [json.loads(line) for line in str(found.pop(".svcgen/manifest"), "utf-8").splitlines()]  # type: ignore[call-overload]
    found[".svcgen/manifest"] = [{**row, "prev": None} for row in rows]
    return found


@pytest.mark.parametrize(
    ("words", "name"), INVERSES, ids=lambda each: "-".join(each[:3])
)
def test_what_was_added_is_removed(
    words: tuple[str, ...], name: tuple[str, ...], tree: Path
) -> None:
    """add X and remove X give the tree before; only the record of ids is longer."""
    first = remembered(tree)
    assert run(["add", *words, "-C", str(tree)]) == 0
    assert remembered(tree) != first
    assert run(["remove", *name, "-C", str(tree)]) == 0
    assert remembered(tree) == first
    assert run(["check", "-C", str(tree)]) == 0


def test_what_is_referred_to_is_refused(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every place of the spec that names it is listed with its line, and nothing is written."""
    first = contents(tree)
    assert run(["remove", "message", "TaskCreated", "-C", str(tree)]) == 1
    told = capsys.readouterr().err
    assert "[still-referred-to]" in told
    assert "service.yaml:22: entities.Task.operations.create.publishes.0" in told
    assert "commands.republish_pending.publishes.0" in told
    assert contents(tree) == first


def test_a_removed_package_id_is_never_given_again(tree: Path) -> None:
    """The id stays on record, so that the same name gets another one only by hand."""
    first = contents(tree)
    assert run(["add", "pkg-id", "GET_INK", "-C", str(tree)]) == 0
    given = [
        row
        for row in (tree / ".svcgen/ids").read_text().splitlines()
        if "GET_INK" in row
    ]
    assert run(["remove", "package", "GET_INK", "-C", str(tree)]) == 0
    kept = (tree / ".svcgen/ids").read_text().splitlines()
    assert given
    assert set(given) <= set(kept)
    (tree / ".svcgen/ids").write_bytes(first[".svcgen/ids"])
    (tree / ".svcgen/manifest").write_bytes(first[".svcgen/manifest"])


def test_what_the_owner_wrote_is_kept(tmp_path: Path) -> None:
    """An edited body and an edited part of a shared file go to the attic, and the tree is in step."""
    root = copy_example("tasks", tmp_path)
    where = ("-C", str(root))
    assert (
        run(["add", "command", "ping", "--public", "--http", "GET /ping", *where]) == 0
    )
    body = root / "src/tasks/commands/ping.py"
    body.write_text(body.read_text() + "\n\nKEPT = 'a line of mine'\n")
    mine = body.read_bytes()
    assert run(["remove", "command", "ping", *where]) == 0
    assert not body.exists()
    assert (root / ".svcgen/attic/src/tasks/commands/ping.py").read_bytes() == mine
    assert run(["check", *where]) == 0


def test_a_part_of_a_shared_file_is_kept(tmp_path: Path) -> None:
    """A route that was edited is taken out of its file, and its text stands in the attic."""
    root = copy_example("tasks", tmp_path)
    where = ("-C", str(root))
    assert run(["generate", *where]) == 0
    spec = root / "service.yaml"
    spec.write_text(
        spec.read_text().replace(
            "  send_hello:\n    description: Ask",
            "  wave:\n    group: send_hello\n    public: true\n    http: GET /wave\n"
            "  send_hello:\n    description: Ask",
        )
    )
    assert run(["generate", *where]) == 0
    routes = root / "src/tasks/handlers/http/send_hello.py"
    text = routes.read_text()
    assert "async def wave(" in text
    routes.write_text(
        text.replace(
            "    await wiring.wave().execute()",
            "    print('mine')\n    await wiring.wave().execute()",
        )
    )
    assert run(["remove", "command", "wave", *where]) == 0
    assert "wave" not in routes.read_text()
    attic = (root / ".svcgen/attic/src/tasks/handlers/http/send_hello.py").read_text()
    assert "# wave, taken out with command wave" in attic
    assert "    print('mine')" in attic
    assert run(["check", *where]) == 0


def test_code_that_still_imports_it_is_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Owner's code that imports what would be gone is told with its line; nothing is written."""
    root = copy_example("tasks", tmp_path)
    where = ("-C", str(root))
    assert run(["add", "enum", "Ink", "red", "blue", *where]) == 0
    own = root / "src/tasks/own.py"
    own.write_text(
        '"""Mine."""\n\nfrom tasks.contract.enums import Ink\n\nINK = Ink.RED\n'
    )
    first = contents(root)
    capsys.readouterr()
    assert run(["remove", "enum", "Ink", *where]) == 1
    assert "src/tasks/own.py:3" in capsys.readouterr().err
    assert contents(root) == first


def test_a_cascade_takes_what_can_go_along(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A message goes with the handlers that hear it; what code still imports is told instead."""
    root = copy_example("tasks", tmp_path)
    where = ("-C", str(root))
    assert run(["generate", *where]) == 0
    first = remembered(root)
    assert run(["add", "message", "PenMade", "--topic", "pen.made", *where]) == 0
    assert run(["add", "handler", "hear", "--message", "PenMade", *where]) == 0
    assert run(["remove", "message", "PenMade", *where]) == 1
    capsys.readouterr()
    words = ["remove", "message", "PenMade", "--cascade", "--dry-run", "--json"]
    assert run([*words, *where]) == 0
    report = json.loads(capsys.readouterr().out)
    jsonschema.validate(report, remove_schema())
    assert report["gone"] == ["/messages/PenMade", "/handlers/hear", "/commands/hear"]
    assert run(["remove", "message", "PenMade", "--cascade", *where]) == 0
    assert remembered(root) == first
    capsys.readouterr()
    assert run(["remove", "message", "TaskCreated", "--cascade", *where]) == 1
    assert "it imports TaskCreated" in capsys.readouterr().err
    assert remembered(root) == first
