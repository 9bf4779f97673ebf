"""Taking back what a command wrote, and what a killed one left."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from svcgen.artifacts.faults import Interrupted
from svcgen.cli.write_schema import undo_schema
from svcgen.operations.undo import UndoFault, list_history, undo
from tests.behaviour.test_write_dirty import commit, git
from tests.faults.system_faults import kill_at_first_move, run_struck
from tests.faults.write_cases import bring_in_step, edited, new, snapshot, words

SCHEMA = Path(__file__).parents[2] / "schemas/undo.schema.json"
Line = tuple[list[str], str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A service with a role added."""
    root = tmp_path_factory.mktemp("undo") / "shop"
    edited(root)
    words("add", "entity", "Shelf", "label:string")(root)
    return root


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Path:
    """A copy of the service."""
    return Path(shutil.copytree(made, tmp_path / "shop"))


def test_reports_follow_their_schema(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """undo --list and undo say what was or is taken back, as JSON too; a dry run writes nothing."""
    assert json.loads(SCHEMA.read_text()) == json.loads(json.dumps(undo_schema()))
    before = snapshot(shop)
    capsys.readouterr()
    report: dict[str, Any] = {}
    for line in (["--list"], ["--dry-run"], []):
        words("undo", *line, "--json")(shop)
        report = json.loads(capsys.readouterr().out)
        jsonschema.validate(report, undo_schema())
        if line:
            assert snapshot(shop) == before
    assert report["undone"]["command"] == "add entity Shelf label:string"
    assert "service.yaml" in report["written"]
    words("undo", "--list")(shop)
    assert capsys.readouterr().out.endswith(" files  svcgen new\n")


def test_an_edit_that_does_not_go_with_it_lies_in_the_attic(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that the command made and its owner edited is taken back, the edit is named and kept."""
    path = shop / "src/shop/repositories/shelf.py"
    text = path.read_text() + "\nMINE = 1\n"
    path.write_text(text)
    words("undo")(shop)
    assert not path.exists()
    kept = ".svcgen/attic/src/shop/repositories/shelf.py"
    assert (shop / kept).read_text() == text
    assert kept in capsys.readouterr().out


def test_ids_that_no_commit_has_are_given_back(shop: Path) -> None:
    """An undone id is free again, unless a commit has seen it: then it is never given again."""
    ids = shop / ".svcgen/ids"
    before = ids.read_bytes() if ids.exists() else None
    words("add", "pkg-id", "DO_IT")(shop)
    number = ids.read_text().split()[0]
    undo(shop)
    assert (ids.read_bytes() if ids.exists() else None) == before
    words("add", "pkg-id", "DO_IT")(shop)
    assert ids.read_text().split()[0] == number
    git(shop, "init", "-b", "main")
    commit(shop)
    undo(shop)
    assert ids.read_text() == f"{number} DO_IT\n"


def test_another_tree_is_not_undone(shop: Path) -> None:
    """Where git put other records, undo refuses and changes nothing."""
    with (shop / ".svcgen/manifest").open("a") as file:
        file.write("\n")
    before = snapshot(shop)
    with pytest.raises(UndoFault, match=r"\.svcgen/manifest"):
        undo(shop)
    assert snapshot(shop) == before


def test_a_damaged_history_is_one_line(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An entry that cannot be read is named; with none there is nothing to undo."""
    entries = sorted((shop / ".svcgen/history").iterdir())
    entries[-1].write_bytes(entries[-1].read_bytes()[:-20])
    from svcgen.cli.main import run as svcgen

    assert svcgen(["undo", "-C", str(shop)]) == 5
    assert entries[-1].name in capsys.readouterr().err
    shutil.rmtree(shop / ".svcgen/history")
    assert svcgen(["undo", "-C", str(shop)]) == 1
    assert "nothing-to-undo" in capsys.readouterr().err


def test_new_undone_leaves_an_empty_folder(tmp_path: Path) -> None:
    """What `new` made is gone, its own records too, and `new` may begin again."""
    root = tmp_path / "shop"
    new(root)
    undo(root)
    assert list(root.iterdir()) == []
    new(root)


def test_an_interrupted_run_is_told_and_taken_back(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Readers refuse and say what to do; --rollback names the command; generate ends it and says so."""
    before = snapshot(shop)
    command = partial(words("add", "role", "reader"), shop)
    back: Line = (["--rollback"], "taken back: svcgen add role reader")
    ended: Line = (
        [],
        "`svcgen add role reader` was interrupted here; it was ended first",
    )
    for line, told in (back, ended):
        run_struck(command, 1, kill_at_first_move(), lasting=True)
        with pytest.raises(Interrupted, match="--rollback"):
            words("diff")(shop)
        capsys.readouterr()
        words("generate", *line)(shop)
        output = capsys.readouterr()
        assert told in output.out + output.err
        if line:
            assert snapshot(shop) == before
    assert "reader" in (shop / "service.yaml").read_text()
    bring_in_step(shop)
    assert list_history(shop)[0].command == "add role reader"
