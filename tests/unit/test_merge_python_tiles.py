"""Nothing of a merge is printed from a tree, so the tiles have to be the text: here for the standard library."""

import sysconfig
from pathlib import Path
from random import Random

import pytest

from svcgen.merge.python import merge_python
from svcgen.merge.python.source import read_source
from svcgen.merge.python.tiles import Block, tile_module
from svcgen.merge.units import Unmergeable
from tests.support.scale import scale

LIBRARY = Path(sysconfig.get_path("stdlib"))
STRANGE = {
    "form feed": "x = 1\n\x0cy = 2\n\n\x0c\ndef f():\n\x0c    return 1\n",
    "semicolons": "import a; x = 1; y = 2\nif x: pass; z = 3\n",
    "continued": "x = 1 + \\\n    2\n\\\ny = 3\nclass A: \\\n    z = 1\n",
    "only comments": "# one\n\n# two\n",
    "nothing": "",
    "decorated": "@a\n# between\n@b(\n    1,\n)\n\ndef f(\n    x,\n):\n    # first\n\n    return x\n    # last\n\n    # deeper\n# below\n\n# next\nz = 1\n",
    "string that looks like code": 'x = """\n# no comment\ndef f():\n    pass\n"""  # one\n',
    "separators": "x = '\u2028\x1c\x85'\ny = 1\n",
}


def joined(block: Block, *, top: bool = True) -> str:
    """The tiles of a block, put together again."""
    text = block.source.between(0, block.head) if top else ""
    for unit in block.units:
        core = unit.core
        if unit.body is not None:
            head = unit.source.between(unit.start, unit.body.head)
            core = head + joined(unit.body, top=False)
        text += unit.lead + core
    return text + block.tail_text


@pytest.mark.parametrize("name", STRANGE)
def test_tiles_of_strange_texts_are_the_text(name: str) -> None:
    """Put together again, the tiles of a text with strange lines are the text."""
    source, _ = read_source(STRANGE[name].encode(), "it")
    assert joined(tile_module(source)) == source.text


def test_tiles_of_the_standard_library_are_the_text() -> None:
    """Put together again, the tiles of every module are the module, and a merge keeps every byte of it."""
    paths = sorted(LIBRARY.rglob("*.py"))
    Random(4).shuffle(paths)
    read = 0
    for path in paths[: scale(60, 1500)]:
        raw = path.read_bytes()
        try:
            source, _ = read_source(raw, "it")
        except Unmergeable:
            continue
        read += 1
        assert joined(tile_module(source)) == source.text, path
    assert read > scale(40, 1200)


def test_a_line_added_at_the_end_changes_nothing_else() -> None:
    """An addition of each side at the end of a module of the standard library leaves all else as it is."""
    paths = sorted(path for path in LIBRARY.glob("*.py") if path.stat().st_size < 20000)
    for path in Random(5).sample(paths, scale(12, len(paths))):
        base = path.read_bytes().replace(b"\r\n", b"\n")
        yours, new = base + b"\nMINE = 1\n", base + b"\nTHEIRS = 2\n"
        merged = merge_python(base, yours, new)
        assert merged.text.startswith(base), path
        assert merged.text[len(base) :].split() == b"MINE = 1 THEIRS = 2".split(), path
