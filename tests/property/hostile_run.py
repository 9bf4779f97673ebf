"""One worker of the campaign: seeds in, a report out.

Run as a program: `python -m tests.property.hostile_run FIRST STEP PAST REPORT [MUTANT]`.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import cast

from tests.property.hostile_documents import document_sinks
from tests.property.hostile_mutants import MUTANTS, count_texts
from tests.property.hostile_pipeline import Pair, Refused, Tree, emit_pair
from tests.property.hostile_python import Sink, enum_values, hold, python_sinks
from tests.property.hostile_texts import restore
from tests.typescript.drive import SCRIPTS, run_node
from tests.typescript.toolchain import installed

BATCH = 100
"""So many accepted specs share a start of Python and one of Node."""
TWINS = 4
"""The contracts of one twin in so many are imported too."""
ROOT = Path(__file__).parents[2]
CLIENT = "clients/typescript/"
FIXED = f"{CLIENT}src/runtime/"
Values = dict[str, object]


@dataclass
class Report:
    """What a worker found; `faults` say which seed broke which promise."""

    accepted: int = 0
    refused: int = 0
    texts: int = 0
    seconds: float = 0.0
    faults: list[str] = field(default_factory=list)
    sinks: dict[str, int] = field(default_factory=dict)
    types: dict[str, int] = field(default_factory=dict)

    def hit(self, place: str, sink: Sink, words: dict[str, str]) -> None:
        """Count a sink, and hold it to the value that the spec has."""
        self.sinks[place] = self.sinks.get(place, 0) + 1
        self.texts += 1
        hold(Sink(place, sink.hostile, sink.plain), words)


def run(seeds: Sequence[int]) -> Report:
    """Hold every seed to what is promised."""
    report, began = Report(), time.monotonic()
    pairs: list[Pair] = []
    with count_texts(report.types):
        for seed in seeds:
            pair = attempt(seed, report)
            pairs += [pair] if pair is not None else []
            if len(pairs) == BATCH or seed == seeds[-1]:
                run_batch(pairs, report)
                pairs = []
    report.seconds = time.monotonic() - began
    return report


def attempt(seed: int, report: Report) -> Pair | None:
    """Emit a seed and compare all that can be compared here; None when it was refused."""
    with Noted(seed, report):
        try:
            pair = emit_pair(seed)
        except Refused:
            report.refused += 1
            return None
        report.accepted += 1
        compare(pair, report)
        return pair
    return None


@dataclass
class Noted:
    """Notes whatever a seed raises as a fault, so that the next seed has its turn."""

    seed: int
    report: Report

    def __enter__(self) -> None:
        """Begin with a seed."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(fault, Exception):
            return False
        said = "".join(traceback.format_exception(fault, limit=-4))
        self.report.faults.append(f"seed {self.seed}: {said[-2000:]}")
        return True


def compare(pair: Pair, report: Report) -> None:
    """Compare a tree with its twin, file by file, but for TypeScript."""
    assert pair.hostile.keys() == pair.plain.keys()
    for path, file in pair.hostile.items():
        twin = pair.plain[path].text
        if file.text == twin and not path.endswith(".ts"):
            # no text of the spec is in it, or it would have the twin's mark
            continue
        if path.endswith(".py"):
            compile(file.text, path, "exec", dont_inherit=True)
            found = python_sinks(file.text, twin)
        elif path.endswith(".ts"):
            continue
        else:
            found = document_sinks(path, file.text, twin)
        for sink in found:
            report.hit(f"{file.template}: {sink.place}", sink, pair.words)


def run_batch(pairs: list[Pair], report: Report) -> None:
    """Import the contracts, and run the clients."""
    if not pairs:
        return
    with tempfile.TemporaryDirectory(prefix="svcgen-hostile-") as folder:
        check_imports(pairs, Path(folder) / "python.json", report)
        check_clients(pairs, Path(folder) / "typescript.json", report)


