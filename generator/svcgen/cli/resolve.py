"""`svcgen resolve`: settle conflicts, one by one, alike ones together, or all."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from svcgen.cli.faults import FAULTS, add_dry_run, add_folder, add_json, workspace_of

if TYPE_CHECKING:
    from svcgen.artifacts.outcome import Conflict
    from svcgen.operations.resolve import Chooser, Resolved

USAGE = 2
VERSION = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "targets",
        nargs="*",
        metavar="PATH[:UNIT]",
        help="a file with conflicts, or one unit in it; without --ours, --theirs or --edit they are listed",
    )
    side = parser.add_mutually_exclusive_group()
    for name, text in (
        ("ours", "keep your text"),
        ("theirs", "take the generator's text"),
        ("edit", "write a third text in $EDITOR, with both before you"),
    ):
        side.add_argument(
            f"--{name}", action="store_const", const=name, dest="side", help=text
        )
    parser.add_argument("--all", action="store_true", help="every conflict")
    parser.add_argument(
        "--like", metavar="ID", help="every conflict that the same change makes"
    )
    add_folder(parser)
    add_json(parser)
    add_dry_run(parser)


def run(args: argparse.Namespace) -> int:
    """Settle conflicts, or list them; exit 1 while some are left."""
    from svcgen.cli import console
    from svcgen.operations.resolve import (
        ResolveFault,
        Which,
        resolve,
        select,
        waiting_conflicts,
    )

    workspace = workspace_of(args)
    which = Which(tuple(args.targets), args.like, args.all)
    if sum(map(bool, (args.targets, args.like, args.all))) > 1:
        console.complain("name conflicts by PATH, by --like or by --all, not by two")
        return USAGE
    is_named = bool(args.targets or args.like or args.all)
    try:
        if args.side is None:
            waiting = waiting_conflicts(workspace)
            shown = select(waiting, which) if is_named else waiting
            return _list(shown, as_json=args.json)
        if not is_named:
            console.complain(
                f"--{args.side} of what? name a PATH, a PATH:UNIT, --like ID, or --all"
            )
            return USAGE
        done = resolve(workspace, which, _chooser(args.side), dry_run=args.dry_run)
    except ResolveFault as fault:
        console.complain(str(fault))
        return fault.exit_code
    if args.json:
        console.print_json(resolved_value(done, dry_run=args.dry_run))
    else:
        _report(done, dry_run=args.dry_run)
    return FAULTS if done.left else 0


def _chooser(side: str) -> Chooser:
    from svcgen.merge.settle import Side

    if side == "edit":
        from svcgen.cli.editor import edit_conflict

        return edit_conflict
    return lambda _: Side(side)


def _list(conflicts: Sequence[Conflict], *, as_json: bool) -> int:
    """List what waits; exit 1 when something does."""
    from svcgen.cli import console
    from svcgen.cli.conflicts import (  # fmt: skip
        conflict_value,
        next_step,
        report_conflicts,
        tell_next,
    )

    if as_json:
        found = [conflict_value(each) for each in conflicts]
        console.print_json(
            {
                "version": VERSION,
                "dry_run": True,
                "settled": [],
                "left": found,
                "changes": [],
                "written": [],
            }
        )
    elif conflicts:
        report_conflicts(conflicts, sys.stdout)
        tell_next(next_step(conflicts))
    else:
        sys.stdout.write("no conflict waits\n")
    return FAULTS if conflicts else 0


def _report(done: Resolved, *, dry_run: bool) -> None:
    from svcgen.cli import console
    from svcgen.cli.conflicts import next_step, tell_next

    would = "would be " if dry_run else ""
    for each in done.settled:
        unit = f": {each.unit}" if each.unit else ""
        mark = console.paint("settled", "green")
        sys.stdout.write(f"{would}{mark}: {each.place}{unit}\n")
    for change in done.outcome.changes:
        if dry_run or len(done.outcome.changes) <= 1:
            sys.stdout.write(console.coloured_diff(change.diff(), sys.stdout))
    if done.left:
        many = "conflict is" if len(done.left) == 1 else "conflicts are"
        sys.stdout.write(f"{len(done.left)} {many} left\n")
        tell_next(next_step(done.left))
    elif not dry_run and done.settled:
        tell_next("make test")


def resolved_value(done: Resolved, *, dry_run: bool) -> dict[str, object]:
    """Give the report as JSON values; its schema is schemas/resolve.schema.json."""
    from svcgen.cli.conflicts import conflict_value
    from svcgen.cli.console import changes_value

    return {
        "version": VERSION,
        "dry_run": dry_run,
        "settled": [conflict_value(each) for each in done.settled],
        "left": [conflict_value(each) for each in done.left],
        "changes": changes_value(done.outcome),
        "written": sorted(done.written),
    }
