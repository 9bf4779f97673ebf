"""`svcgen status`: what waits, what you changed and since when, what moved under it, and what is next."""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING

from svcgen.cli.faults import add_folder, add_json, workspace_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from svcgen.operations.status import Edited, Status

VERSION = 1
MOST_EDITS = 40
_UNITS = ((86_400 * 365, "year"), (86_400 * 30, "month"), (86_400, "day"), (3_600, "hour"), (60, "minute"))  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_folder(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Report; exit 1 when something is to be done."""
    from svcgen.cli import console
    from svcgen.cli.progress import progress
    from svcgen.operations.status import look

    with progress("looking", quiet=args.json):
        status = look(workspace_of(args))
    if args.json:
        console.print_json(status_value(status))
    else:
        sys.stdout.write(status_text(status, time.time()))
    return status.exit_code


def status_text(status: Status, now: float) -> str:
    """Give the report: conflicts, edits with their age, drift, and one next step."""
    from svcgen.cli.console import paint

    lines: list[str] = []
    if status.conflicts:
        lines.append(paint("conflicts that wait", "bold"))
        lines += [
            f"  {paint(each.place, 'bold red')}  {each.unit or 'the whole file'}: {each.reason}"
            for each in status.conflicts
        ]
    if status.edits:
        lines += ["", paint("what you changed in shared files", "bold")]
        lines += _edit_lines(status.edits[:MOST_EDITS], now)
        more = len(status.edits) - MOST_EDITS
        lines += [f"  ... and {more} more"] if more > 0 else []
    waits = {each.path for each in status.conflicts}
    drift = [each for each in status.drift.findings if each.path not in waits]
    if drift:
        lines += ["", paint("drift", "bold")]
        lines += [f"  {paint(each.code, 'bold red')}  {each.path or 'the tree'}: {each.message}" for each in drift]  # fmt: skip
    if not lines:
        lines.append("nothing waits, and no shared file is edited")
    lines += ["", f"{paint('next', 'green')}: {next_step(status)}"]
    return "\n".join(lines).lstrip("\n") + "\n"


def _edit_lines(edits: Iterable[Edited], now: float) -> list[str]:
    from svcgen.cli.console import paint

    rows = [
        (
            f"{each.path}:{each.line}" if each.line else each.path,
            each.unit or "the whole file",
            each.state,
            "" if each.state == "removed" else age(each.since, now),
            (
                f"{each.moved} upstream change{'s' if each.moved > 1 else ''} since"
                if each.moved
                else ""
            ),
        )
        for each in edits
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[4] = paint(cells[4].rstrip(), "yellow") if row[4] else ""
        lines.append("  " + "  ".join(cells).rstrip())
    return lines


def age(since: int | None, now: float) -> str:
    """Say how long ago a commit was, in the greatest unit that fits."""
    if since is None:
        return "not committed"
    seconds = max(0, int(now - since))
    for size, unit in _UNITS:
        count = seconds // size
        if count:
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "just now"


def next_step(status: Status) -> str:
    """Say the one thing to do next."""
    from svcgen.cli.conflicts import next_step as settle

    if status.conflicts:
        return settle(status.conflicts)
    if status.drift.heals:
        return status.drift.heals[0]
    return "nothing; the code is in step with the spec"


def status_value(status: Status) -> dict[str, object]:
    """Give the report as JSON values; its schema is schemas/status.schema.json."""
    from svcgen.cli.conflicts import conflict_value
    from svcgen.cli.drift_reports import drift_json

    return {
        "version": VERSION,
        "conflicts": [conflict_value(each) for each in status.conflicts],
        "edits": [
            {
                "path": each.path,
                "unit": each.unit or None,
                "state": each.state,
                "line": each.line,
                "since": each.since,
                "moved": each.moved,
            }
            for each in status.edits
        ],
        "drift": drift_json(status.drift),
        "next": next_step(status),
    }
