"""`svcgen generate`: bring the code in step with the spec."""

from __future__ import annotations

import argparse
import sys

from svcgen.cli.faults import add_dry_run, add_folder, add_json, workspace_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_folder(parser)
    add_json(parser)
    add_dry_run(parser)
    parser.add_argument(
        "--rebase",
        action="store_true",
        help="merge shared files whose base under .svcgen is lost, unit by unit",
    )
    parser.add_argument(
        "--wait",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="wait for another run to end",
    )


def run(args: argparse.Namespace) -> int:
    """Generate, and report what changed."""
    from svcgen.cli import console
    from svcgen.pipeline import generate

    workspace = workspace_of(args)
    done = generate(workspace, dry_run=args.dry_run, wait=args.wait, rebase=args.rebase)
    if args.json:
        console.print_json(console.outcome_json(done.outcome, done.written))
        return done.outcome.exit_code
    if done.checked.diagnostics:
        console.report_diagnostics(done.checked, "text")
    console.report_outcome(done.outcome, args.dry_run)
    if done.outcome.conflicts:
        sys.stderr.write(
            "\nnext: bring the wanted lines over by hand, then run svcgen generate again\n"
        )
    elif done.written and not args.dry_run:
        sys.stdout.write("next: make test\n")
    return done.outcome.exit_code
