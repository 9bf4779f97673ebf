"""The nets below the merge of two owners. Needed as a unit: no text is known that the merge itself loses."""

from __future__ import annotations

import pytest

from svcgen.merge import owners
from svcgen.merge.units import MergeFacts, TextMerge, UnitClash

BASE = b"def f() -> int:\n    return 1\n"
OURS = b"# ours\ndef f() -> int:\n    return 1\n"
THEIRS = b"# theirs\ndef f() -> int:\n    return 1\n"


def test_a_merge_that_takes_one_side_alone_does_not_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the merge gives way to its first side, a comment of the other would be gone: lines decide."""

    def first_wins(
        path: str, base: bytes, yours: bytes, new: bytes, facts: MergeFacts
    ) -> TextMerge:
        return TextMerge(yours)

    monkeypatch.setattr(owners, "merge_text", first_wins)
    assert owners.merge_owners("f.py", BASE, OURS, THEIRS) is None


def test_a_merge_that_loses_what_both_wrote_does_not_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The merge says the same from both sides, and has the words of neither: lines decide."""

    def loses(
        path: str, base: bytes, yours: bytes, new: bytes, facts: MergeFacts
    ) -> TextMerge:
        return TextMerge(base)

    monkeypatch.setattr(owners, "merge_text", loses)
    assert owners.merge_owners("f.py", BASE, OURS, THEIRS) is None


def test_markers_that_leave_a_comment_out_are_not_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A clash that tells of the statement and not of the comment above it: lines decide."""
    core = BASE.decode()

    def clashes(
        path: str, base: bytes, yours: bytes, new: bytes, facts: MergeFacts
    ) -> TextMerge:
        return TextMerge(yours, (UnitClash("f", "both", core, core, core),))

    monkeypatch.setattr(owners, "merge_text", clashes)
    assert owners.merge_owners("f.py", BASE, OURS, THEIRS) is None


def test_comments_of_both_owners_stay() -> None:
    """The merge as it is keeps both, or says that it cannot."""
    merged = owners.merge_owners("f.py", BASE, OURS, THEIRS)
    assert merged is None or (b"# ours" in merged.text and b"# theirs" in merged.text)
