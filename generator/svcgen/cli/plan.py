"""`svcgen plan`: write down what generate would do, for `svcgen apply`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from svcgen.cli.faults import add_folder, workspace_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_folder(parser)
    output = parser.add_mutually_exclusive_group()
    output.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write the plan to this file"
    )
    output.add_argument(
        "--json", action="store_true", help="print the plan (svcgen schema plan)"
    )


def run(args: argparse.Namespace) -> int:
    """Show the plan, and write it where it is asked for."""
    from svcgen.artifacts.plans import dump_plan
    from svcgen.cli import console
    from svcgen.cli.progress import progress
    from svcgen.operations.plan import plan_service

    workspace = workspace_of(args)
    with progress("planning", quiet=args.json):
        planned = plan_service(workspace)
    if args.json:
        sys.stdout.write(dump_plan(planned.plan))
        return planned.plan.exit_code
    if planned.checked.diagnostics:
        console.report_diagnostics(planned.checked, "text")
    console.report_outcome(planned.outcome, dry_run=True)
    if args.output is not None:
        args.output.write_text(dump_plan(planned.plan), encoding="utf-8")
        sys.stdout.write(f"next: svcgen apply {args.output}\n")
    return planned.plan.exit_code
