"""The benchmark of the generator runs and prints; how fast anything is decides nothing here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_benchmark_runs_and_prints() -> None:
    """Every part is measured once at one entity, without peers, and prints its figures."""
    words = ["--sizes", "1", "--rounds", "1", "--no-peers"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.generator", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "not measured:" not in done.stdout
    parts = ("--help", "cold generate", "no-op", "clean check", "add an entity")
    assert [part for part in parts if part not in done.stdout] == []
    assert "recorded, not measured in this run" in done.stdout
