"""The campaign over all seeds: two workers, one report.

`SVCGEN_SCALE=proof python -m tests.property.hostile_campaign 1000` runs it at another size than `make proof` does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.property.hostile_mutants import MUTANTS
from tests.support.proof import record_proof

ROOT = Path(__file__).parents[2]
WORKERS = 2


@dataclass
class Outcome:
    """What all workers found together."""

    specs: int
    accepted: int = 0
    refused: int = 0
    texts: int = 0
    faults: list[str] = field(default_factory=list)
    sinks: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, int]:
        """Give what is kept as proof."""
        return {
            "specs": self.specs,
            "accepted": self.accepted,
            "refused with diagnostics": self.refused,
            "texts compared": self.texts,
            "kinds of sinks hit": len(self.sinks),
            "faults": len(self.faults),
        }


def run_campaign(specs: int, mutant: str = "", workers: int = WORKERS) -> Outcome:
    """Hold the seeds 0 to `specs` - 1 to what is promised, with one way of escaping broken if it is named."""
    outcome = Outcome(specs)
    with tempfile.TemporaryDirectory(prefix="svcgen-campaign-") as folder:
        running = [
            _start(number, workers, specs, (Path(folder), mutant))
            for number in range(workers)
        ]
        for number, worker in enumerate(running):
            _, said = worker.communicate()
            assert worker.returncode == 0, said[-3000:]
            report = json.loads((Path(folder) / str(number)).read_text())
            outcome.accepted += report["accepted"]
            outcome.refused += report["refused"]
            outcome.texts += report["texts"]
            outcome.faults += report["faults"]
            outcome.sinks.update(report["sinks"])
            outcome.types.update(report["types"])
    return outcome


def _start(
    number: int, step: int, specs: int, where: tuple[Path, str]
) -> subprocess.Popen[str]:
    folder, mutant = where
    words = [str(number), str(step), str(specs), str(folder / str(number))]
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.property.hostile_run",
            *words,
            *filter(None, [mutant]),
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )


def main() -> None:
    """Run so many specs, then every mutant, and keep the figures."""
    found = run_campaign(int(sys.argv[1]))
    killed = sum(bool(run_campaign(12, mutant).faults) for mutant in MUTANTS)
    figures = found.figures() | {"mutants": len(MUTANTS), "mutants killed": killed}
    record_proof("hostile-specs", seed=0, figures=figures)
    sys.stdout.write("\n".join(found.faults[:20]))


if __name__ == "__main__":
    main()
