"""Random renames of random parts of every spec in the repository: there and back is the first tree, to the byte."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
from pathlib import Path

import pytest

from svcgen.cli.main import run
from svcgen.operations.rename_spec import Renaming, mentions_in, rename_in_spec
from svcgen.pipeline import check_spec_texts
from tests.behaviour.test_rename_trees import contents
from tests.support.proof import record_proof
from tests.support.scale import scale

pytestmark = pytest.mark.timeout(7200)

ROOT = Path(__file__).parents[2]
SPECS = (
    *sorted(ROOT.glob("examples/*/service.yaml")),
    *sorted(ROOT.glob("tests/cases/*/spec.yaml")),
    ROOT / "tests/support/specs/everything.yaml",
)
SEED = 20261121
TREES = scale(12, 300)
NAMES = {
    "entity": "Zebra",
    "field": "zebra",
    "command": "zebra_it",
    "message": "ZebraWasSeen",
    "package": "ZEBRA",
    "handler": "zebra_it",
    "schedule": "zebra_it",
    "enum": "Zebra",
    "role": "zebra",
    "push": "ZEBRA_SEEN",
}
MINE = "\n\ndef mine() -> str:\n    return 'a line of mine'  # {}\n"


def parts(text: str) -> list[Renaming]:
    """Give every rename that a spec allows, with names on the wire kept and not."""
    found: dict[tuple[str, str, str], None] = {}
    for each in mentions_in(text):
        if each.is_key or each.kind == "package":
            owner = each.owner if each.kind == "field" else ""
            found[each.kind, owner, each.name] = None
    return [
        Renaming(kind, name, NAMES[kind], owner, wire)  # type: ignore[arg-type]
        for kind, owner, name in found
        for wire in (False, True)
        if wire or kind not in ("field", "role")
    ]


def test_every_part_of_every_spec_there_and_back() -> None:
    """The texts alone: valid in between, and afterwards the first text and an empty record."""
    made = 0
    for path in SPECS:
        text = path.read_bytes().decode()
        first = check_spec_texts({"s": text.encode()})
        assert first.spec is not None
        for each in parts(text):
            there = rename_in_spec(first.spec, {"s": text}, each)
            between = check_spec_texts({"s": there.texts["s"].encode()})
            assert between.is_valid, (path, each, between.diagnostics)
            assert between.spec is not None
            way = Renaming(each.kind, each.new, each.old, each.owner, each.wire)
            back = rename_in_spec(between.spec, there.texts, way, there.records)
            assert back.texts["s"] == text, (path, each)
            assert not back.records, (path, each)
            made += 1
    assert made > 300


FULL = tuple(path for path in SPECS if parts(path.read_bytes().decode()))
"""Specs with something to rename."""


def words_of(each: Renaming, old: str, new: str) -> list[str]:
    """Give the words of a call."""
    name = f"{each.owner}.{old}" if each.owner else old
    wire = ["--wire"] if each.wire else []
    return ["rename", each.kind, name, new, *wire]


def quietly(*words: str) -> tuple[int, str]:
    """Run a command, and give its exit code and what it said."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        return run(list(words)), said.getvalue()


def edit_some(chance: random.Random, root: Path) -> int:
    """Write a function of the owner's into some of the files that are shared."""
    shared = sorted(
        path
        for folder in ("commands", "repositories", "handlers")
        for path in root.glob(f"src/*/{folder}/**/*.py")
    )
    chosen = chance.sample(shared, min(len(shared), 3))
    for number, path in enumerate(chosen):
        path.write_text(path.read_text() + MINE.format(number))
    return len(chosen)


def test_random_renames_of_trees_there_and_back(tmp_path: Path) -> None:
    """Generate, edit, rename, rename back: the same tree, and in step in between."""
    chance = random.Random(SEED)
    made = moved = edited = 0
    bases: dict[Path, Path] = {}
    for number in range(TREES):
        spec = chance.choice(FULL)
        if spec not in bases:
            base = bases[spec] = tmp_path / f"base{len(bases)}"
            base.mkdir()
            (base / "service.yaml").write_bytes(spec.read_bytes())
            assert quietly("generate", "-C", str(base))[0] == 0, spec
        root = tmp_path / f"tree{number}"
        shutil.copytree(bases[spec], root)
        edited += edit_some(chance, root)
        assert quietly("generate", "-C", str(root))[0] == 0
        first = contents(root)
        each = chance.choice(parts(spec.read_bytes().decode()))
        where = ("-C", str(root))
        code, said = quietly(*words_of(each, each.old, each.new), *where)
        assert code == 0, (spec, each, said)
        between = contents(root)
        assert quietly("check", *where)[0] == 0, (spec, each)
        moved += len(set(between) - set(first))
        code, said = quietly(*words_of(each, each.new, each.old), *where)
        assert code == 0, (spec, each, said)
        after = contents(root)
        different = {p for p in {*first, *after} if first.get(p) != after.get(p)}
        assert not different, (spec, each, different)
        shutil.rmtree(root)
        made += 1
    record_proof(
        "rename-random",
        seed=SEED,
        figures={"renames": made * 2, "files moved": moved, "files edited": edited},
    )
    assert moved > 0
