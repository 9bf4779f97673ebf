"""The last net under a merge: it only shows when the merge is at fault, so the merge is made faulty here."""

import pytest

from svcgen.merge.python import merge, merge_python
from svcgen.merge.python.source import Source

BASE = b"def f(a):\n    one(a)\n    two(a)\n\n\nX = 1\n"
MINE = b"def f(a):\n    one(a)  # mine\n    mine(a)\n    two(a)\n\n\nX = 1\n"
NEW = b"def f(a):\n    one(a)\n    two(a)\n\n\nX = 2\n"
FAULTY = {
    "a statement": "def f(a):\n    one(a)  # mine\n    two(a)\n\n\nX = 2\n",
    "a comment": "def f(a):\n    one(a)\n    mine(a)\n    two(a)\n\n\nX = 2\n",
    "what cannot be parsed": "def f(a):\n    one(a)  # mine\n  mine(a)\n",
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_merge_leaves_the_file_to_the_owner(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A merged text that lost a word of the owner's, or is no Python, is refused: one clash, the file as it was."""
    monkeypatch.setattr(merge, "_merged_text", lambda *_: FAULTY[fault])
    result = merge_python(BASE, MINE, NEW)
    assert result.text == MINE
    assert [clash.unit for clash in result.clashes] == [""]
    assert result.clashes[0].new == NEW.decode()


def test_a_merge_that_is_nested_too_deep_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What exceeds the depth of recursion leaves the file to the owner and shows no traceback."""

    def deep(*_: object) -> Source:
        raise RecursionError("too deep")

    monkeypatch.setattr(merge, "parse_source", deep)
    result = merge_python(BASE, MINE, NEW)
    assert result.text == MINE
    assert result.clashes[0].reason == "too deep"
