"""Drift inside files: what parsing of customised modules tells, and what a moved spec does to symbols."""

import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.lock import Lock
from svcgen.artifacts.outcome import MergeOutcome
from svcgen.cli.drift_reports import render_drift
from svcgen.cli.drift_text import drift_text
from svcgen.drift import Report, check_tree
from tests.behaviour.conflict_trees import (
    LOCK,
    MINE,
    SIDECAR,
    functions,
    generate,
    generated,
    preview,
    shared,
    texts,
)

NEWER = Lock({"service.yaml": "2" * 64}, "0.1.0", "1" * 64)
SCHEMAS = Path(__file__).parents[2] / "schemas"
APP = generated("from shop import mine as own\nfrom shop.mine import one\n\nprint(own.two, one)\n")  # fmt: skip
FIRST = functions(one=1, two=2, three=3)


def check(root: Path, *rendered: RenderedFile, lock: Lock = LOCK) -> Report:
    """Check; rendering is an error unless there is something to render."""

    def render() -> MergeOutcome:
        assert rendered, "rendered although the lock holds"
        return preview(root, *rendered)

    return check_tree(root, lock, render)


def found(report: Report) -> list[tuple[str, str, str]]:
    """The findings as code, path and unit."""
    return [(each.code, each.path, each.unit) for each in report.findings]


@pytest.fixture
def anchored(tmp_path: Path) -> Path:
    """A tree in which a file of the generator imports from a shared one."""
    generate(tmp_path, shared(FIRST), APP)
    return tmp_path


def test_anchors_stand_in_the_manifest(anchored: Path) -> None:
    """The row of a shared file has the names that files of the generator take from it, also by its module."""
    rows = (anchored / ".svcgen/manifest").read_text().splitlines()
    row = next(each for each in map(json.loads, rows) if each["path"] == MINE)
    assert row["anchors"] == ["one", "two"]


