"""Settling conflicts in a tree: whose text stands then, what the base is, and what never happens."""

from dataclasses import replace
from pathlib import Path

import pytest

from svcgen.artifacts.conflicts import Sidecar
from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.outcome import Conflict
from svcgen.merge.settle import Choice, Settled, SettleFault, Side, put_text, settle
from svcgen.operations.resolve import ResolveFault, Which, select
from svcgen.write import open_tree
from svcgen.write.tree import Opening
from tests.behaviour.conflict_trees import (
    LOCK,
    MINE,
    SIDECAR,
    codes,
    functions,
    generate,
    shared,
)

FIRST = functions(one=1, two=2, three=3)
EDITED = functions(one="'a'", two="'b'", three=3)
SECOND = functions(one=11, two=22, three=3)


def settled(root: Path, choices: dict[str, Choice], path: str = MINE) -> Settled:
    """Settle units of a file in a tree, and write it as `svcgen resolve` does."""
    with open_tree(root, Opening(write=False)) as tree:
        row = tree.manifest()[path]
        found = Settled(
            tree.read([path])[path],
            tree.read_base([path])[path],
            row,
            tree.read_conflicts([path])[path],
        )
    return settle(found, choices)


def apply(root: Path, choices: dict[str, Choice], path: str = MINE) -> Settled:
    """Settle, and write."""
    from svcgen.operations import resolve

    with open_tree(root) as tree:
        rows = tree.manifest()
        before = resolve._read(tree, rows[path], tree.read_conflicts([path])[path])
        after = settle(before, choices)
        tree.write(resolve._outcome({path: (before, after)}, rows.values()), LOCK)
    return after


@pytest.fixture
def clashing(tmp_path: Path) -> Path:
    """A tree with two conflicts in one file."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_text(EDITED)
    assert len(generate(tmp_path, shared(SECOND)).conflicts) == 2
    return tmp_path


def text(root: Path) -> str:
    """The file."""
    return (root / MINE).read_text()


def test_ours_is_final(clashing: Path) -> None:
    """The owner's text stays, the next run is silent, and a later change of the unit is a new conflict."""
    apply(clashing, {"one": Side.OURS, "two": Side.OURS})
    assert text(clashing) == EDITED
    assert not (clashing / SIDECAR).exists()
    assert generate(clashing, shared(SECOND)).conflicts == ()
    assert text(clashing) == EDITED
    third = shared(functions(one=111, two=22, three=3))
    assert codes(generate(clashing, third)) == [("diverged", "one")]


def test_theirs_takes_the_candidate(clashing: Path) -> None:
    """The generator's text stands, and the unit is the generator's to change again."""
    apply(clashing, {"one": Side.THEIRS, "two": Side.THEIRS})
    assert text(clashing) == SECOND
    third = functions(one=111, two=222, three=3)
    assert generate(clashing, shared(third)).conflicts == ()
    assert text(clashing) == third


def test_one_of_two(clashing: Path) -> None:
    """A unit that is not named stays as it is and keeps waiting."""
    apply(clashing, {"two": Side.THEIRS})
    assert text(clashing) == functions(one="'a'", two=22, three=3)
    assert codes(generate(clashing, shared(SECOND))) == [("diverged", "one")]


def test_a_third_text(clashing: Path) -> None:
    """A text that is neither side's is put where the owner's was, and is an edit like any other."""
    apply(clashing, {"one": "def one():\n    return ('a', 11)\n", "two": Side.OURS})
    assert text(clashing) == functions(one="('a', 11)", two="'b'", three=3)
    assert generate(clashing, shared(SECOND)).conflicts == ()


def test_a_third_text_has_to_parse(clashing: Path) -> None:
    """A text that would break the file is refused."""
    with pytest.raises(SettleFault, match="no longer parse"):
        settled(clashing, {"one": "def one(:\n"})


