"""`svcgen generate`: bring the code in step with the spec."""

from __future__ import annotations

import argparse
import sys

from svcgen.cli.faults import (
    add_folder,
    add_json,
    add_writing,
    folder_of,
    workspace_of,
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_folder(parser)
    add_json(parser)
    add_writing(parser)
    parser.add_argument(
        "--rebase",
        action="store_true",
        help="merge shared files whose base under .svcgen is lost, unit by unit",
    )
    parser.add_argument(
        "--as-new",
        action="store_true",
        help="what looks renamed in the spec is new: the old code goes",
    )
    parser.add_argument(
        "--rollback",
        action="store_true",
        help="take back a run that was interrupted, and generate nothing",
    )


def run(args: argparse.Namespace) -> int:
    """Generate, and report what changed."""
    from svcgen.cli import console
    from svcgen.cli.conflicts import next_step, tell_next
    from svcgen.cli.progress import progress
    from svcgen.operations.branches import generate_met

    if args.rollback:
        return roll_back(args)
    workspace = workspace_of(args)
    with progress("generating", quiet=args.json):
        met = generate_met(
            workspace, dry_run=args.dry_run, wait=args.wait, rebase=args.rebase
        )
    done = met.generated
    for each in met.settled:
        sys.stderr.write(
            f"note: {each.name} has the package id {each.new} now: "
            f"{each.old} was given on both branches, and {each.keeper} keeps it\n"
        )
    if args.json:
        console.print_json(console.outcome_json(done.outcome, done.written))
        return done.outcome.exit_code
    told = recovered(done.recovered.way, done.recovered.command)
    if told:
        sys.stderr.write(f"note: {told}\n")
    if done.checked.diagnostics:
        console.report_diagnostics(done.checked, "text")
    console.report_outcome(done.outcome, args.dry_run)
    if done.outcome.conflicts:
        tell_next(next_step(done.outcome.conflicts))
    elif not args.dry_run and any(c.before != c.after for c in done.outcome.changes):
        sys.stdout.write("next: make test\n")
    return done.outcome.exit_code


def recovered(way: str, command: str) -> str:
    """Say what became of a run that was interrupted before; empty when there was none."""
    if way == "forward":
        return f"`svcgen {command}` was interrupted here; it was ended first"
    if way == "back":
        return (
            f"`svcgen {command}` was interrupted here; it was taken back first, "
            "as a file was edited since"
        )
    return ""


def roll_back(args: argparse.Namespace) -> int:
    """Take back an interrupted run, and say which."""
    from svcgen.cli import console
    from svcgen.operations.undo import roll_back_interrupted

    command = roll_back_interrupted(
        folder_of(args), dry_run=args.dry_run, wait=args.wait
    )
    if args.json:
        console.print_json({"taken_back": command})
    elif command is None:
        sys.stdout.write("nothing was interrupted here\n")
    else:
        would = "would be " if args.dry_run else ""
        sys.stdout.write(
            f"{would}taken back: svcgen {command}; the files are as they were before it\n"
        )
    return 0
