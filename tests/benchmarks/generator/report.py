"""The figures as text: seconds, CPU, memory, and how many times the floor each is."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator, Sequence

from tests.benchmarks.generator.measure import Case
from tests.benchmarks.generator.recorded import ROWS
from tests.benchmarks.generator.sections import Section

WIDTH = 34


def head(rounds: int, sizes: Sequence[int], versions: Iterable[str]) -> str:
    """Tell what was run, and on what."""
    told = "\n".join(f"  {each}" for each in versions) or "  none"
    return (
        "svcgen beside a floor and beside its peers; whole processes, medians of "
        f"{rounds} interleaved rounds\nafter one that is not counted; sizes {list(sizes)}; "
        f"Python {platform.python_version()}, {os.cpu_count()} cores,\n"
        f"load {os.getloadavg()[0]:.1f} at the start. x floor compares CPU with CPU.\n\n"
        f"peers, installed for this run:\n{told}\n"
    )


def table(section: Section) -> str:
    """Give the lines of one section."""
    mine, bare = section.cases[0], _floor(section)
    lines = [f"\n{section.title}{_verdict(section, mine, bare)}"]
    lines.append(
        f"  {'':<{WIDTH}}{'wall s':>9}{'cpu s':>9}{'x floor':>9}{'x wall':>9}{'MB':>7}"
    )
    lines += [line for case in section.cases for line in _line(case, bare)]
    return "\n".join((*lines, *_each(section, bare)))


def _each(section: Section, bare: Case | None) -> Iterator[str]:
    """Tell what one emitted file costs, and one KB of text."""
    if not section.files:
        return
    size = section.kilobytes
    yield f"  {section.files:,} files are emitted, pristine texts among them, of {size:,.0f} KB"
    for case in (section.cases[0], bare):
        if case is not None and case.runs:
            file, kilobyte = case.cpu / section.files, case.cpu / size
            yield (
                f"  {case.name:<{WIDTH}}{file * 1e3:>9.3f} ms of CPU a file,"
                f" {kilobyte * 1e3:.3f} ms a KB"
            )


def _floor(section: Section) -> Case | None:
    found = [case for case in section.cases if "(floor)" in case.name and case.runs]
    return found[0] if found else None


def _line(case: Case, bare: Case | None) -> Iterator[str]:
    if not case.runs:
        yield f"  {case.name:<{WIDTH}} not measured: {case.fault}"
        return
    ratios = f"{'-':>9}{'-':>9}"
    if bare is not None:
        ratios = f"{case.cpu / bare.cpu:>9.2f}{case.wall / bare.wall:>9.2f}"
    once = "  (1 run)" if len(case.runs) == 1 else ""
    yield f"  {case.name:<{WIDTH}}{case.wall:>9.3f}{case.cpu:>9.3f}{ratios}{case.peak:>7.0f}{once}"


def _verdict(section: Section, mine: Case, bare: Case | None) -> str:
    """Tell what was wanted, and whether it is so on the wall and in CPU: they part when others work too."""
    if section.budget is None or not mine.runs:
        return ""
    wall, cpu, unit = mine.wall, mine.cpu, "s"
    if section.as_ratio:
        if bare is None:
            return ""
        wall, cpu, unit = wall / bare.wall, cpu / bare.cpu, "x floor"
    told = ", ".join(
        f"{name} {found:.2f} {'met' if found <= section.budget else 'MISSED'}"
        for name, found in (("wall", wall), ("cpu", cpu))
    )
    load = os.getloadavg()[0]
    return f"   [wanted <= {section.budget:g} {unit}: {told}; load {load:.0f}]"


def growth(done: Iterable[Section]) -> str:
    """Tell what ten times as many entities cost, and the highest peak."""
    cold = {s.title: s.cases[0] for s in done if s.title.startswith("cold")}
    small, large = (cold.get(f"cold generate, N = {n:,}") for n in (100, 1000))
    if small is None or large is None or not (small.runs and large.runs):
        return ""
    times, peak = large.cpu / small.cpu, large.peak
    return (
        f"\ngrowth from 100 to 1,000 entities: {times:.1f} x the CPU   "
        f"[wanted <= 10: {'met' if times <= 10 else 'MISSED'}]\n"
        f"peak memory at 1,000: {peak:.0f} MB   [wanted <= 120: {'met' if peak <= 120 else 'MISSED'}]"
    )


def recorded() -> str:
    """Give the figures that were not measured in this run."""
    rows = "\n".join(f"  {name:<20}{text}" for name, text in ROWS)
    return (
        "\nrecorded, not measured in this run (once, on 2 cores with Python 3.11 and "
        f"Node 20, other load unknown):\n{rows}"
    )
