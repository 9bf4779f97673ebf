"""Measure the generator: `python -m tests.benchmarks.generator --help`."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.generator import peers, report
from tests.benchmarks.generator.measure import Case, run_interleaved
from tests.benchmarks.generator.sections import Section, make_world, sections

PROOF = Path(__file__).parents[3] / "docs" / "proof" / "bench-generator.txt"
PARTS = ("help", "cold", "noop", "check", "add", "ts", "diagnostics")


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.generator")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1, 10, 100, 1000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--no-peers", action="store_true", help="ours and the floor")
    parser.add_argument(
        "--beside", metavar="PROGRAM", help="another svcgen, as `before`"
    )
    parser.add_argument("--write", action="store_true", help=f"write {PROOF.name} too")
    return parser.parse_args()


def lines(args: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Measure, and give the report part by part."""
    found = peers.Peers({}, ()) if args.no_peers else peers.install()
    told = [*found.versions(), *(f"not there: {fault}" for fault in found.faults)]
    yield report.head(args.rounds, args.sizes, told)
    world = make_world(folder, found)
    done: list[Section] = []
    for number, section in enumerate(sections(world, args.sizes, args.only)):
        if args.beside:
            section.cases += before(section, args.beside)
        run_interleaved(
            section.cases, args.rounds, folder / f"runs-{number}", world.env
        )
        done.append(section)
        yield report.table(section)
    yield report.growth(done)
    yield report.recorded()


def before(section: Section, program: str) -> list[Case]:
    """Give our cases again with another svcgen, for before and after in one run."""

    def swapped(case: Case) -> Callable[[Path], Sequence[str]]:
        return lambda place: (program, *case.command(place)[1:])

    return [
        Case(f"before: {case.name}", swapped(case), case.prepare, case.codes)
        for case in section.cases
        if case.name.startswith("svcgen")
    ]


def main() -> None:
    """Print the report as it comes; with --write, keep it."""
    args = arguments()
    parts: list[str] = []
    with tempfile.TemporaryDirectory(prefix="svcgen-bench-") as folder:
        for part in lines(args, Path(folder)):
            print(part, flush=True)
            parts.append(part)
    if args.write:
        PROOF.parent.mkdir(parents=True, exist_ok=True)
        PROOF.write_text("\n".join(part for part in parts if part) + "\n")


main()
