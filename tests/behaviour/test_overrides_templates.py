"""An organisation replaces one template, or lays out Python for another width; faults in that are clean messages."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.behaviour.cli_support import svcgen, tree_of

HOUSE = '"""A package of the house."""\nNAME = \'shop\'\n'
STATE = ".svcgen/"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A service made from a first spec; tests copy it."""
    root = tmp_path_factory.mktemp("overrides") / "shop"
    done = svcgen("new", "shop", "--no-git", "-o", str(root))
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def shop(fresh: Path, tmp_path: Path) -> Path:
    """A service of the test's own."""
    return Path(shutil.copytree(fresh, tmp_path / "shop", symlinks=True))


def configure(root: Path, lines: str) -> None:
    """Say something in [tool.svcgen]."""
    path = root / "pyproject.toml"
    text = path.read_text().partition("\n[tool.svcgen]")[0]
    path.write_text(f"{text}\n[tool.svcgen]\n{lines}\n")


def override(root: Path, template: str, text: str) -> None:
    """Put a template of the organisation before svcgen's own."""
    path = root / "house" / template
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    configure(root, 'templates = "house"')


def changed(before: dict[str, bytes], root: Path) -> set[str]:
    """Give the emitted paths that differ from before."""
    after = tree_of(root)
    return {
        path
        for path in before.keys() | after.keys()
        if before.get(path) != after.get(path)
        and not path.startswith((STATE, "house/"))
        and path != "pyproject.toml"
    }


def drift_of(root: Path) -> set[str]:
    """Give the codes of what check finds."""
    done = svcgen("check", "--json", cwd=root)
    found: list[dict[str, str]] = json.loads(done.stdout)["findings"]
    return {each["code"] for each in found}


def test_one_template_changes_one_file(shop: Path) -> None:
    """Only what the template gives changes, laid out as everything else; a second run writes nothing."""
    before = tree_of(shop)
    override(shop, "service/package.py.jinja", HOUSE)
    assert svcgen("generate", cwd=shop).returncode == 0
    assert changed(before, shop) == {"src/shop/__init__.py"}
    text = (shop / "src/shop/__init__.py").read_text()
    assert text == '"""A package of the house."""\n\nNAME = "shop"\n'
    again = svcgen("generate", "--json", cwd=shop)
    assert json.loads(again.stdout)["written"] == []


def test_check_knows_of_an_override(shop: Path) -> None:
    """When an override comes or changes, check is `generator-newer` until generate ran."""
    override(shop, "service/package.py.jinja", HOUSE)
    assert drift_of(shop) >= {"generator-newer"}
    assert svcgen("generate", cwd=shop).returncode == 0
    assert drift_of(shop) == set()
    override(shop, "service/package.py.jinja", HOUSE.replace("house", "home"))
    assert drift_of(shop) >= {"generator-newer"}


def test_taking_an_override_back(shop: Path) -> None:
    """Without the setting the tree is what it was."""
    before = tree_of(shop)
    override(shop, "service/package.py.jinja", HOUSE)
    assert svcgen("generate", cwd=shop).returncode == 0
    path = shop / "pyproject.toml"
    path.write_bytes(before["pyproject.toml"])
    assert svcgen("generate", cwd=shop).returncode == 0
    assert changed(before, shop) == set()


@pytest.mark.parametrize(
    ("template", "reason"),
    [
        ("{% if %}", "Expected an expression"),
        ("{{ nope }}", "'nope' is undefined"),
        ("{{ view.nope }}", "no attribute 'nope'"),
        ('{{ "a bare text" }}', "may print Code alone"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("def (", "cannot parse"),
        ('{% include "../../../../etc/passwd" %}', "TemplateNotFound"),
        ("{{ view.__class__.__mro__ }}", "may print Code alone"),
    ],
)
def test_a_faulty_template_is_a_message(shop: Path, template: str, reason: str) -> None:
    """What a template gets wrong is said with its name, and nothing is written."""
    override(shop, "service/package.py.jinja", template)
    before = tree_of(shop)
    done = svcgen("generate", cwd=shop)
    assert done.returncode == 1, done.stderr
    assert "service/package.py.jinja" in done.stderr
    assert reason in done.stderr
    assert "fault of svcgen itself" not in done.stderr
    assert tree_of(shop) == before


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("line_length = 79.0", "line_length is one of 79, 88, 100, 120"),
        ('line_length = "79"', "line_length is one of 79, 88, 100, 120"),
        ("line_length = true", "line_length is one of 79, 88, 100, 120"),
        ("line_length = 80", "line_length is one of 79, 88, 100, 120"),
        ("templates = 5", "templates is a text"),
        ('templates = ""', "templates is a text"),
        ('templates = "nowhere"', "nowhere is no folder"),
        ('templates = "pyproject.toml"', "pyproject.toml is no folder"),
        ('skeleton = ["x"]', "skeleton is a text"),
        ('skeleton = "/nowhere"', "/nowhere"),
        ("colour = 1", "has no setting colour"),
    ],
)
def test_a_faulty_setting_is_a_message(shop: Path, lines: str, reason: str) -> None:
    """What [tool.svcgen] gets wrong is said in one line, and nothing is written."""
    configure(shop, lines)
    before = tree_of(shop)
    done = svcgen("generate", cwd=shop)
    assert done.returncode == 1, done.stderr
    assert reason in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert tree_of(shop) == before


@pytest.mark.parametrize(
    "content",
    [
        b"tool = 5\n",
        b"[[tool.svcgen]]\n",
        b"[tool.svcgen\n",
        b"\xff\xfe",
        b"a = [" * 5000,
    ],
    ids=["no table", "an array", "no TOML", "no UTF-8", "too deep"],
)
def test_a_faulty_pyproject_is_a_message(shop: Path, content: bytes) -> None:
    """A pyproject.toml that cannot be read is a message too."""
    (shop / "pyproject.toml").write_bytes(content)
    done = svcgen("check", cwd=shop)
    assert done.returncode == 1
    assert re.match(r"(error: )?pyproject\.toml: ", done.stderr)
    assert len(done.stderr.strip().splitlines()) == 1


def test_another_width_is_as_black_leaves_it(tmp_path: Path) -> None:
    """With line_length = 79 every Python file that svcgen alone writes is what `black -l 79` gives, and ruff's 79."""
    shop = tmp_path / "shop"
    made = svcgen("new", "shop", "--example", "authors", "--no-git", "-o", str(shop))
    assert made.returncode == 0, made.stderr
    configure(shop, "line_length = 79")
    done = svcgen("generate", "--json", cwd=shop)
    assert done.returncode in (0, 1), done.stderr
    own = [
        shop / "src/shop/contract",
        shop / "src/shop/wiring",
        shop / "src/shop/app.py",
    ]
    base = shop / ".svcgen/base/src"
    words = ["-m", "black", "--check", "-q", "-l", "79", *map(str, own), str(base)]
    clean = subprocess.run(
        [sys.executable, *words, "--extend-exclude", "^$"],
        env={**os.environ},
        cwd=shop.parent,
        capture_output=True,
        text=True,
    )
    assert clean.returncode == 0, clean.stderr
    assert svcgen("generate", "--json", cwd=shop).returncode in (0, 1)
    assert "generator-newer" not in drift_of(shop)
