"""What live code of the owner imports is still there after a run, or nothing of the run is written."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest

from svcgen.artifacts.bindings import ANY, bound_names, imported_names, parse_module
from svcgen.artifacts.faults import StillUsed
from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.outcome import MergeOutcome
from svcgen.artifacts.policy import WritePolicy
from tests.behaviour.conflict_trees import (
    MINE,
    codes,
    functions,
    generate,
    generated,
    preview,
    shared,
    texts,
)

ENUMS = "src/shop/contract/enums.py"
BOOK = "src/shop/contract/book.py"
OWN = "src/shop/own.py"
OLD = (
    generated("class Old:\n    pass\n\n\nclass Kept:\n    pass\n", ENUMS),
    generated("class Book:\n    pass\n", BOOK),
    generated("", "src/shop/contract/__init__.py"),
    shared("from shop.contract.enums import Kept, Old\n\nx = Old, Kept\n"),
    RenderedFile("src/shop/extensions.py", WritePolicy.WRITE_ONCE, "x = 1\n", "e"),
)
NEW = (
    generated("class Kept:\n    pass\n", ENUMS),
    generated("", "src/shop/contract/__init__.py"),
    shared("from shop.contract.enums import Kept\n\nx = Kept\n"),
    RenderedFile("src/shop/extensions.py", WritePolicy.WRITE_ONCE, "x = 1\n", "e"),
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree whose generator is about to drop a class and a module."""
    generate(tmp_path, *OLD)
    return tmp_path


def refusals(outcome: MergeOutcome) -> list[tuple[str, str | None]]:
    """Where something is still used, and what."""
    return [(each.place, each.unit) for each in outcome.refusals]


def test_nothing_is_in_the_way_of_a_tree_without_edits(tree: Path) -> None:
    """Files of the generator's alone may drop what they like."""
    assert generate(tree, *NEW).exit_code == 0
    assert not (tree / BOOK).exists()


USES: dict[str, tuple[str, str | None]] = {
    "import os\n\nfrom shop.contract.enums import Old\n": (f"{OWN}:3", "Old"),
    "from .contract.enums import Kept, Old as O\n": (f"{OWN}:1", "Old"),
    "def f():\n    from shop.contract.enums import Old\n": (f"{OWN}:2", "Old"),
    "from shop.contract.book import Book\n": (f"{OWN}:1", "Book"),
    "from shop.contract.book import *\n": (f"{OWN}:1", None),
    "from shop.contract import book\n": (f"{OWN}:1", "book"),
    "import shop.contract.book\n": (f"{OWN}:1", None),
    "if 1:\n    from shop.contract import enums, book\n": (f"{OWN}:2", "book"),
}


@pytest.mark.parametrize("text", USES)
def test_a_use_refuses_the_whole_run(tree: Path, text: str) -> None:
    """A module of the owner's that imports what goes is named with its line, and no byte is written."""
    (tree / OWN).write_text(text)
    before = texts(tree)
    assert refusals(preview(tree, *NEW)) == [USES[text]]
    with pytest.raises(StillUsed) as refused:
        generate(tree, *NEW)
    assert texts(tree) == before
    told = str(refused.value)
    assert USES[text][0] in told
    assert "[still-used]" in told
    (tree / OWN).write_text("from shop.contract.enums import Kept\n")
    assert generate(tree, *NEW).exit_code == 0


FREE: tuple[str, ...] = (
    "from shop.contract.enums import Kept\n",
    "from shop.contract.enums import Never\n",
    "from other.contract.enums import Old\n",
    "try:\n    from shop.contract.enums import Old\nexcept ImportError:\n    Old = None\n",
    "from shop.contract.enums import (\n",
    "'from shop.contract.enums import Old'\n",
    "import shop.contract\n",
)


@pytest.mark.parametrize("text", FREE)
def test_what_is_no_use(tree: Path, text: str) -> None:
    """What stays, what never was, what others have, what is tried, and what is no code refuses nothing."""
    (tree / OWN).write_text(text)
    assert generate(tree, *NEW).exit_code == 0


def _edit_shared(root: Path) -> None:
    path = root / MINE
    path.write_text(path.read_text().replace("x = Old, Kept", "x = Old, Kept, 'mine'"))


def _edit_once(root: Path) -> None:
    (root / "src/shop/extensions.py").write_text(
        "from shop.contract.enums import Old\n"
    )


