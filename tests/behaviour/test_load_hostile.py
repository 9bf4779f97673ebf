"""Hostile files end in a clean diagnostic, fast and small, in a process of their own."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 1.0
MEGABYTES = 200

READ = """
import json, re, sys, time
from pathlib import Path
from svcgen.load import load_spec
from svcgen.diagnostics import has_errors
from svcgen.diagnostics.github_report import render_github
from svcgen.diagnostics.json_report import render_json
from svcgen.diagnostics.text_report import render_text
start = time.process_time()
loaded = load_spec([Path(sys.argv[1])])
read = time.process_time() - start
report = render_text(loaded.diagnostics[:50], loaded.document.texts)
render_json(loaded.diagnostics), render_github(loaded.diagnostics)
status = Path("/proc/self/status").read_text()
print(json.dumps({
    "codes": sorted({item.code for item in loaded.diagnostics}),
    "count": len(loaded.diagnostics),
    "errors": has_errors(loaded.diagnostics),
    "printable": all(line.isprintable() for line in report.split("\\n")),
    "seconds": read,
    # The peak of this process alone: ru_maxrss would count the parent that was forked.
    "megabytes": int(re.search("VmHWM:\\s*(\\d+)", status)[1]) / 1024,
}))
"""


def load_corpus() -> ModuleType:
    """Import tests/cases-hostile/corpus.py, whose folder is no package."""
    path = ROOT / "tests/cases-hostile/corpus.py"
    spec = importlib.util.spec_from_file_location("hostile_corpus", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CORPUS = load_corpus()
EXPECTED = {
    "empty": "empty-spec",
    "nul": "bad-encoding",
    "utf-16 little": "bad-encoding",
    "latin-1": "bad-encoding",
    "100 MB": "file-too-large",
    "12 MB": "file-too-large",
    "100,000 open lists": "yaml-too-deep",
    "five MiB of brackets": "yaml-too-deep",
    "alias ladder": "yaml-too-deep",
    "alias bomb": "yaml-alias",
    "recursive alias": "yaml-alias",
    "unknown alias": "yaml-alias",
    "merge bomb": "yaml-merge-key",
    "duplicate keys": "duplicate-key",
    "python object": "yaml-tag",
    "two documents": "yaml-several-documents",
    "tab": "yaml-tab",
    "wide list": "yaml-too-many-nodes",
    "many digits": "bad-number",
    "flow bracket": "yaml-flow-bracket",
    "list": "not-a-mapping",
    "line separator": "control-character",
    "folder": "empty-folder",
    "pipe": "unreadable-file",
    "endless device": "unreadable-file",
    "missing": "missing-file",
}


def read_alone(path: Path) -> dict[str, object]:
    """Load a spec in a new process; gives what it reports, or fails on a signal or traceback."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        cwd=path.parent,
    )
    assert done.returncode == 0, (done.returncode, done.stderr[-2000:])
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def check(name: str, found: dict[str, object]) -> None:
    """Hold what was reported to the limits."""
    assert found["errors"], name
    assert found["printable"], name
    assert isinstance(found["seconds"], float)
    assert isinstance(found["megabytes"], float)
    assert found["seconds"] <= SECONDS, (name, found)
    assert found["megabytes"] <= MEGABYTES, (name, found)
    codes = found["codes"]
    assert isinstance(codes, list)
    if name in EXPECTED:
        assert EXPECTED[name] in codes, (name, found)


@pytest.mark.parametrize("name", CORPUS.FILES)
def test_a_hostile_file_ends_in_a_clean_diagnostic(name: str, tmp_path: Path) -> None:
    """A hostile file costs at most a second and 200 MB and ends in a diagnostic."""
    path = tmp_path / "service.yaml"
    path.write_bytes(CORPUS.FILES[name])
    check(name, read_alone(path))


@pytest.mark.parametrize("name", CORPUS.PLACES)
def test_what_is_no_file_ends_in_a_clean_diagnostic(name: str, tmp_path: Path) -> None:
    """A folder, a pipe, a device or nothing at all is told apart and never waited for."""
    path = tmp_path / "service.yaml"
    CORPUS.PLACES[name](path)
    check(name, read_alone(path))


def test_five_thousand_faults_are_all_reported() -> None:
    """A spec of 1,000 entities with five faults each gives 5,000 diagnostics in half a second."""
    from svcgen.load import Source, load_sources
    from svcgen.load.loader import STAND_INS
    from svcgen.spec import ServiceSpec

    text = CORPUS.FILES["5,000 faults"].decode()
    times = []
    for _ in range(3):
        start = time.process_time()
        loaded = load_sources([Source("s.yaml", text)], ServiceSpec, STAND_INS)
        times.append(time.process_time() - start)
        assert len(loaded.diagnostics) >= 5000
    assert min(times) < 0.5, times
