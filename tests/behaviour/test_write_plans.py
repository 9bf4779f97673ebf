"""A plan is carried out as it was shown, or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from svcgen.cli.write_schema import plan_schema
from tests.behaviour.cli_support import svcgen, tree_of

SCHEMA = Path(__file__).parents[2] / "schemas/plan.schema.json"
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
      get: {public: true, http: true}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A service whose spec asks for one more field, and beside it a plan for that."""
    folder = tmp_path_factory.mktemp("plans")
    (folder / "spec.yaml").write_text(SPEC)
    done = svcgen("new", "shop", "--spec", "spec.yaml", "--no-git", cwd=folder)
    assert done.returncode == 0, done.stderr
    more = "      pages: {type: int}\n    operations:"
    spec = folder / "shop/service.yaml"
    spec.write_text(SPEC.replace("    operations:", more))
    done = svcgen("plan", "-o", str(folder / "plan.json"), cwd=folder / "shop")
    assert (done.returncode, done.stderr) == (0, "")
    assert "next: svcgen apply" in done.stdout
    return folder


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Path:
    """The service, with its plan beside it."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "shop"


def test_a_plan_is_what_generate_does(shop: Path) -> None:
    """plan and apply come to the same bytes as generate, and the plan follows its schema."""
    before, path = tree_of(shop), shop.parent / "plan.json"
    jsonschema.validate(json.loads(path.read_text()), plan_schema())
    assert json.loads(SCHEMA.read_text()) == json.loads(json.dumps(plan_schema()))
    done = svcgen("apply", str(path), cwd=shop)
    assert (done.returncode, done.stderr) == (0, "")
    applied = tree_of(shop)
    assert applied != before
    assert svcgen("undo", cwd=shop).returncode == 0
    assert tree_of(shop) == before
    assert svcgen("generate", cwd=shop).returncode == 0
    assert tree_of(shop) == applied


def _append(path: str) -> Callable[[Path], object]:
    def change(shop: Path) -> None:
        with (shop / path).open("a") as file:
            file.write("# moved\n")

    return change


@pytest.mark.parametrize(
    "path",
    [
        "service.yaml",
        "src/shop/contract/models/book.py",
        "src/shop/repositories/book.py",
        ".svcgen/lock",
        ".svcgen/manifest",
        "src/shop/settings.py",
    ],
)
def test_a_tree_that_moved_is_refused(shop: Path, path: str) -> None:
    """A file that differs from the plan is named, also one that the plan keeps, and nothing is written."""
    plan = shop.parent / "plan.json"
    _append(path)(shop)
    before = tree_of(shop)
    done = svcgen("apply", str(plan), cwd=shop)
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: {path}: it changed since the plan was made")
    assert tree_of(shop) == before


def test_a_plan_is_applied_once(shop: Path) -> None:
    """A second time the tree is no longer the one that the plan was made for."""
    plan = shop.parent / "plan.json"
    assert svcgen("apply", str(plan), cwd=shop).returncode == 0
    assert "[tree-moved]" in svcgen("apply", str(plan), cwd=shop).stderr


def _first(plan: dict[str, Any], kind: str = "update") -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in plan["texts"] if each["kind"] == kind)
    return found


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda plan: plan.update(version=2), "plan-damaged"),
        (lambda plan: plan.pop("texts"), "plan-damaged"),
        (lambda plan: _first(plan).update(text="x"), "plan-damaged"),
        (lambda plan: _first(plan).update(policy="own"), "plan-damaged"),
        (lambda plan: _first(plan).update(policy="mine"), "plan-damaged"),
        (lambda plan: plan["texts"].append(plan["texts"][0]), "plan-damaged"),
        (lambda plan: _first(plan, "create").update(path="../x"), "path-refused"),
        (lambda plan: _first(plan, "create").update(path="/etc/x"), "path-refused"),
        (lambda plan: _first(plan, "create").update(path=".git/hooks/x"), "path-refused"),
        (lambda plan: _first(plan, "create").update(path=".svcgen/stage/x"), "path-refused"),
    ],
)  # fmt: skip
def test_a_plan_that_was_changed_is_refused(
    shop: Path, spoil: Callable[[dict[str, Any]], object], code: str
) -> None:
    """A plan is not believed: texts have their digests, and paths stay inside."""
    path = shop.parent / "plan.json"
    plan = json.loads(path.read_text())
    more = {"path": "src/shop/more.py", "kind": "create", "before": None}
    plan["texts"].insert(0, {**_first(plan), **more})
    spoil(plan)
    path.write_text(json.dumps(plan))
    before = tree_of(shop)
    done = svcgen("apply", str(path), cwd=shop)
    assert done.returncode == 1, done.stdout
    assert f"[{code}]" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree_of(shop) == before