EDITS: dict[str, Callable[[Path], None]] = {"shared": _edit_shared, "once": _edit_once}


@pytest.mark.parametrize("name", EDITS)
def test_emitted_files_with_edits_are_live_code(tree: Path, name: str) -> None:
    """An edited shared file that would keep its old import, and a file of the owner's, refuse the run too."""
    EDITS[name](tree)
    before = texts(tree)
    outcome = preview(tree, *NEW)
    assert [unit for _, unit in refusals(outcome)] == ["Old"]
    with pytest.raises(StillUsed):
        generate(tree, *NEW)
    assert texts(tree) == before


def test_a_run_that_changes_no_module_reads_none(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code of the owner's is looked at only when a module changes or goes."""
    (tree / OWN).write_text("from shop.contract.enums import Old\n")

    def listing(*_: object) -> list[str]:
        raise AssertionError("looked")

    monkeypatch.setattr("svcgen.write.tree.unlisted_modules", listing)
    assert generate(tree, *OLD).exit_code == 0


def test_links_are_not_followed(tree: Path) -> None:
    """A link among the owner's modules is not read, wherever it leads."""
    (tree / OWN).symlink_to(tree / "elsewhere.py")
    (tree / "src/shop/away").symlink_to("/")
    assert generate(tree, *NEW).exit_code == 0


def test_an_owner_who_renames_what_the_generator_imports(tmp_path: Path) -> None:
    """A renamed symbol that files of the generator import is told by its name, and no run is silent about it."""
    app = generated("from shop.mine import one\n\nprint(one)\n")
    body = "x = 1\n    y = x + 1\n    return y"
    text = f"def one():\n    {body}\n\n\ndef two():\n    return 2\n"
    generate(tmp_path, shared(text), app)
    (tmp_path / MINE).write_text(text.replace("def one", "def uno"))
    for _ in range(2):
        outcome = generate(tmp_path, shared(text), app)
        bound = bound_names(parse_module((tmp_path / MINE).read_bytes()) or parse())
        assert ("missing", "one") in codes(outcome) or "one" in bound
    (tmp_path / MINE).write_text(text.replace("def one", "def uno") + "\n\none = uno\n")
    assert generate(tmp_path, shared(text), app).exit_code == 0


def parse() -> ast.Module:
    """An empty module."""
    return ast.parse("")


def test_what_a_module_binds() -> None:
    """Every way to bind a name at the top counts, and nothing that is bound within a scope of its own."""
    tree = parse_module(
        b"import a.b, c as d\nfrom e import f as g, h\nx: int\ny: int = 1\n(z, [w]) = 1, [2]\n"
        b"def fun():\n    inner = 1\nclass Cls:\n    attr = 1\n"
        b"for i in ():\n    j = 1\nwith open('') as k:\n    pass\n"
        b"try:\n    l = 1\nexcept OSError as m:\n    pass\nif (n := 1):\n    pass\n"
        b"match 1:\n    case {'a': o, **q}:\n        pass\n    case [*r]:\n        pass\n"
    )
    assert tree is not None
    expected = {*"adghxyzwijklmnoqr", "fun", "Cls"}
    assert bound_names(tree) == expected
    open_ended = parse_module(b"def __getattr__(name):\n    return 1\n")
    assert open_ended is not None
    assert ANY in bound_names(open_ended)


def test_relative_imports_are_made_absolute() -> None:
    """Dots count from the package that a module is in, and from a package itself."""
    text = b"from . import a\nfrom .b import c\nfrom ..d import e\nimport f.g\n"

    def uses(is_package: bool) -> list[tuple[str, str]]:
        tree = parse_module(text) or parse()
        found = imported_names(tree, "p.q.r", is_package=is_package)
        return [(use.module, use.name) for use in found]

    assert uses(False) == [("p.q", "a"), ("p.q.b", "c"), ("p.d", "e"), ("f.g", "")]
    assert uses(True) == [("p.q.r", "a"), ("p.q.r.b", "c"), ("p.q.d", "e"), ("f.g", "")]


def test_shared_files_keep_what_the_generator_takes(tmp_path: Path) -> None:
    """A file that the generator drops is not dropped under the owner's import of it."""
    generate(tmp_path, shared(functions(one=1)))
    (tmp_path / OWN).write_text("from shop.mine import one\n")
    with pytest.raises(StillUsed):
        generate(tmp_path)
    assert (tmp_path / MINE).exists()
