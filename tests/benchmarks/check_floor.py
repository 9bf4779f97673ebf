"""P3: a clean `svcgen check` beside a floor that only hashes, interleaved in one run.

python tests/benchmarks/check_floor.py [ENTITIES ...]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.lock import Lock
from svcgen.artifacts.policy import WritePolicy
from svcgen.merge import merge_tree
from svcgen.write import open_tree

ROUNDS = 7
FILES_OF_AN_ENTITY = 7
SHARED_OF_AN_ENTITY = 3

FLOOR = """
import hashlib, sys
for path in open("paths.txt").read().split("\\n"):
    with open(path, "rb") as file:
        hashlib.sha256(file.read()).hexdigest()
"""
OURS = """
from svcgen.artifacts.lock import Lock
from svcgen.drift import check_tree
report = check_tree(".", Lock({"service.yaml": "0"}, "0", "0"), lambda: 1 / 0)
assert report.exit_code == 0 and sum(report.counts.values()) > 1
"""


def build(root: Path, entities: int) -> None:
    """Emit a tree of `entities` x 7 files of about 100 lines, 3 of them MERGE."""
    files = []
    for number in range(entities * FILES_OF_AN_ENTITY):
        shared = number % FILES_OF_AN_ENTITY < SHARED_OF_AN_ENTITY
        text = "".join(f"field_{number}_{line}: str = 'text'\n" for line in range(100))
        symbols = tuple(
            (f"Thing{number}.method{i}", f"/entities/{number}/{i}") for i in range(6)
        )
        files.append(
            RenderedFile(
                f"src/shop/part{number % FILES_OF_AN_ENTITY}/thing_{number}.py",
                WritePolicy.MERGE if shared else WritePolicy.OVERWRITE,
                text,
                "thing.py.jinja",
                (f"/entities/thing_{number}",),
                symbols,
            )
        )
    with open_tree(root) as tree:
        tree.write(merge_tree(files, {}, {}, {}), Lock({"service.yaml": "0"}, "0", "0"))
    paths = [str(path) for path in root.rglob("*.py")]
    (root / "paths.txt").write_text("\n".join([*paths, str(root / ".svcgen/manifest")]))


def seconds(program: str, root: Path) -> float:
    """Run a program of its own, wall time."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], cwd=root, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print medians and their ratio for each size."""
    for entities in map(int, sys.argv[1:] or ["100", "1000"]):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            start = time.perf_counter()
            build(root, entities)
            built = time.perf_counter() - start
            floor: list[float] = []
            ours: list[float] = []
            for _ in range(ROUNDS):
                floor.append(seconds(FLOOR, root))
                ours.append(seconds(OURS, root))
            low, high = statistics.median(floor), statistics.median(ours)
            print(
                f"check {entities:>5} entities: floor {low * 1000:6.1f} ms, "
                f"ours {high * 1000:6.1f} ms, ratio {high / low:.2f} (budget 1.50); "
                f"first write {built:.2f} s"
            )


if __name__ == "__main__":
    main()
