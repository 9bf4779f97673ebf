"""Conflicts: the owner's unit stays live, everything else is merged, and the candidate waits on record."""

import errno
import json
from pathlib import Path

import jsonschema
import pytest

from svcgen.artifacts.conflicts import (
    PendingUnit,
    Sidecar,
    SidecarError,
    dump_sidecar,
    load_sidecar,
)
from svcgen.artifacts.faults import TreeFault
from svcgen.write import open_tree
from svcgen.write.system import System
from svcgen.write.tree import Opening
from tests.behaviour.conflict_trees import (
    BASE,
    LOCK,
    MINE,
    SIDECAR,
    codes,
    functions,
    generate,
    merge,
    preview,
    record,
    shared,
    texts,
)

SCHEMAS = Path(__file__).parents[2] / "schemas"
FIRST = functions(one=1, two=2, three=3)
EDITED = functions(one=1, two="'mine'", three=3)
SECOND = functions(one=1, two=22, three=33)


@pytest.fixture
def clashing(tmp_path: Path) -> Path:
    """A tree in which the owner and the generator have changed one function, and the generator another."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_text(EDITED)
    outcome = generate(tmp_path, shared(SECOND))
    assert codes(outcome) == [("diverged", "two")]
    assert outcome.exit_code == 1
    return tmp_path


def test_the_owners_unit_stays_and_all_else_is_merged(clashing: Path) -> None:
    """Only the clashing function is left as the owner has it."""
    merged = functions(one=1, two="'mine'", three=33)
    assert (clashing / MINE).read_text() == merged


def test_the_base_advances_with_a_conflicted_file(clashing: Path) -> None:
    """The base is what the generator last said, so that later changes of other units merge."""
    assert (clashing / BASE).read_text() == SECOND
    third = functions(one=111, two=22, three=33)
    assert codes(generate(clashing, shared(third))) == [("diverged", "two")]
    assert "return 111" in (clashing / MINE).read_text()


def test_the_record_holds_all_that_is_needed(clashing: Path) -> None:
    """The committed record has the place, the reason, and the unit's text on every side."""
    found = record(clashing)
    schema = json.loads((SCHEMAS / "conflict.schema.json").read_text())
    jsonschema.validate(found, schema)
    (unit,) = found["units"]
    assert (found["path"], found["template"]) == (MINE, "mine.py.jinja")
    assert found["nodes"] == ["/entities/Mine"]
    assert unit["unit"] == "two"
    assert unit["line"] == 5
    assert (clashing / MINE).read_text().splitlines()[unit["line"] - 1] == "def two():"
    assert "    return 2" in unit["base"]
    assert "    return 'mine'" in unit["yours"]
    assert "    return 22" in unit["new"]
    assert unit["reason"]
    assert len(unit["yours_sha256"]) == 64


def test_the_same_run_again_writes_nothing(clashing: Path) -> None:
    """A run over a tree with a conflict still fails, and changes no byte."""
    before = texts(clashing)
    assert generate(clashing, shared(SECOND)).exit_code == 1
    assert texts(clashing) == before


def test_the_candidate_is_renewed_at_every_run(clashing: Path) -> None:
    """The record shows what the generator wants now, and still what the unit was at first."""
    generate(clashing, shared(functions(one=1, two=222, three=33)))
    (unit,) = record(clashing)["units"]
    assert "    return 222" in unit["new"]
    assert "    return 2" in unit["base"]


def test_a_generator_that_goes_back_takes_its_record_along(clashing: Path) -> None:
    """Where the new text is again what the unit was before the clash, nothing waits any more."""
    outcome = generate(clashing, shared(functions(one=1, two=2, three=33)))
    assert outcome.conflicts == ()
    assert not (clashing / SIDECAR).exists()
    assert "'mine'" in (clashing / MINE).read_text()


def test_an_owner_who_takes_the_candidate_over_is_done(clashing: Path) -> None:
    """Where the owner's text says what the candidate says, nothing waits any more."""
    (clashing / MINE).write_text(functions(one=1, two="(22)", three=33))
    assert generate(clashing, shared(SECOND)).conflicts == ()
    assert not (clashing / SIDECAR).exists()


def test_a_candidate_taken_over_is_no_edit_when_the_generator_moves_on(
    clashing: Path,
) -> None:
    """A unit that the owner settled by hand takes the next text of the generator."""
    (clashing / MINE).write_text(functions(one="'own'", two=22, three=33))
    outcome = generate(clashing, shared(functions(one=1, two=2222, three=33)))
    assert outcome.conflicts == ()
    assert (clashing / MINE).read_text() == functions(one="'own'", two=2222, three=33)


def test_units_settle_one_by_one(tmp_path: Path) -> None:
    """Of two conflicts in a file, the one that is settled leaves the record, the other stays."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_text(functions(one="'a'", two="'b'", three=3))
    new = shared(functions(one=11, two=22, three=3))
    assert codes(generate(tmp_path, new)) == [("diverged", "one"), ("diverged", "two")]
    (tmp_path / MINE).write_text(functions(one=11, two="'b'", three=3))
    assert codes(generate(tmp_path, new)) == [("diverged", "two")]
    assert [unit["unit"] for unit in record(tmp_path)["units"]] == ["two"]


def test_a_unit_that_the_owner_took_out(tmp_path: Path) -> None:
    """A function that the owner removed and the generator changes stays away, on record."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_text(functions(one=1, three=3))
    outcome = generate(tmp_path, shared(SECOND))
    assert codes(outcome) == [("diverged-removed", "two")]
    assert "def two" not in (tmp_path / MINE).read_text()
    (unit,) = record(tmp_path)["units"]
    assert unit["yours"] is None
    assert unit["line"] is None


