"""Drift: every state has one name, and the check tells it by hashes while the lock holds."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.lock import Lock
from svcgen.artifacts.outcome import MergeOutcome
from svcgen.artifacts.policy import WritePolicy
from svcgen.drift import Report, check_tree
from svcgen.drift.check import _compare
from svcgen.drift.states import STATES, Facts, file_state
from svcgen.merge import Merging, merge_tree
from svcgen.write import open_tree
from svcgen.write.tree import Opening

LOCK = Lock({"service.yaml": "0" * 64}, "0.1.0", "1" * 64)
NEWER = Lock({"service.yaml": "2" * 64}, "0.1.0", "1" * 64)
TEXTS = {
    "app.py": (WritePolicy.OVERWRITE, "a = 1\n"),
    "src/mine.py": (WritePolicy.MERGE, "m = 1\n"),
    "once.md": (WritePolicy.WRITE_ONCE, "o\n"),
}


def files(**texts: str) -> list[RenderedFile]:
    """The usual files, with other texts by stem."""
    return [
        RenderedFile(path, policy, texts.get(Path(path).stem, text), "t")
        for path, (policy, text) in TEXTS.items()
    ]


def merged(root: Path, rendered: list[RenderedFile]) -> MergeOutcome:
    """What the pipeline would do."""
    with open_tree(root, Opening(write=False)) as tree:
        manifest = tree.manifest()
        paths = sorted(manifest.keys() | {file.path for file in rendered})
        base, disk = tree.read_base(paths), tree.read(paths)
        how = Merging(tree.read_conflicts(manifest))
        return merge_tree(rendered, base, disk, manifest, how)


def generate(root: Path, rendered: list[RenderedFile], lock: Lock = LOCK) -> None:
    """Write it."""
    with open_tree(root) as tree:
        tree.write(merged(root, rendered), lock)


def check(
    root: Path, lock: Lock = LOCK, rendered: list[RenderedFile] | None = None
) -> Report:
    """Check; rendering is an error unless there is something to render."""

    def render() -> MergeOutcome:
        assert rendered is not None, "rendered although the lock holds"
        return merged(root, rendered)

    return check_tree(root, lock, render)


def codes(report: Report) -> list[tuple[str, str]]:
    """Findings as pairs."""
    return [(finding.code, finding.path) for finding in report.findings]


DISK = {
    "absent": None,
    "row": b"a\n",
    "crlf": b"a\r\n",
    "prev": b"b\n",
    "other": b"c\n",
}
"""What may be on the disk where a row says `a` and said `b`; a checkout with CRLF says the same."""


class Row(NamedTuple):
    """One combination of the axes."""

    policy: str
    listed: bool
    journal: bool
    disk: str
    base: str
    pending: bool


def test_every_combination_has_one_known_state() -> None:
    """The table is total: each combination of facts gives a state, and each state is reached."""
    reached: Counter[str] = Counter()
    axes = (
        ("overwrite", "merge", "write-once"),
        (True, False),
        (True, False),
        tuple(DISK),
        ("ok", "bad", "absent"),
        (True, False),
    )
    for facts in itertools.starmap(Row, itertools.product(*axes)):
        expected = _by_the_book(facts)
        assert expected == [_state(facts)], facts
        reached[_state(facts)] += 1
    assert len(reached) == 11
    assert sum(reached.values()) == 3 * 2 * 2 * 5 * 3 * 2 == 360
    for code in reached:
        assert STATES[code].drift == bool(STATES[code].heal)


def _state(row: Row) -> str:
    was, before = (sha256(text).hexdigest() for text in (b"a\n", b"b\n"))
    disk = _compare(DISK[row.disk], was, before)
    facts = Facts(row.policy, disk, row.base, pending=row.pending)
    return file_state(facts if row.listed else None, journal=row.journal)


def _by_the_book(facts: Row) -> list[str]:
    """All states whose condition holds, each written out in full: there must be exactly one."""
    policy, listed, journal, disk, base, pending = facts
    same = disk in ("row", "crlf")
    here = listed and not journal
    there = here and disk != "absent"
    sound = there and policy == "merge" and base == "ok"
    book = {
        "unlisted": not listed,
        "interrupted": listed and journal,
        "missing": here and disk == "absent" and policy in ("overwrite", "merge"),
        "owner-deleted": here and disk == "absent" and policy == "write-once",
        "base-damaged": there and policy == "merge" and base != "ok",
        "conflicted": sound and pending,
        "generated-edited": there and policy == "overwrite" and not same,
        "rolled-back": sound and not pending and disk == "prev",
        "customised": sound and not pending and disk == "other",
        "owned": there and policy == "write-once",
        "clean": (there and policy == "overwrite" and same)
        or (sound and not pending and same),
    }
    return [code for code, holds in book.items() if holds]


def test_clean(tmp_path: Path) -> None:
    """A tree as generated is clean, without rendering."""
    generate(tmp_path, files())
    report = check(tmp_path)
    assert report.exit_code == 0
    assert report.counts == {"clean": 2, "owned": 1}


Break = Callable[[Path], object]
BREAKS: dict[str, tuple[Break, str, int]] = {
    "edit-overwrite": (
        lambda root: (root / "app.py").write_text("a = 1 \n"),
        "generated-edited",
        1,
    ),
    "edit-merge": (
        lambda root: (root / "src/mine.py").write_text("m = 2\n"),
        "customised",
        0,
    ),
    "edit-once": (lambda root: (root / "once.md").write_text("x\n"), "owned", 0),
    "delete-overwrite": (lambda root: (root / "app.py").unlink(), "missing", 1),
    "delete-merge": (lambda root: (root / "src/mine.py").unlink(), "missing", 1),
    "delete-once": (lambda root: (root / "once.md").unlink(), "owner-deleted", 0),
    "damage-base": (
        lambda root: (root / ".svcgen/base/src/mine.py").write_text("x"),
        "base-damaged",
        1,
    ),
    "journal": (
        lambda root: (root / ".svcgen/journal.json").write_text("{}"),
        "interrupted",
        1,
    ),
    "no-manifest": (
        lambda root: (root / ".svcgen/manifest").unlink(),
        "not-generated",
        1,
    ),
    "bad-manifest": (
        lambda root: (root / ".svcgen/manifest").write_text("<<<<<<<\n"),
        "manifest-damaged",
        1,
    ),
    "crlf": (lambda root: (root / "app.py").write_bytes(b"a = 1\r\n"), "clean", 0),
}


@pytest.mark.parametrize("name", BREAKS)
def test_one_thing_wrong(tmp_path: Path, name: str) -> None:
    """Each way to break a tree has its state, exit code and healing command."""
    harm, code, exit_code = BREAKS[name]
    generate(tmp_path, files())
    harm(tmp_path)
    report = check(tmp_path)
    assert report.exit_code == exit_code
    assert code in report.counts
    assert bool(report.heals) == bool(exit_code)
    if (
        report.heals
        and report.heals[0].startswith("svcgen generate")
        and name != "journal"
    ):
        if name == "no-manifest":
            return
        generate(tmp_path, files())
        assert check(tmp_path).exit_code == 0


def test_rolled_back(tmp_path: Path) -> None:
    """The text before the last is told from an edit."""
    generate(tmp_path, files())
    generate(tmp_path, files(mine="m = 2\n"))
    (tmp_path / "src/mine.py").write_text("m = 1\n")
    assert codes(check(tmp_path)) == [("rolled-back", "src/mine.py")]


def test_newer_spec(tmp_path: Path) -> None:
    """A moved spec is told with what it changes; one that changes nothing is a note."""
    generate(tmp_path, files())
    report = check(tmp_path, NEWER, files(app="a = 2\n", mine="m = 2\n"))
    assert codes(report) == [
        ("spec-newer", ""),
        ("stale", "app.py"),
        ("stale", "src/mine.py"),
    ]
    report = check(tmp_path, NEWER, files())
    assert report.exit_code == 0
    assert [note.code for note in report.notes] == ["lock-behind"]
    both = Lock(NEWER.spec, "0.2.0", NEWER.templates)
    assert codes(check(tmp_path, both, files(app="x = 1\n")))[:2] == [
        ("spec-newer", ""),
        ("generator-newer", ""),
    ]


def test_conflict_left_open_stays_drift(tmp_path: Path) -> None:
    """A run that left a conflict does not let the next check pass on hashes alone."""
    generate(tmp_path, files())
    (tmp_path / "src/mine.py").write_text("m = 2\n")
    generate(tmp_path, files(mine="m = 3\n"), NEWER)
    report = check(tmp_path, NEWER, files(mine="m = 3\n"))
    assert codes(report) == [("conflicted", "src/mine.py")]
    assert report.heals == ("svcgen resolve",)


def test_orphans(tmp_path: Path) -> None:
    """What the spec asks for no longer is an orphan, edited or not."""
    generate(tmp_path, files())
    (tmp_path / "src/mine.py").write_text("m = 2\n")
    report = check(tmp_path, NEWER, files()[2:])
    assert codes(report) == [
        ("spec-newer", ""),
        ("orphan", "app.py"),
        ("orphan-edited", "src/mine.py"),
    ]


def test_light_imports() -> None:
    """The check imports no YAML, templates, models, formatter, and nothing of the other stages."""
    heavy = [
        "yaml",
        "jinja2",
        "pydantic",
        "black",
        "libcst",
        "copier",
        "rich",
        "dataclasses",
    ]
    program = (
        "import sys, svcgen.drift\n"
        f"bad = [name for name in {heavy} + ['svcgen.write', 'svcgen.merge', 'json', 'typing', 're'] "
        "if name in sys.modules]\n"
        "assert not bad, bad\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
