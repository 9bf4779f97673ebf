"""The merge of one Python text: each folder of tests/merges holds base, yours, new and what comes of them.

`SVCGEN_UPDATE=1 pytest tests/behaviour/test_merge_cases.py` writes what comes of them anew; review the diff.
`facts.json` (what is known beside the texts) is given; `expected.py` and `report.json` are compared.
"""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from svcgen.merge.python import merge_python
from svcgen.merge.units import MergeFacts, TextMerge, Unmergeable

CASES = Path(__file__).parents[1] / "merges"
SIDES = ("base", "yours", "new")
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())


def facts_of(case: Path) -> MergeFacts:
    """What a case knows beside its texts."""
    path = case / "facts.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    return MergeFacts(
        known.get("base_symbols", {}),
        known.get("new_symbols", {}),
        known.get("pending", {}),
        frozenset(known.get("anchors", ())),
    )


def merged(case: Path, base: str = "base.py", yours: str = "yours.py") -> TextMerge:
    """What comes of a case; one that cannot be merged is as it was, and the reason is a clash."""
    texts = [(case / name).read_bytes() for name in (base, yours, "new.py")]
    return merge_python(texts[0], texts[1], texts[2], facts_of(case))


def report(result: TextMerge | Unmergeable) -> str:
    """The clashes and states of a merge, as kept in a case."""
    if isinstance(result, Unmergeable):
        return json.dumps({"unmergeable": str(result)}, indent=2) + "\n"
    clashes = [
        {
            "unit": c.unit,
            "reason": c.reason,
            "base": c.base,
            "yours": c.yours,
            "new": c.new,
        }
        for c in result.clashes
    ]
    kept = {"clashes": clashes, "states": dict(result.states)}
    return json.dumps(kept, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_case_comes_out_as_kept(name: str) -> None:
    """Base, yours and new give the expected text, clashes and states, and the text is Python."""
    case = CASES / name
    result: TextMerge | Unmergeable
    try:
        result = merged(case)
        text = result.text
        ast.parse(text)
    except Unmergeable as reason:
        result, text = reason, (case / "yours.py").read_bytes()
    if os.environ.get("SVCGEN_UPDATE"):
        (case / "expected.py").write_bytes(text)
        (case / "report.json").write_text(report(result), encoding="utf-8")
    assert text == (case / "expected.py").read_bytes()
    assert report(result) == (case / "report.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_merge_settles(name: str) -> None:
    """Merging what came out once more, against the same base, changes nothing and says the same."""
    case = CASES / name
    if facts_of(case).new_symbols:
        return  # the names that they give the new text are those of yours by then
    try:
        first = merged(case)
    except Unmergeable:
        return
    again = merged(case, yours="expected.py")
    assert again.text == first.text
    assert [c.unit for c in again.clashes] == [c.unit for c in first.clashes]


@pytest.mark.parametrize(
    "words",
    [
        ["black", "--check"],
        [
            "ruff",
            "check",
            "--isolated",
            "--select=I",
            "--output-format=concise",
            "--config=lint.isort.known-first-party=['books', 'notes']",
        ],
    ],
    ids=lambda words: words[0],
)
def test_what_is_formatted_stays_formatted(words: list[str]) -> None:
    """Where base, yours and new are as black and the import rules of ruff want them, so is what comes of them."""
    done = subprocess.run(
        [sys.executable, "-m", *words, *map(str, sorted(CASES.glob("*/*.py")))],
        capture_output=True,
        text=True,
        timeout=120,
    )
    said = done.stdout + done.stderr
    clean = {name for name in NAMES if not any(f"{name}/{s}.py" in said for s in SIDES)}
    assert len(clean) > len(NAMES) / 2
    # a line with a comment is never rewritten, so the added name stands on a line of its own
    clean.discard("import-line-with-a-comment-stays")
    assert not [name for name in clean if f"{name}/expected.py" in said], said