def check_imports(pairs: list[Pair], batch: Path, report: Report) -> None:
    """Import contracts under an audit hook: the events and the values of the twin's, no canary.

    One twin in four is imported too; the others may have no kind of event that no twin had. What
    their literals are is compared without importing them.
    """
    watched = pairs[::TWINS]
    trees = [dict(_contracts(pair.hostile)) for pair in pairs]
    trees += [dict(_contracts(pair.plain)) for pair in watched]
    batch.write_text(json.dumps(trees))
    words = [sys.executable, "-m", "tests.property.hostile_imports", str(batch)]
    results = cast("list[Values]", json.loads(_run(words)))
    twins = {p.seed: r for p, r in zip(watched, results[len(pairs) :], strict=True)}
    known = {event for twin in twins.values() for event in _events(twin)}
    for pair, found in zip(pairs, results, strict=False):
        with Noted(pair.seed, report):
            assert not found.get("fault"), found["fault"]
            assert not found["canary"], "the canary is set"
            assert _events(found) <= known, _events(found) - known
            if pair.seed in twins:
                wanted = restored(twins[pair.seed], pair.words)
                assert found == wanted, _difference(found, wanted)


def _events(found: Values) -> set[str]:
    """Give the kinds of events; the names of the tree's own modules are all one."""
    events = cast("dict[str, int]", found.get("events", {}))
    return {event.partition(" bookshop")[0] for event in events}


def _run(words: list[str]) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    return subprocess.run(
        words, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout


def _contracts(tree: Tree) -> Iterator[tuple[str, str]]:
    for path, file in tree.items():
        inside = "/contract/" in path and path.endswith(".py")
        if inside or path.endswith("/__init__.py"):
            name = path.removeprefix("src/").removesuffix(".py").replace("/", ".")
            yield name, file.text


def check_clients(pairs: list[Pair], batch: Path, report: Report) -> None:
    """Parse and run the clients: the same trees, no canary, and the values that Python has."""
    trees = [
        {"hostile": _client(pair.hostile), "plain": _client(pair.plain)}
        for pair in pairs
    ]
    batch.write_text(json.dumps(trees))
    results = cast(
        "list[Values]",
        json.loads(run_node(SCRIPTS / "hostile_batch.mjs", {"BATCH": str(batch)})),
    )
    for pair, result in zip(pairs, results, strict=True):
        try:
            check_client(pair, result, report)
        except AssertionError as fault:
            report.faults.append(f"seed {pair.seed}, client: {str(fault)[:1500]}")


def check_client(pair: Pair, result: Values, report: Report) -> None:
    """Hold what Node saw of a client to what is promised."""
    assert not result["fault"], result["fault"]
    assert not result["canary"], "the canary is set"
    for path, place, hostile, plain in cast("list[list[str]]", result["sinks"]):
        template = pair.hostile[CLIENT + path].template
        report.hit(f"{template}: {place}", Sink(place, hostile, plain), pair.words)
    hostile_values, plain_values = cast("list[dict[str, Values]]", result["values"])
    types = hostile_values["src/types.ts"]
    assert types == restored(plain_values["src/types.ts"], pair.words)
    enums = pair.hostile.get("src/bookshop/contract/enums.py")
    for name, members in enum_values(enums.text if enums else "").items():
        assert types[name] == members, (types[name], members)


def _client(tree: Tree) -> dict[str, str]:
    return {
        path.removeprefix(CLIENT): file.text
        for path, file in tree.items()
        if path.endswith(".ts") and not path.startswith(FIXED)
    }


def restored(value: object, words: dict[str, str]) -> Values:
    """Put the hostile words into all texts of a twin's values."""

    def walk(node: object) -> object:
        if isinstance(node, str):
            return restore(node, words)
        if isinstance(node, dict):
            return {walk(key): walk(item) for key, item in node.items()}
        return [walk(item) for item in node] if isinstance(node, list) else node

    return cast("Values", walk(value))


def _difference(one: object, two: object) -> str:
    if isinstance(one, dict) and isinstance(two, dict):
        keys = [key for key in {**one, **two} if one.get(key) != two.get(key)]
        return "; ".join(
            f"{key}: {_difference(one.get(key), two.get(key))}" for key in keys[:3]
        )
    return f"{one!r:.200} where {two!r:.200} is meant"


def main() -> None:
    """Run a share of the seeds, with a mutant where one is named, and write the report."""
    first, step, past = map(int, sys.argv[1:4])
    installed()
    # specs and trees are many small objects, and few of them are garbage
    gc.set_threshold(200_000, 50, 100)
    if len(sys.argv) > 5:
        MUTANTS[sys.argv[5]]()
    report = run(range(first, past, step))
    Path(sys.argv[4]).write_text(json.dumps(asdict(report)))


if __name__ == "__main__":
    main()
