"""Specs before and after an `add`, a `rename` or a `remove`: a folder each, one loop.

`python -m tests.behaviour.test_edit_goldens` writes every `after` anew; review the difference.
"""

from __future__ import annotations

import shlex
import shutil
import tempfile
from pathlib import Path

import pytest

from svcgen.cli.main import run
from svcgen.edit import EditFault
from svcgen.operations.remove_spec import Removal, remove_from_spec
from svcgen.operations.rename_spec import Renaming, rename_in_spec
from svcgen.pipeline import check_spec_texts

EDITS = Path(__file__).parents[1] / "edits"
CASES = sorted(folder.name for folder in EDITS.iterdir())


def spec_files(root: Path) -> dict[str, bytes]:
    """Read the spec of a folder by name."""
    found = (
        [root / "service.yaml"]
        if (root / "service.yaml").exists()
        else (root / "spec").iterdir()
    )
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(found)
    }


def set_up(case: str, root: Path) -> None:
    """Put the spec of a case into a folder: one file, or a folder of files."""
    before = EDITS / case / "before"
    if before.is_dir():
        shutil.copytree(before, root / "spec")
    else:
        shutil.copy(EDITS / case / "before.yaml", root / "service.yaml")


def edit(case: str, root: Path) -> int:
    """Run the command of a case, as far as it is about the spec; gives its exit code."""
    words = shlex.split((EDITS / case / "command.txt").read_text())
    if words[0] not in ("rename", "remove"):
        return run(["add", *words, "-C", str(root), "--no-generate"])
    kind, name = words[1:3]
    owner, _, last = name.rpartition(".")
    files = {path: text.decode() for path, text in spec_files(root).items()}
    checked = check_spec_texts(spec_files(root))
    assert checked.spec is not None
    try:
        if words[0] == "rename":
            renaming = Renaming(kind, last, words[3], owner, "--wire" in words)  # type: ignore[arg-type]
            after = rename_in_spec(checked.spec, files, renaming).texts
        else:
            removal = Removal(kind, last, owner, "--cascade" in words)  # type: ignore[arg-type]
            after = remove_from_spec(checked.spec, files, removal)[0]
    except EditFault:
        return 1
    for path, text in after.items():
        if text:
            (root / path).write_bytes(text.encode())
        else:
            (root / path).unlink()
    return 0


def expected(case: str) -> dict[str, bytes]:
    """Read what the spec is to be."""
    after = EDITS / case / "after"
    if after.is_dir():
        return {
            f"spec/{path.name}": path.read_bytes() for path in sorted(after.iterdir())
        }
    return {"service.yaml": (EDITS / case / "after.yaml").read_bytes()}


@pytest.mark.parametrize("case", CASES)
def test_the_spec_is_edited_and_all_else_is_kept(case: str, tmp_path: Path) -> None:
    """The edited spec is the expected one to the byte, and the same call again is refused."""
    set_up(case, tmp_path)
    assert edit(case, tmp_path) == 0
    assert spec_files(tmp_path) == expected(case)
    assert edit(case, tmp_path) == 1
    assert spec_files(tmp_path) == expected(case)


def update() -> None:
    """Write what the commands give now."""
    for case in CASES:
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            set_up(case, root)
            print(case, edit(case, root))
            folder = (EDITS / case / "before").is_dir()
            for path, text in spec_files(root).items():
                target = EDITS / case / ("after" if folder else "after.yaml")
                if folder:
                    target.mkdir(exist_ok=True)
                    target = target / Path(path).name
                target.write_bytes(text)


if __name__ == "__main__":
    update()
