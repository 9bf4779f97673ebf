"""`svcgen apply PLAN`: do exactly what a plan says, or refuse because the tree moved."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from svcgen.cli.faults import add_folder, add_json, add_writing, workspace_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "plan", type=Path, metavar="PLAN", help="a file that svcgen plan -o wrote"
    )
    add_folder(parser)
    add_json(parser)
    add_writing(parser)


def run(args: argparse.Namespace) -> int:
    """Carry out a plan, and report what changed."""
    from svcgen.artifacts.plans import load_plan
    from svcgen.cli import console
    from svcgen.operations.plan import apply_plan

    workspace = workspace_of(args)
    plan = load_plan(args.plan.read_bytes())
    done = apply_plan(workspace, plan, dry_run=args.dry_run, wait=args.wait)
    if args.json:
        console.print_json(console.outcome_json(done.outcome, done.written))
        return plan.exit_code
    console.report_outcome(done.outcome, args.dry_run)
    for path, code, reason in plan.conflicts:
        sys.stderr.write(f"conflict[{code}]: {path}: {reason}\n")
    if done.written:
        sys.stdout.write("next: make test\n")
    return plan.exit_code
