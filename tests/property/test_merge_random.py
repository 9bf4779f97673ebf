"""No line of an owner's is ever lost: random edits times random changes, judged by an oracle, with git beside it."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from random import Random

import pytest

from svcgen.artifacts.policy import WritePolicy
from svcgen.merge.python import symbol_states
from svcgen.merge.texts import merge_text
from svcgen.merge.units import MergeFacts, Unmergeable
from svcgen.pipeline import generate
from tests.behaviour.example_trees import copy_example
from tests.property.merge_campaign import (
    Outcome,
    corpus,
    merge_as_git,
    run_campaign,
    take_new,
    take_yours,
)
from tests.property.merge_changes import change_spec
from tests.property.merge_inventory import bag_of
from tests.property.merge_mutants import MUTANTS, broken_by
from tests.property.merge_oracle import Case, Merge, bounds, judge
from tests.property.merge_styles import BROKEN, STYLES
from tests.property.merge_trees import import_all, regenerate, workspace_of
from tests.support.proof import record_proof
from tests.support.scale import SCALE, scale

CASES = scale(150, 5_000)
TREES = scale(3, 100)
SOURCE = '''\
"""Data access."""

from uuid import UUID


class Books:
    """Where books are kept."""

    model = UUID

    async def get(self, name: str) -> str:
        """Give a book."""
        return await self.find(name)
'''
FORMATTERS = {
    "black of 60 columns": ["black", "-q", "-l", "60"],
    "black of 120 columns": ["black", "-q", "-l", "120"],
    "ruff format": ["ruff", "format", "-q", "--isolated"],
    "ruff of single quotes": [
        *("ruff", "format", "-q", "--isolated"),
        *("--config", "format.quote-style='single'"),
    ],
    "ruff I": ["ruff", "check", "-q", "--isolated", "--fix", "--select", "I"],
    "isort of one import a line": [
        *("ruff", "check", "-q", "--isolated", "--fix", "--select", "I"),
        *("--config", "lint.isort.force-single-line=true"),
    ],
}


@cache
def first_cases(count: int) -> tuple[Case, ...]:
    """The campaign's first cases."""
    return tuple(corpus(count))


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """What the whole campaign found; run once."""
    found = run_campaign(CASES)
    record_proof("merge-random", seed=0, figures=found.figures())
    return found


@pytest.mark.timeout(0 if SCALE == "proof" else 300)
def test_nothing_is_lost(outcome: Outcome) -> None:
    """Statements and comments of both sides are in the result or in a report, once, and the result parses."""
    assert outcome.faults == []
    assert outcome.cases == CASES
    assert outcome.broken > 0


def test_git_has_four_times_the_conflicts(outcome: Outcome) -> None:
    """On the same files `git merge-file` leaves at least four times as many to the owner."""
    assert outcome.ours * 4 <= outcome.git


@pytest.mark.parametrize("merge", [take_new, take_yours, merge_as_git])
def test_the_oracle_finds_a_merge_that_is_none(merge: Merge) -> None:
    """Taking one side, or what git makes of it, is found faulty."""
    assert run_campaign(30, merge, with_git=False).faults != []


@pytest.mark.timeout(0 if SCALE == "proof" else 300)
@pytest.mark.parametrize("mutant", [m for m in MUTANTS if MUTANTS[m] <= scale(80, 300)])
def test_the_oracle_kills(mutant: str) -> None:
    """With one rule of the merge broken, some case of the campaign is found faulty."""
    with broken_by(mutant):
        cases = first_cases(MUTANTS[mutant])
        assert any(judge(case, merge_text).faults for case in cases)


@pytest.mark.timeout(0)
def test_the_tree_imports(tmp_path: Path) -> None:
    """Services that were edited and whose spec changed can be imported once they are generated."""
    found = [regenerate(seed, tmp_path / str(seed)) for seed in range(TREES)]
    whole = [each for each in found if each is not None]
    codes = [code for each in whole for code in each.codes]
    figures: dict[str, int] = {
        "services edited, changed and generated": len(whole),
        "services that could not be imported before": len(found) - len(whole),
        "services with a conflict": sum(bool(each.codes) for each in whole),
        "services that a run refused": codes.count("still-used"),
        "services that cannot be imported": sum(bool(each.said) for each in whole),
    }
    record_proof("merge-trees", seed=0, figures=figures)
    assert [f"{each.story}\n{each.said}" for each in whole if each.said] == []
    assert whole


@pytest.mark.parametrize("formatter", FORMATTERS)
def test_a_formatter_changes_no_state(formatter: str, tmp_path: Path) -> None:
    """After a formatter went over all shared files no unit is customised, and nothing clashes with a new spec."""
    root = copy_example("authors", tmp_path)
    rows = map(json.loads, (root / ".svcgen/manifest").read_text().splitlines())
    shared = [row["path"] for row in rows if row["policy"] == WritePolicy.MERGE.value]
    bases = {
        p: (root / ".svcgen/base" / p).read_bytes() for p in shared if p[-3:] == ".py"
    }
    for path, base in bases.items():
        (root / path).write_bytes(base)
    words = [str(Path(sys.executable).with_name(FORMATTERS[formatter][0]))]
    subprocess.run([*words, *FORMATTERS[formatter][1:], *bases], cwd=root, check=True)
    for path, base in bases.items():
        states = symbol_states(base, (root / path).read_bytes(), base, MergeFacts())
        assert {state for _, state in states} <= {"clean"}, path
    assert generate(workspace_of(root), dry_run=True).outcome.conflicts == ()
    spec = root / "service.yaml"
    text, _ = change_spec(spec.read_text(), Random(1), 5, "now")
    spec.write_text(text)
    assert generate(workspace_of(root)).outcome.conflicts == ()
    assert import_all(root) == ""


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_left_alone(name: str) -> None:
    """A file that does not parse is refused with a reason."""
    texts = SOURCE.encode(), BROKEN[name](SOURCE), SOURCE.replace("kept", "in").encode()
    with pytest.raises(Unmergeable, match=r"\w"):
        merge_text("books.py", *texts, MergeFacts())


@pytest.mark.parametrize("name", STYLES)
def test_a_style_is_kept(name: str) -> None:
    """Encoding, BOM, newlines and indents of the owner's stay when the generator adds a function."""
    yours = STYLES[name](SOURCE)
    new = f"{SOURCE}\n\ndef later() -> int:\n    if SOURCE:\n        return 1\n"
    merged = merge_text("books.py", SOURCE.encode(), yours, new.encode(), MergeFacts())
    assert merged.text.startswith(yours.rstrip())
    added = merged.text[len(yours.rstrip()) :].decode()
    ends = "\r\n" if name == "CR LF" else "\n"
    indent = "\t" if name == "tabs" else "    "
    assert f"{indent}if SOURCE:{ends}{indent * 2}return 1" in added


def test_the_bag_of_a_text() -> None:
    """The oracle's bag has statements, parts of first lines, imports and comments, each as often as it is there."""
    bag = bag_of(f"{SOURCE}x = 1  # one\nx = 1\n")
    assert bag["", "statement", "x = 1"] == 2
    assert bag["", "comment", "# one"] == 1
    assert bag["", "import", "uuid", "UUID", "UUID"] == 1
    assert bag["", "annotation", "name", "str"] == 1
    assert (bounds(1, 1, 0), bounds(0, 1, 1), bounds(1, 0, 0)) == (
        (0, 0),
        (1, 2),
        (0, 0),
    )