def test_a_text_that_moved_on_is_never_replaced(clashing: Path) -> None:
    """What the owner wrote after the conflict was recorded is not overwritten; layout is no change."""
    moved = text(clashing).replace("'b'", "'later'")
    (clashing / MINE).write_text(moved)
    with pytest.raises(SettleFault, match="changed since"):
        settled(clashing, {"two": Side.THEIRS})
    assert (settled(clashing, {"two": Side.OURS}).text or b"").decode() == moved
    (clashing / MINE).write_text(text(clashing).replace("'later'", '("b")'))
    after = settled(clashing, {"two": Side.THEIRS}).text or b""
    assert b"return 22" in after


def test_imports_of_a_text_that_gave_way(tmp_path: Path) -> None:
    """--theirs takes out an import that only the owner's text used, and no other import of the owner's."""
    head = '"""Doc."""\n\nfrom os import path, sep\n\n\n'
    first = head + functions(one="path", two="sep")
    generate(tmp_path, shared(first))
    yours = first.replace("return path", "return path.join(str(curdir))").replace(
        "import path, sep", "import curdir, pardir, path, sep"
    )
    (tmp_path / MINE).write_text(yours)
    second = '"""Doc."""\n\nfrom os import sep\n\n\n' + functions(one=1, two="sep")
    assert codes(generate(tmp_path, shared(second))) == [("diverged", "one")]
    assert "path" in text(tmp_path).split("def")[0]
    apply(tmp_path, {"one": Side.THEIRS})
    imports = text(tmp_path).split("def")[0]
    assert "pardir" in imports
    assert "sep" in imports
    assert "curdir" not in imports
    assert "path" not in imports
    assert generate(tmp_path, shared(second)).conflicts == ()


def test_what_the_owner_removed(tmp_path: Path) -> None:
    """A removed function comes back with --theirs, and with a third text as that."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_text(functions(one=1, three=3))
    second = functions(one=1, two=22, three=3)
    assert codes(generate(tmp_path, shared(second))) == [("diverged-removed", "two")]
    taken = settled(tmp_path, {"two": Side.THEIRS}).text or b""
    assert taken.decode() == second
    edited = settled(tmp_path, {"two": "def two():\n    return 'x'\n"}).text or b""
    assert edited.decode() == functions(one=1, two="'x'", three=3)
    apply(tmp_path, {"two": Side.OURS})
    assert generate(tmp_path, shared(second)).conflicts == ()


def test_what_the_generator_dropped(tmp_path: Path) -> None:
    """An edited function that the spec dropped goes with --theirs, and is the owner's own with --ours."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_text(functions(one=1, two="'b'", three=3))
    second = functions(one=1, three=3)
    assert codes(generate(tmp_path, shared(second))) == [("orphan-edited", "two")]
    assert (settled(tmp_path, {"two": Side.THEIRS}).text or b"").decode() == second
    apply(tmp_path, {"two": Side.OURS})
    assert generate(tmp_path, shared(second)).conflicts == ()
    assert "'b'" in text(tmp_path)


def test_a_whole_file_that_could_not_be_read(tmp_path: Path) -> None:
    """--ours takes the new text as seen, --theirs as the file."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_text("def one(:\n")
    generate(tmp_path, shared(SECOND))
    theirs = settled(tmp_path, {"": Side.THEIRS})
    assert (theirs.text, theirs.base) == (SECOND.encode(), SECOND.encode())
    apply(tmp_path, {"": Side.OURS})
    assert text(tmp_path) == "def one(:\n"
    assert not (tmp_path / SIDECAR).exists()
    (tmp_path / MINE).write_text(functions(one=11, two="'b'", three=3))
    assert generate(tmp_path, shared(SECOND)).conflicts == ()
    assert "'b'" in text(tmp_path)


def test_a_file_that_is_planned_no_more(tmp_path: Path) -> None:
    """--ours makes it the owner's own, --theirs removes it."""
    generate(tmp_path, shared(FIRST))
    (tmp_path / MINE).write_text(EDITED)
    generate(tmp_path)
    theirs = settled(tmp_path, {"": Side.THEIRS})
    assert (theirs.text, theirs.base, theirs.row) == (None, None, None)
    apply(tmp_path, {"": Side.OURS})
    assert text(tmp_path) == EDITED
    assert generate(tmp_path).conflicts == ()
    with open_tree(tmp_path) as tree:
        assert tree.manifest() == {}


