"""Random edits of owners against random changes of the generator, one oracle, and git beside it.

`SVCGEN_SCALE=proof python -m tests.property.merge_campaign 400` runs it at another size than `make proof` does.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from random import Random

from svcgen.artifacts.policy import WritePolicy
from svcgen.merge.texts import merge_text
from svcgen.merge.units import MergeFacts, TextMerge
from tests.property.merge_changes import (
    NAMES,
    Rendered,
    change_spec,
    change_template,
    edits_for,
    example_text,
    render,
    shared,
)
from tests.property.merge_edits import MOVING, edit_text
from tests.property.merge_oracle import Case, Merge, judge
from tests.property.merge_styles import BROKEN, style

FILES, OTHERS = 4, 3
"""So many files that a change of a spec reaches are edited, and so many any files."""
BROKEN_SHARE, STYLED_SHARE, TEMPLATE_SHARE = 0.04, 0.2, 0.5


@dataclass
class Outcome:
    """What a campaign found."""

    cases: int = 0
    broken: int = 0
    ours: int = 0
    git: int = 0
    git_unreadable: int = 0
    faults: list[str] = field(default_factory=list)
    edits: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, int | float]:
        """Give what is kept as proof."""
        whole = self.cases - self.broken
        return {
            "cases": self.cases,
            "of them files that cannot be read, left as they are": self.broken,
            "kinds of edits and changes": len(self.edits),
            "files with a conflict, git merge-file": self.git,
            "files with a conflict, svcgen": self.ours,
            "share of conflicts, git merge-file, %": 100 * self.git / whole,
            "share of conflicts, svcgen, %": 100 * self.ours / whole,
            "files that do not parse afterwards, git merge-file": self.git_unreadable,
            "files that do not parse afterwards, svcgen": sum(
                "does not parse" in fault for fault in self.faults
            ),
            "statements or comments lost, doubled or not reported": len(self.faults),
        }


def cases_of(seed: int) -> Iterator[Case]:
    """Give the cases of one change of a spec."""
    random = Random(seed)
    text = example_text(random.choice(NAMES))
    if random.random() < 0.3:
        text, _ = change_spec(text, random, 2, "was")
    after, story = change_spec(text, random, random.randint(1, 3), "now")
    old, new = render(text), render(after)
    both = [path for path in shared(old) if path in new]
    moved = [path for path in both if old[path].text != new[path].text]
    paths = random.sample(moved, min(FILES, len(moved))) + random.sample(both, OTHERS)
    for path in paths:
        yield _case(path, old, new, random, (f"seed {seed}", path, *story))


def _case(
    path: str, old: Rendered, new: Rendered, random: Random, story: tuple[str, ...]
) -> Case:
    base, target = old[path].text, new[path].text
    changes: tuple[str, ...] = ()
    if base == target or random.random() < TEMPLATE_SHARE:
        target, changes = change_template(target, random)
    edited, edits = edit_text(
        base, random, random.randint(1, edits_for(base, 4)), "mine"
    )
    yours, how = style(edited, random, STYLED_SHARE)
    broken = ""
    if random.random() < BROKEN_SHARE:
        broken = random.choice(list(BROKEN))
        cut = BROKEN[broken](edited)
        # what stands in a docstring breaks nothing
        yours, broken = (yours, "") if _parses(cut) else (cut, broken)
    facts = MergeFacts(
        dict(old[path].symbols),
        dict(new[path].symbols),
        {},
        anchors_of(path, new) - (_bound(base) - (_bound(edited) & _bound(target))),
    )
    words = (*story, "| template:", *changes, "| owner:", *edits, how, broken)
    return Case(
        path,
        base.encode(),
        yours,
        target.encode(),
        facts,
        moved=not MOVING.isdisjoint(edits),
        broken=bool(broken),
        story=" ".join(word for word in words if word),
        done=tuple(word for word in (*story[2:], *edits, how, broken) if word),
    )


def anchors_of(path: str, files: Rendered) -> frozenset[str]:
    """Give the names that files of the generator's import from a file."""
    module = path.removeprefix("src/").removesuffix(".py").replace("/", ".")
    return frozenset(
        name.name
        for file in files.values()
        if file.policy is WritePolicy.OVERWRITE
        and file.path.endswith(".py")
        and module in file.text
        for node in ast.walk(ast.parse(file.text))
        if isinstance(node, ast.ImportFrom) and node.module == module
        for name in node.names
    )


def _bound(text: str) -> set[str]:
    return {
        node.name
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    }


def corpus(cases: int, first: int = 0) -> Iterator[Case]:
    """Give so many cases, of the changes from seed `first` on."""
    return islice((case for seed in count(first) for case in cases_of(seed)), cases)


def run_campaign(
    cases: int, merge: Merge = merge_text, first: int = 0, *, with_git: bool = True
) -> Outcome:
    """Hold a merge to what is promised, case by case."""
    outcome = Outcome()
    for case in corpus(cases, first):
        verdict = judge(case, merge)
        outcome.cases += 1
        outcome.broken += case.broken
        outcome.edits.update(case.done)
        outcome.faults += [f"{fault}\n    {case.story}" for fault in verdict.faults]
        if case.broken:
            continue
        outcome.ours += verdict.clashed
        if with_git:
            conflicts, text = git_merge(case.base, case.yours, case.new)
            outcome.git += conflicts
            outcome.git_unreadable += not _parses(text)
    return outcome


def git_merge(base: bytes, yours: bytes, new: bytes) -> tuple[bool, bytes]:
    """Merge as git does; tell whether it found conflicts."""
    with tempfile.TemporaryDirectory(prefix="svcgen-git-merge-") as folder:
        paths = [Path(folder) / name for name in ("yours", "base", "new")]
        for path, text in zip(paths, (yours, base, new), strict=True):
            path.write_bytes(text)
        words = ["git", "merge-file", "-p", "-q", *map(str, paths)]
        done = subprocess.run(words, capture_output=True)
    assert done.returncode < 128, done.stderr
    return done.returncode > 0, done.stdout


def merge_as_git(
    path: str, base: bytes, yours: bytes, new: bytes, facts: MergeFacts
) -> TextMerge:
    """Merge as git does, and say nothing of conflicts: what the oracle has to find faulty."""
    del path, facts
    return TextMerge(git_merge(base, yours, new)[1])


def take_new(
    path: str, base: bytes, yours: bytes, new: bytes, facts: MergeFacts
) -> TextMerge:
    """Take the new text, whatever the owner did."""
    del path, base, yours, facts
    return TextMerge(new)


def take_yours(
    path: str, base: bytes, yours: bytes, new: bytes, facts: MergeFacts
) -> TextMerge:
    """Keep the owner's text, whatever the generator did."""
    del path, base, new, facts
    return TextMerge(yours)


def _parses(text: bytes) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def main() -> None:
    """Run it from the command line: cases, first seed."""
    cases, first = (*map(int, sys.argv[1:]), 0)[:2]
    outcome = run_campaign(cases, first=first)
    print("\n".join(outcome.faults[:40]))
    print(outcome.figures(), Counter(f[:24] for f in outcome.faults), outcome.edits)


if __name__ == "__main__":
    main()
