"""`svcgen diff`: show what generate would change."""

from __future__ import annotations

import argparse
import sys

from svcgen.cli.faults import add_folder, add_json, workspace_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_folder(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print the change as a unified diff; exit 1 when there is one."""
    from svcgen.cli import console
    from svcgen.cli.conflicts import report_conflicts, tell_next
    from svcgen.cli.progress import progress
    from svcgen.pipeline import generate

    workspace = workspace_of(args)
    with progress("comparing", quiet=args.json):
        outcome = generate(workspace, dry_run=True).outcome
    changed = [change for change in outcome.changes if change.kind.value != "keep"]
    if args.json:
        report = console.outcome_json(outcome, ())
        report["diffs"] = {change.path: change.diff() for change in changed}
        console.print_json(report)
    else:
        for change in changed:
            sys.stdout.write(console.coloured_diff(change.diff(), sys.stdout))
        report_conflicts(outcome.conflicts, sys.stdout)
        if changed or outcome.conflicts:
            tell_next("svcgen generate")
    return 1 if changed or outcome.conflicts else 0
