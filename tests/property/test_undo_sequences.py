"""Any sequence of commands, undone as often: the first tree, with every edit by hand in it or in the attic."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from svcgen.artifacts.faults import TreeFault
from svcgen.operations.undo import list_history, undo
from svcgen.pipeline import SpecFaulty
from tests.faults.write_cases import edited, snapshot, warm, words
from tests.support.proof import record_proof
from tests.support.scale import SCALE, scale

COMMANDS = scale(25, 50)
SEQUENCES = scale(1, 12)
SEED = 51
MARK = re.compile(rb"MARK_\d+")
EDITED = (
    "service.yaml",
    "README.md",
    "src/shop/mine.py",
    "src/shop/repositories/book.py",
    "src/shop/commands/create_book.py",
    "src/shop/handlers/http/book.py",
    "src/shop/extensions.py",
    "tests/test_book.py",
    "src/shop/contract/models/book.py",
)
Line = tuple[str, ...]


class Sequence:
    """A service and the random commands on it; names are kept so that most commands make sense."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.chance = random.Random(seed)
        self.names = {"entity": ["Book", "Author"], "role": ["editor"], "enum": [""]}
        self.number = 0
        self.marks: list[str] = []
        self.refused = 0

    def fresh(self, kind: str) -> str:
        """Give a name that was never used."""
        self.number += 1
        return f"{kind}_{self.number}" if kind == "role" else f"{kind.title()}{self.number}"  # fmt: skip

    def lines(self) -> Iterator[Line]:
        """Give the words of a random command."""
        kind = self.chance.choice(["entity", "role", "enum"])
        names = self.names[kind]
        name, other = self.chance.choice(names), self.fresh(kind)
        entity = self.chance.choice(self.names["entity"])
        field = f"field_{self.number}"
        kinds: dict[str, Callable[[], Iterator[Line]]] = {
            "add": lambda: self._add(kind, other),
            "field": lambda: iter([("add", "field", entity, field, "string")]),
            "rename": lambda: self._rename(kind, name, other),
            "remove": lambda: self._remove(kind, name),
            "generate": lambda: iter([("generate",)]),
            "resolve": lambda: iter([("resolve", "--all", "--ours")]),
            "no-generate": lambda: self._add(kind, other, "--no-generate"),
            "package": lambda: iter([("add", "pkg-id", f"DO_{self.number}")]),
        }
        weights = [5, 4, 3, 2, 2, 1, 1, 2]
        yield from kinds[self.chance.choices(list(kinds), weights)[0]]()

    def _add(self, kind: str, name: str, *more: str) -> Iterator[Line]:
        self.names[kind].append(name)
        words = {"entity": ["label:string"], "enum": ["red", "green"], "role": []}
        yield ("add", kind, name, *words[kind], *more)

    def _rename(self, kind: str, name: str, other: str) -> Iterator[Line]:
        if name in self.names[kind]:
            self.names[kind][self.names[kind].index(name)] = other
        yield ("rename", kind, name or "Nothing", other)

    def _remove(self, kind: str, name: str) -> Iterator[Line]:
        if len(self.names[kind]) > 1:
            self.names[kind].remove(name)
        yield ("remove", kind, name or "Nothing")

    def step(self) -> None:
        """Run one random command; one that is refused leaves nothing to undo."""
        for line in self.lines():
            try:
                words(*line)(self.root)
            except (TreeFault, SpecFaulty):
                self.refused += 1

    def edit(self) -> None:
        """Write one line by hand, somewhere."""
        path = self.root / self.chance.choice(EDITED)
        if path.exists():
            mark = f"MARK_{len(self.marks)}"
            self.marks.append(mark)
            code = path.suffix == ".py"
            line = f"\n{mark} = {len(self.marks)}\n" if code else f"# {mark}\n"
            with path.open("a") as file:
                file.write(line)

    def undo_all(self) -> int:
        """Undo every command but the one that made the service."""
        count = 0
        while len(list_history(self.root)) > 1:
            undo(self.root)
            count += 1
        return count


def without_marks(text: bytes) -> bytes:
    """A text without the lines that were written by hand, and without blank lines."""
    lines = text.splitlines()
    return b"\n".join(line for line in lines if line.strip() and not MARK.search(line))


def marks_of(tree: dict[str, bytes]) -> set[str]:
    """Every line by hand that stands in a tree."""
    return {mark.decode() for text in tree.values() for mark in MARK.findall(text)}


def worlds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Sequence, dict[str, bytes]]]:
    """Give a fresh service a sequence, and its files."""
    warm(tmp_path / "warm", monkeypatch)
    for number in range(SEQUENCES):
        root = tmp_path / f"{number}" / "shop"
        root.parent.mkdir()
        edited(root)
        yield Sequence(root, SEED + number), snapshot(root)


@pytest.mark.timeout(0 if SCALE == "proof" else 300)
def test_undone_as_often_it_is_the_first_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Commands in any order, undone one by one: byte for byte the tree before the first."""
    undone = 0
    for sequence, first in worlds(tmp_path, monkeypatch):
        for _ in range(COMMANDS):
            sequence.step()
        assert snapshot(sequence.root) != first
        undone += sequence.undo_all()
        assert snapshot(sequence.root) == first
        undo(sequence.root)
        left = {path for path in snapshot(sequence.root) if ".svcgen/attic" not in path}
        assert left <= {"src/shop/mine.py"}
    assert undone > COMMANDS * SEQUENCES / 2
    capsys.readouterr()
    figures = {"sequences": SEQUENCES, "commands": COMMANDS * SEQUENCES, "undone": undone}  # fmt: skip
    record_proof("undo-sequences", seed=SEED, figures=figures)


@pytest.mark.timeout(0 if SCALE == "proof" else 300)
def test_edits_in_between_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every line written by hand between the commands is in the tree or in the attic; all else is the first tree."""
    marks = undone = in_the_attic = 0
    for sequence, first in worlds(tmp_path, monkeypatch):
        for _ in range(COMMANDS):
            sequence.step()
            sequence.edit()
        undone += sequence.undo_all()
        now = snapshot(sequence.root)
        tree = {path: text for path, text in now.items() if "/attic/" not in path}
        found = marks_of(now)
        assert set(sequence.marks) - found == set()
        live = marks_of(tree)
        marks, in_the_attic = marks + len(found), in_the_attic + len(found - live)
        assert {path: without_marks(text) for path, text in tree.items()} == {
            path: without_marks(text) for path, text in first.items()
        }
    capsys.readouterr()
    figures = {
        "sequences": SEQUENCES,
        "undone": undone,
        "lines by hand": marks,
        "in the attic": in_the_attic,
        "lost": 0,
    }
    record_proof("undo-sequences-with-edits", seed=SEED, figures=figures)