def test_a_unit_that_the_generator_took_out(tmp_path: Path) -> None:
    """A function that the owner edited and the spec drops stays live, on record."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_text(EDITED)
    outcome = generate(tmp_path, shared(functions(one=1, three=3)))
    assert codes(outcome) == [("orphan-edited", "two")]
    assert "'mine'" in (tmp_path / MINE).read_text()


@pytest.mark.parametrize(
    "text",
    [
        b"def one(:\n",
        b"<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> other\n",
        b"a = 1\rb = 2\r",
        b"a = '\xff'\n",
        b"a = 1\0\n",
    ],
    ids=["syntax", "markers", "lone-cr", "no-text", "nul"],
)
def test_what_cannot_be_read_is_left_untouched(tmp_path: Path, text: bytes) -> None:
    """A file that cannot be taken apart keeps its bytes and its base; the whole new text is recorded."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_bytes(text)
    outcome = generate(tmp_path, shared(SECOND))
    assert codes(outcome) == [("unparseable", None)]
    assert (tmp_path / MINE).read_bytes() == text
    assert (tmp_path / BASE).read_text() == FIRST
    (unit,) = record(tmp_path)["units"]
    assert (unit["unit"], "\n".join(unit["new"])) == ("", SECOND)
    (tmp_path / MINE).write_text(EDITED)
    assert codes(generate(tmp_path, shared(SECOND))) == [("diverged", "two")]


def test_a_dry_run_records_nothing(tmp_path: Path) -> None:
    """What is only looked at leaves files, base and records as they were."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_text(EDITED)
    before = texts(tmp_path)
    outcome = preview(tmp_path, shared(SECOND))
    assert codes(outcome) == [("diverged", "two")]
    assert list(outcome.sidecars) == [MINE]
    assert texts(tmp_path) == before


def test_a_file_that_is_planned_no_more(tmp_path: Path) -> None:
    """An edited file that the spec no longer asks for stays, as one conflict about the whole file."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_text(EDITED)
    assert codes(generate(tmp_path)) == [("orphan-edited", None)]
    assert (tmp_path / MINE).read_text() == EDITED
    (unit,) = record(tmp_path)["units"]
    assert (unit["unit"], unit["new"]) == ("", None)


def test_a_damaged_record_is_told(clashing: Path) -> None:
    """A record that is no JSON is a fault with its path, and nothing is written over."""
    (clashing / SIDECAR).write_text("<<<<<<< HEAD\n")
    with pytest.raises(TreeFault, match="conflict-damaged"):
        generate(clashing, shared(SECOND))


class Renames(System):
    """Remembers what is moved into place, in order."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def rename(self, old: str, new: str, *, at: int, to: int) -> None:
        """Move, and remember."""
        super().rename(old, new, at=at, to=to)
        self.names.append(new)


def test_a_base_is_never_written_before_its_file(tmp_path: Path) -> None:
    """Files come first, then records, bases, the manifest, and the lock last."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_text(EDITED)
    renames = Renames()
    with open_tree(tmp_path, Opening(system=renames)) as tree:
        tree.write(merge(tree, [shared(SECOND)]), LOCK)
    places = [name for name in renames.names if name not in ("journal.json", "lock")]
    assert places[:4] == ["mine.py", "mine.py.json", "mine.py", "manifest"]


class FullDisk(System):
    """Refuses to write when a record's turn comes."""

    def write(self, fd: int, text: bytes) -> int:
        """Write, unless it is a record."""
        if b'"units"' in text:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(fd, text)


def test_no_record_means_no_base(tmp_path: Path) -> None:
    """When a record cannot be written, neither file nor base move, and the next run converges."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_text(EDITED)
    before = texts(tmp_path)
    with (
        pytest.raises(TreeFault, match="io-refused"),
        open_tree(tmp_path, Opening(system=FullDisk())) as tree,
    ):
        tree.write(merge(tree, [shared(SECOND)]), LOCK)
    assert texts(tmp_path) == before
    assert codes(generate(tmp_path, shared(SECOND))) == [("diverged", "two")]


def test_a_record_keeps_every_text() -> None:
    """What is written is read back, also text that is no UTF-8; what is no record is refused."""
    unit = PendingUnit("a.b", "diverged", "r", 3, "x\r\n\udcff", None, "", "0" * 64)
    sidecar = Sidecar("a.py", "t", ("/n",), (unit,))
    assert load_sidecar(dump_sidecar(sidecar)) == sidecar
    for bad in (b"", b"[]", b'{"version": 2}', b'{"version": 1}', b"\xff"):
        with pytest.raises(SidecarError):
            load_sidecar(bad)


def test_equal_changes_of_a_template_share_an_id() -> None:
    """The id of a change leaves out the names of the spec's nodes, and nothing else."""

    def like(name: str, change: str, template: str = "t") -> str:
        text = f"def make_{name.lower()}(data: {name}Create):\n    {{}}\n"
        unit = PendingUnit("u", "diverged", "r", 1, text.format("pass"), "y", text.format(change))  # fmt: skip
        node = f"/entities/{name}/operations/create"
        return Sidecar("p", template, (node,), (unit,)).like(unit)

    assert like("Book", "return book") == like("Category", "return category")
    assert like("Book", "return book") != like("Category", "return data")
    assert like("Book", "return book") != like("Book", "return book", "other")