TEXTS: dict[str, str] = {
    "Dockerfile": "FROM a\nRUN {}\nRUN two\n",
    "compose.yaml": "a:\n  b: {}\n  c: 2\nd: 2\n",
    "pyproject.toml": "[a]\nx = '{}'\ny = 2\n",
}


@pytest.mark.parametrize("crlf", [False, True], ids=["lf", "crlf"])
@pytest.mark.parametrize("path", TEXTS)
def test_other_texts(tmp_path: Path, path: str, crlf: bool) -> None:
    """Conflicts in TOML, YAML and plain lines are recorded and settled in the same way."""
    first, edited, second = (
        TEXTS[path].format(each) for each in ("one", "mine", "other")
    )
    file = tmp_path / path
    generate(tmp_path, shared(first, path))
    yours = edited.replace("\n", "\r\n") if crlf else edited
    file.write_bytes(yours.encode())
    assert len(generate(tmp_path, shared(second, path)).conflicts) == 1
    assert file.read_bytes() == yours.encode()
    assert len(generate(tmp_path, shared(second, path)).conflicts) == 1
    unit = _only(tmp_path, path)
    theirs = settled(tmp_path, {unit: Side.THEIRS}, path).text or b""
    assert theirs.replace(b"\r\n", b"\n").decode() == second
    assert theirs.count(b"\r\n") == (theirs.count(b"\n") if crlf else 0)
    apply(tmp_path, {unit: Side.OURS}, path)
    assert generate(tmp_path, shared(second, path)).conflicts == ()
    assert file.read_bytes() == yours.encode()


def _only(root: Path, path: str) -> str:
    with open_tree(root, Opening(write=False)) as tree:
        (unit,) = tree.read_conflicts([path])[path].units
    return unit.unit


def test_a_lost_base_comes_first(clashing: Path) -> None:
    """Nothing is settled on a base that is not there."""
    (clashing / f".svcgen/base/{MINE}").unlink()
    with pytest.raises(SettleFault, match="--rebase"):
        settled(clashing, {"one": Side.THEIRS})


def test_where_a_text_is_put() -> None:
    """A text is put where the part stands once; encoding, newlines and blank lines around it stay."""
    latin = "# coding: latin-1\r\na = 'é'\r\n\r\n\r\nb = 1\r\n".encode("latin-1")
    put = put_text(latin, "\n\nb = 1\n", "b = 'ü'\n", "x.py")
    assert put == latin.replace(b"b = 1", "b = 'ü'".encode("latin-1"))
    for part in ("", "a", "\n"):
        with pytest.raises(SettleFault, match="by hand"):
            put_text(b"a = 1\na = 1\n", part, "b\n", "x.py")


def _conflict(path: str, unit: str | None, like: str) -> Conflict:
    return Conflict("diverged", path, "r", b"", b"", b"", unit=unit, line=3, like=like)


def test_which_conflicts_are_meant() -> None:
    """A file, a unit, a line as it was shown, those alike, or all; a word that means none is refused."""
    one, two, three = (_conflict("a.py", "A.x", "1"), _conflict("a.py", "B", "2"), _conflict("b.py", "A.x", "1"))  # fmt: skip
    waiting = (one, two, three)
    assert select(waiting, Which(("a.py",))) == (one, two)
    assert select(waiting, Which(("a.py:B", "a.py:B"))) == (two,)
    assert select(waiting, Which(("b.py:3",))) == (three,)
    assert select(waiting, Which(like="1")) == (one, three)
    assert select(waiting, Which(everything=True)) == waiting
    for which in (Which(("c.py",)), Which(("a.py:C",)), Which(like="9")):
        with pytest.raises(ResolveFault):
            select(waiting, which)


def test_nothing_waits() -> None:
    """A file without conflicts is not settled."""
    file = RenderedFile(MINE, shared("").policy, "", "")
    empty = Settled(b"", b"", None, Sidecar(file.path, "", (), ()))
    for each in (empty, replace(empty, sidecar=None)):
        with pytest.raises(SettleFault):
            settle(each, {})
