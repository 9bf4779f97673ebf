"""new, generate, check and diff, as their users run them."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.behaviour.cli_support import svcgen, tree_of


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


def test_a_second_run_writes_nothing(shop: Path) -> None:
    """Generating twice keeps every byte and every modification time."""
    before = {path: (shop / path).stat().st_mtime_ns for path in tree_of(shop)}
    done = svcgen("generate", "--json", cwd=shop)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["written"] == []
    assert {path: (shop / path).stat().st_mtime_ns for path in tree_of(shop)} == before


def test_a_fresh_service_has_not_drifted(shop: Path) -> None:
    """check is 0 right after new, and tells how many files are in step."""
    done = svcgen("check", cwd=shop)
    assert done.returncode == 0, done.stdout
    assert "in step with the spec" in done.stdout


def test_an_edited_file_of_the_generator_is_drift(shop: Path) -> None:
    """One changed byte of an OVERWRITE file is `generated-edited`, and generate heals it."""
    path = shop / "src/shop/app.py"
    text = path.read_bytes()
    path.write_bytes(text[:200] + bytes([text[200] ^ 1]) + text[201:])
    report = drift_of(shop)
    assert report == {"src/shop/app.py": "generated-edited"}
    refused = svcgen("generate", cwd=shop)
    assert refused.returncode == 1
    assert "src/shop/app.py" in refused.stderr
    assert "[uncommitted-edits]" in refused.stderr
    assert svcgen("generate", "--allow-dirty", cwd=shop).returncode == 0
    assert path.read_bytes() == text
    assert drift_of(shop) == {}


def test_a_deleted_file_is_drift(shop: Path) -> None:
    """A file that is gone is `missing`, and generate brings it back."""
    (shop / "src/shop/commands/create_author.py").unlink()
    assert drift_of(shop) == {"src/shop/commands/create_author.py": "missing"}
    assert svcgen("generate", cwd=shop).returncode == 0
    assert drift_of(shop) == {}


def test_a_field_that_the_spec_gained_is_drift(shop: Path) -> None:
    """A spec that moved on is `spec-newer`, with the files that are stale."""
    spec = shop / "service.yaml"
    spec.write_text(
        spec.read_text().replace(
            "      tags: [string]", "      tags: [string]\n      pages: int"
        )
    )
    report = drift_of(shop)
    assert report[""] == "spec-newer"
    assert report["src/shop/contract/models/book.py"] == "stale"
    done = svcgen("check", cwd=shop)
    assert done.returncode == 1
    assert "heal: svcgen generate" in done.stdout
    assert svcgen("generate", cwd=shop).returncode == 0
    assert drift_of(shop) == {}


def test_a_comment_in_the_spec_is_no_drift(shop: Path) -> None:
    """A change of the spec that changes no output is told, and exits 0."""
    spec = shop / "service.yaml"
    spec.write_text("# a remark\n" + spec.read_text())
    done = svcgen("check", cwd=shop)
    assert done.returncode == 0
    assert "lock-behind" in done.stdout


def test_an_edited_shared_file_is_customised(shop: Path) -> None:
    """An owner's edit of a MERGE file is no drift, and survives generating."""
    path = shop / "src/shop/commands/create_author.py"
    path.write_text(path.read_text() + "\n\nOWN = 1\n")
    done = svcgen("check", "--json", cwd=shop)
    assert done.returncode == 0
    assert json.loads(done.stdout)["counts"]["customised"] >= 1
    assert svcgen("generate", cwd=shop).returncode == 0
    assert path.read_text().endswith("OWN = 1\n")


def test_an_edit_and_new_output_merge(shop: Path) -> None:
    """Where both sides changed different parts of a file, both changes are in it, and check is silent."""
    path = shop / "src/shop/handlers/http/author.py"
    path.write_text(path.read_text() + "\n# the owner's own\n")
    spec = shop / "service.yaml"
    old = "list: {roles: [get-authors], http: true"
    spec.write_text(spec.read_text().replace(old, "list: {public: true, http: true"))
    done = svcgen("generate", cwd=shop)
    assert done.returncode == 0, done.stderr
    text = path.read_text()
    assert text.endswith("\n# the owner's own\n")
    assert "access=PUBLIC" in text
    assert svcgen("check", cwd=shop).returncode == 0


def test_diff_and_dry_run_write_nothing(shop: Path) -> None:
    """diff shows what generate would change, and neither it nor --dry-run writes."""
    spec = shop / "service.yaml"
    spec.write_text(spec.read_text().replace("places: 2", "places: 3"))
    before = tree_of(shop)
    shown = svcgen("diff", cwd=shop)
    assert shown.returncode == 1
    assert (
        "+    price: Decimal = Field(sa_column=Column(DecimalColumn(10, 3)"
        in shown.stdout
    )
    assert svcgen("generate", "--dry-run", cwd=shop).returncode == 0
    assert tree_of(shop) == before


def test_a_faulty_spec_changes_nothing(shop: Path) -> None:
    """Every fault is told at once, with its place, and nothing is written."""
    spec = shop / "service.yaml"
    spec.write_text(spec.read_text().replace("{ref: Author,", "{ref: Autor,"))
    before = tree_of(shop)
    done = svcgen("generate", cwd=shop)
    assert done.returncode == 1
    assert "service.yaml:" in done.stderr
    assert "did you mean 'Author'?" in done.stderr
    assert tree_of(shop) == before


def test_a_name_renames_the_service(fresh: Path) -> None:
    """`new NAME --example` renames service, package and imports; the example's name is gone."""
    assert "\n  name: shop\n" in (fresh / "service.yaml").read_text()
    for path in (fresh / "src").rglob("*.py"):
        assert "from authors" not in path.read_text(), path


def test_output_does_not_depend_on_the_machine(fresh: Path, tmp_path: Path) -> None:
    """Hash seed, locale and path leave the bytes as they are."""
    trees = []
    for seed, locale in (("0", "C"), ("4711", "C.UTF-8")):
        root = tmp_path / f"deep-{seed}" / "shop"
        root.mkdir(parents=True)
        shutil.copy(fresh / "service.yaml", root / "service.yaml")
        done = svcgen_with({"PYTHONHASHSEED": seed, "LC_ALL": locale}, root)
        assert done == 0
        trees.append(tree_of(root))
    assert trees[0] == trees[1]


def svcgen_with(environment: dict[str, str], root: Path) -> int:
    """Generate under another environment."""
    kept = {key: os.environ.get(key) for key in environment}
    os.environ.update(environment)
    try:
        return svcgen("generate", cwd=root).returncode
    finally:
        for key, value in kept.items():
            if value is None:
                os.environ.pop(key)
            else:
                os.environ[key] = value


def drift_of(root: Path) -> dict[str, str]:
    """Give what check finds: code by path; "" is the whole tree."""
    done = svcgen("check", "--json", cwd=root)
    report = json.loads(done.stdout)
    assert done.returncode == (1 if report["findings"] else 0)
    return {each["path"]: each["code"] for each in report["findings"]}