EDITS: dict[str, tuple[str, list[tuple[str, str, str]]]] = {
    "body": (functions(one="'x'", two=2, three=3), []),
    "own symbol": (functions(one=1, two=2, three=3, four=4), []),
    "removed symbol": (functions(one=1, two=2), []),
    "anchor renamed": (functions(uno=1, two=2, three=3), [("missing", MINE, "one")]),
    "attribute gone": (functions(one=1, three=3), [("missing", MINE, "two")]),
    "alias": (functions(uno=1, two=2) + "\n\none = uno\n", []),
    "syntax": ("def one(:\n", [("unparseable", MINE, "")]),
    "star": ("from os import *\n", []),
    "markers": ("<<<<<<< HEAD\n", [("unparseable", MINE, "")]),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_with_an_equal_lock(anchored: Path, name: str) -> None:
    """Hashes tell all but two things of a customised module: that it parses, and that its anchors are there."""
    text, expected = EDITS[name]
    (anchored / MINE).write_text(text)
    for _ in range(2):
        report = check(anchored)
        assert found(report) == expected
        assert report.exit_code == bool(expected)
        assert bool(report.heals) == bool(expected)


def test_a_sound_module_is_parsed_once(
    anchored: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next check remembers what parsing told, and parses anew when text or anchors changed."""
    parsed: list[bytes] = []

    def parse(text: bytes) -> None:
        parsed.append(text)

    (anchored / MINE).write_text(functions(one=11, two=2))
    assert check(anchored).exit_code == 0
    monkeypatch.setattr("svcgen.artifacts.bindings.parse_module", parse)
    assert check(anchored).exit_code == 0
    assert not parsed
    (anchored / MINE).write_text(functions(one=12, two=2, four=4))
    check(anchored)
    assert len(parsed) == 1
    monkeypatch.undo()
    assert check(anchored).exit_code == 0
    monkeypatch.setattr("svcgen.artifacts.bindings.parse_module", parse)
    more = generated(APP.text.replace("import one", "import one, two"))
    other = generated("from shop.mine import one, four\n", "src/shop/other.py")
    generate(anchored, shared(FIRST), more, other)
    parsed.clear()
    check(anchored)
    assert len(parsed) == 1


def test_a_tree_that_cannot_be_written_is_checked_all_the_same(anchored: Path) -> None:
    """What is remembered is of no consequence: neither a link nor an old cache leads a check astray."""
    (anchored / MINE).write_text(functions(two=2))
    outside = anchored.parent / "outside"
    outside.mkdir()
    (anchored / ".svcgen/cache").symlink_to(outside)
    assert found(check(anchored)) == [("missing", MINE, "one")]
    assert not list(outside.iterdir())
    (anchored / ".svcgen/cache").unlink()
    (anchored / ".svcgen/cache").mkdir()
    (anchored / ".svcgen/cache/sound").write_bytes(os.urandom(500))
    assert found(check(anchored)) == [("missing", MINE, "one")]


def test_a_lost_anchor_comes_back(anchored: Path) -> None:
    """A name that files of the generator import is restored by generate, beside what the owner wrote."""
    (anchored / MINE).write_text(functions(two=2, four="'own'"))
    generate(anchored, shared(FIRST), APP)
    text = (anchored / MINE).read_text()
    assert "def one" in text
    assert "'own'" in text
    assert check(anchored).exit_code == 0


SYMBOLS: dict[str, tuple[str, str, list[tuple[str, str, str]]]] = {
    "stale": (
        functions(one="'mine'", two=2, three=3),
        functions(one=1, two=22, three=3),
        [("stale", MINE, "two")],
    ),
    "caught-up": (
        functions(one="'mine'", two=22, three=3),
        functions(one=1, two=22, three=3),
        [("caught-up", MINE, "two")],
    ),
    "orphan": (
        functions(one="'mine'", two=2, three=3),
        functions(one=1, two=2),
        [("orphan", MINE, "three")],
    ),
    "orphan-edited": (
        functions(one=1, two=2, three="'mine'"),
        functions(one=1, two=2),
        [("orphan-edited", MINE, "three")],
    ),
    "gone": (
        functions(one="'mine'", two=2),
        functions(one=1, two=2),
        [("gone", MINE, "three")],
    ),
    "diverged": (
        functions(one=1, two="'mine'", three=3),
        functions(one=1, two=22, three=3),
        [("diverged", MINE, "two")],
    ),
    "diverged-removed": (
        functions(one=1, two=2),
        functions(one=1, two=2, three=33),
        [("diverged-removed", MINE, "three")],
    ),
    "new": (
        functions(one="'mine'", two=2, three=3),
        functions(one=1, two=2, three=3, four=4),
        [("stale", MINE, "four")],
    ),
}


@pytest.mark.parametrize("name", SYMBOLS)
def test_a_symbol_when_the_spec_moved(anchored: Path, name: str) -> None:
    """Each state of a symbol in an edited file is told by its name, and one run of generate deals with it."""
    edited, new, expected = SYMBOLS[name]
    (anchored / MINE).write_text(edited)
    report = check(anchored, shared(new), APP, lock=NEWER)
    assert found(report) == [("spec-newer", "", ""), *expected]
    generate(anchored, shared(new), APP, lock=NEWER)
    waits = (anchored / SIDECAR).exists()
    after = check(anchored, lock=NEWER)
    told = [("conflicted", MINE, expected[0][2])] if waits else []
    assert found(after) == told


def test_a_conflict_is_told_by_hash_alone(anchored: Path) -> None:
    """A fresh clone with a committed record is not green, and nothing is rendered to know it."""
    (anchored / MINE).write_text(functions(one=1, two="'mine'", three=3))
    generate(anchored, shared(functions(one=1, two=22, three=3)), APP)
    report = check(anchored)
    (finding,) = report.findings
    assert (finding.code, finding.unit, finding.line) == ("conflicted", "two", 5)
    assert report.heals == ("svcgen resolve",)
    (anchored / MINE).write_text(functions(one=1, two=22, three=3))
    assert found(check(anchored)) == [("conflicted", MINE, "two")] or found(
        check(anchored)
    ) == [("conflicted", MINE, "")]


def test_formatting_changes_no_state(anchored: Path) -> None:
    """Quotes, commas and blank lines are no edit of a symbol, also when the spec moved."""
    laid_out = FIRST.replace("return 1", "return (1)").replace("\n\n\ndef", "\n\ndef")
    (anchored / MINE).write_text(laid_out)
    report = check(anchored, shared(functions(one=1, two=2, three=33)), APP, lock=NEWER)
    assert found(report) == [("spec-newer", "", ""), ("stale", MINE, "")]


def _formats(root: Path) -> dict[str, Report]:
    clean = check(root)
    (root / MINE).write_text(functions(one=1, two="'mine'", three=3))
    generate(root, shared(functions(one=1, two=22, three=3)), APP)
    (root / "src/shop/app.py").write_text("x = '<&>'\n")
    return {"clean": clean, "drift": check(root)}


def test_reports_for_programs(anchored: Path) -> None:
    """JSON follows its schema; GitHub, SARIF and JUnit name the file, the line, the code and the heal."""
    reports = _formats(anchored)
    schema = json.loads((SCHEMAS / "check.schema.json").read_text())
    for report in reports.values():
        jsonschema.validate(json.loads(render_drift(report, "json")), schema)
    drift = reports["drift"]
    github = render_drift(drift, "github").splitlines()
    assert github[1].startswith(f"::error file={MINE},line=5,")
    assert "title=conflicted::two: " in github[1]
    sarif = json.loads(render_drift(drift, "sarif"))["runs"][0]
    assert [each["ruleId"] for each in sarif["results"]] == ["generated-edited", "conflicted"]  # fmt: skip
    assert all("What heals it" in rule["help"]["text"] for rule in sarif["tool"]["driver"]["rules"])  # fmt: skip
    suite = ET.fromstring(render_drift(drift, "junit"))[0]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "2")
    failures = [case[0] for case in suite]
    assert [each.get("type") for each in failures] == ["generated-edited", "conflicted"]
    assert "svcgen resolve" in (failures[1].text or "")
    suite = ET.fromstring(render_drift(reports["clean"], "junit"))[0]
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")
    assert render_drift(reports["clean"], "github") == ""


def test_junit_holds_whatever_a_path_holds(anchored: Path) -> None:
    """Signs that XML cannot hold do not break the report."""
    row = (anchored / ".svcgen/manifest").read_text().splitlines()[0]
    odd = row.replace("src/shop/app.py", "src/a\\u0001<&'.py")
    with (anchored / ".svcgen/manifest").open("a") as manifest:
        manifest.write(f"{odd}\n")
    suite = ET.fromstring(render_drift(check(anchored), "junit"))[0]
    assert suite.get("failures") == "1"


def test_text_tells_the_place_and_the_heal(anchored: Path) -> None:
    """A person reads one line a finding, and the commands once each."""
    text = drift_text(_formats(anchored)["drift"])
    assert f"{MINE}:5: conflicted: two: " in text
    assert text.count("heal: ") == 2


Harm = Callable[[Path], object]
HARMS: dict[str, Harm] = {
    "no sidecar": lambda root: (root / SIDECAR).write_text("no json"),
    "no base": lambda root: (root / f".svcgen/base/{MINE}").unlink(),
}


@pytest.mark.parametrize("name", HARMS)
def test_a_damaged_tree_is_still_drift(anchored: Path, name: str) -> None:
    """Damage of what svcgen keeps never turns a conflict green, and a check writes nothing but its cache."""
    (anchored / MINE).write_text(functions(one=1, two="'mine'", three=3))
    generate(anchored, shared(functions(one=1, two=22, three=3)), APP)
    HARMS[name](anchored)
    before = texts(anchored)
    assert check(anchored).exit_code == 1
    assert texts(anchored) == before
