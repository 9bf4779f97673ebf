"""`svcgen list` as its users run it: what there is, where it stands, and what is missing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from svcgen.cli.add_schema import list_schema
from tests.behaviour.cli_support import svcgen

ROOT = Path(__file__).parents[2]
KINDS = ("entities", "commands", "handlers", "schedules", "packages")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A service made from the authors example; tests copy it."""
    root = tmp_path_factory.mktemp("services") / "shop"
    done = svcgen("new", "shop", "--example", "authors", "-o", str(root))
    assert done.returncode == 0, done.stderr
    return root


def rows_of(root: Path, kind: str) -> list[dict[str, object]]:
    """Give the rows of a list."""
    done = svcgen("list", kind, "--json", cwd=root)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    jsonschema.validate(report, list_schema())
    rows: list[dict[str, object]] = report["rows"]
    return rows


def test_the_schema_is_the_published_one() -> None:
    """schemas/list.schema.json is what the code says."""
    path = ROOT / "schemas/list.schema.json"
    assert json.loads(path.read_text()) == json.loads(json.dumps(list_schema()))


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_leads_to_its_lines(fresh: Path, kind: str) -> None:
    """Spec and code places are lines that hold the name; a finished service has no gaps."""
    rows = rows_of(fresh, kind)
    assert rows
    for row in rows:
        assert row["gaps"] == []
        for place in (row["spec"], row["code"]):
            assert isinstance(place, dict)
            line = (
                (fresh / str(place["file"]))
                .read_text()
                .splitlines()[int(place["line"]) - 1]
            )
            assert line.strip()
        assert isinstance(row["code"], dict)
        code = (fresh / str(row["code"]["file"])).read_text().splitlines()
        assert code[int(row["code"]["line"]) - 1].startswith(("class ", "async def "))
    assert svcgen("list", kind, "--check", cwd=fresh).returncode == 0


def test_packages_show_id_roles_transports_and_schema(fresh: Path) -> None:
    """A package's row says its number, who may, what else triggers its command, what it takes and gives."""
    rows = {str(row["name"]): row for row in rows_of(fresh, "packages")}
    row = rows["CREATE_AUTHOR"]
    assert (row["id"], row["roles"], row["command"]) == (
        3,
        "create-author + admin",
        "create_author",
    )
    assert row["transports"] == ["http POST /api/authors", "ws CREATE_AUTHOR"]
    assert rows["GET_STATUS"]["schema"] == "() -> {status: string}"
    assert rows["AUTHOR_ADDED"]["id"] == 100


def test_it_works_without_environment_and_with_a_service_that_cannot_be_imported(
    fresh: Path, tmp_path: Path
) -> None:
    """No variable is read, nothing of the service is imported, no colour reaches a pipe."""
    shop = Path(shutil.copytree(fresh, tmp_path / "shop", symlinks=True))
    (shop / "src/shop/__init__.py").write_text("raise SystemExit('imported')\n")
    done = subprocess.run(
        [sys.executable, "-m", "svcgen.cli.main", "list", "packages"],
        cwd=shop,
        capture_output=True,
        text=True,
        env={},
    )
    assert done.returncode == 0, done.stderr
    assert "\x1b[" not in done.stdout
    assert "CREATE_AUTHOR" in done.stdout


def test_only_real_gaps_fail_the_check(fresh: Path, tmp_path: Path) -> None:
    """A missing adapter and an unwritten body are gaps; without --check they are told and exit 0."""
    shop = Path(shutil.copytree(fresh, tmp_path / "shop", symlinks=True))
    (shop / "src/shop/handlers/messages/note_author.py").unlink()
    checked = svcgen("list", "handlers", "--check", cwd=shop)
    assert checked.returncode == 1
    assert "note_author is not generated: svcgen generate" in checked.stderr
    told = svcgen("list", "handlers", cwd=shop)
    assert told.returncode == 0
    assert "note_author is not generated" in told.stdout
    assert svcgen("list", "packages", "--check", cwd=shop).returncode == 0


def test_a_faulty_spec_is_reported_instead(fresh: Path, tmp_path: Path) -> None:
    """A package without an id and a task without a handler are faults of the spec, with their places."""
    shop = Path(shutil.copytree(fresh, tmp_path / "shop", symlinks=True))
    spec = shop / "service.yaml"
    text = spec.read_text().replace("  GET_AUTHOR: 4\n", "")
    spec.write_text(
        text.replace(
            "  welcome_author: {message: WelcomeAuthor, timeout: 30s, retry: {attempts: 3, first_delay: 1s}}\n",
            "",
        )
    )
    done = svcgen("list", "packages", "--check", cwd=shop)
    assert done.returncode == 1
    assert "GET_AUTHOR" in done.stderr
    assert "WelcomeAuthor" in done.stderr
    assert svcgen("list", "planets", cwd=shop).returncode == 2


def test_a_handler_that_its_owner_renamed_is_no_gap(
    fresh: Path, tmp_path: Path
) -> None:
    """A package is handled by whatever function is decorated with it; without one there is a gap."""
    root = Path(shutil.copytree(fresh, tmp_path / "shop"))
    path = root / "src/shop/handlers/ws/author.py"
    text = path.read_text()
    path.write_text(text.replace("async def create_author", "async def take_author"))
    assert svcgen("list", "packages", "--check", cwd=root).returncode == 0
    path.write_text(text.replace("PkgID.CREATE_AUTHOR", "PkgID.GET_AUTHOR"))
    done = svcgen("list", "packages", "--check", cwd=root)
    assert done.returncode == 1
    assert "CREATE_AUTHOR is not generated" in done.stderr
