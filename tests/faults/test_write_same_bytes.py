"""The same spec gives the same bytes: whatever the hash seed, the locale, the place, the order of folders."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from itertools import product
from pathlib import Path

from tests.faults.write_cases import SPEC, snapshot
from tests.support.proof import record_proof
from tests.support.scale import scale

SEEDS = ("0", "1", "2", "1000", "4294967295")
LOCALES = ("C", "C.UTF-8", "POSIX")
PLACES = ("a", "somewhere/else/with a space")
ALL = tuple(product(SEEDS, LOCALES, PLACES))
SOME = (("0", "C", PLACES[0]), ("4294967295", "C.UTF-8", PLACES[1]))
SHUFFLED = """\
import os, random, sys
chance = random.Random(sys.argv.pop(1))
real_scandir, real_listdir = os.scandir, os.listdir
class Shuffled:
    def __init__(self, entries):
        self.entries = list(entries)
        chance.shuffle(self.entries)
        self.left = iter(self.entries)
    def __iter__(self): return self
    def __next__(self): return next(self.left)
    def __enter__(self): return self
    def __exit__(self, *error): pass
    def close(self): pass
def listdir(*args):
    names = real_listdir(*args)
    chance.shuffle(names)
    return names
os.scandir = lambda *args: Shuffled(real_scandir(*args))
os.listdir = listdir
from svcgen.cli.main import main
main()
"""
MORE = """\
  Shelf:
    description: Where books stand.
    plural: shelves
    fields:
      label: {type: string, max_length: 40}
    operations: {create: {roles: [editor], http: true}, get: {public: true, http: true}}
commands: {do_a: {package: DO_A}, do_b: {package: DO_B}, do_c: {package: DO_C}}
packages: {DO_A: 2001, DO_B: 2002, DO_C: 2003}
"""


def run(root: Path, environment: dict[str, str], shuffle: str) -> None:
    """Make a service, let its spec ask for more, generate twice; the second run writes nothing."""
    root.parent.mkdir(parents=True)
    (root.parent / "spec.yaml").write_text(SPEC)
    command(root.parent, environment, shuffle, "new", "shop", "--spec", "spec.yaml", "--no-git", "-o", str(root))  # fmt: skip
    (root / "service.yaml").write_text(SPEC + MORE)
    command(root, environment, shuffle, "generate")
    times = {path: path.stat().st_mtime_ns for path in written(root)}
    command(root, environment, shuffle + "1", "generate")
    assert {path: path.stat().st_mtime_ns for path in written(root)} == times


def written(root: Path) -> list[Path]:
    """Every file and folder but the lock of the run, and the folder that it lies in."""
    own = root / ".svcgen"
    return [path for path in root.rglob("*") if path not in (own, own / "lock-file")]


def command(folder: Path, environment: dict[str, str], *words: str) -> None:
    """Run `svcgen` where folders are listed in another order each time."""
    done = subprocess.run(
        [sys.executable, "-c", SHUFFLED, *words],
        cwd=folder,
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def digest(root: Path) -> str:
    """One digest of all files; the wheel is the runtime library's, built anew by each process."""
    whole = sha256()
    for path, text in snapshot(root).items():
        if not path.startswith("vendor/"):
            whole.update(f"{path}\0{len(text)}\0".encode() + text)
    return whole.hexdigest()


def test_one_digest_of_all_runs(tmp_path: Path) -> None:
    """Hash seeds, locales, two places and shuffled folders: one digest, and a second run changes no mtime."""
    digests: dict[str, str] = {}
    for number, (seed, locale, place) in enumerate(scale(SOME, ALL)):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale}
        root = tmp_path / place / f"{number}" / "shop"
        run(root, environment, str(number))
        digests[f"{seed} {locale} {root}"] = digest(root)
    assert len(set(digests.values())) == 1, digests
    record_proof(
        "write-same-bytes", seed=None, figures={"runs": len(digests), "digests": 1}
    )
