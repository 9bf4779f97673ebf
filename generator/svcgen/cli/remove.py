"""`svcgen remove KIND NAME`: out of the spec and out of the code; what the owner wrote is kept aside."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from svcgen.cli.faults import FAULTS, add_folder, add_json, add_writing, workspace_of
from svcgen.cli.rename import add_name, read_name

if TYPE_CHECKING:
    from svcgen.operations.remove import Removed

USAGE = 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_name(parser, "what it is called")
    parser.add_argument(
        "--cascade",
        action="store_true",
        help="remove what refers to it, too, where it can go",
    )
    add_folder(parser)
    add_json(parser)
    add_writing(parser)


def run(args: argparse.Namespace) -> int:
    """Remove, and report what is gone and what was kept; 1 when something stands in the way."""
    from svcgen.cli.console import complain
    from svcgen.edit import EditFault
    from svcgen.operations.words import UsageFault

    try:
        return _remove(args)
    except UsageFault as fault:
        complain(f"{fault}\n  svcgen remove --help tells more")
        return USAGE
    except EditFault as fault:
        hint = f"\n  {fault.hint}" if fault.hint else ""
        complain(f"{fault} [{fault.code}]; nothing was written{hint}")
        return FAULTS


def _remove(args: argparse.Namespace) -> int:
    from svcgen.cli.console import print_json
    from svcgen.cli.progress import progress
    from svcgen.operations.remove import remove
    from svcgen.operations.remove_spec import Removal

    owner, name = read_name(args.kind, args.name)
    removal = Removal(args.kind, name, owner, args.cascade)
    workspace = workspace_of(args)
    with progress("removing", quiet=args.json):
        done = remove(workspace, removal, dry_run=args.dry_run, wait=args.wait)
    if args.json:
        print_json(report_value(done, dry_run=args.dry_run))
    else:
        report(done, dry_run=args.dry_run)
    return done.outcome.exit_code


def report(done: Removed, *, dry_run: bool) -> None:
    """Tell what is gone from the spec, what changed, and where the owner's text is kept."""
    from svcgen.cli import console

    if dry_run:
        for change in done.outcome.changes:
            if change.path in done.spec_files:
                sys.stdout.write(console.coloured_diff(change.diff(), sys.stdout))
    else:
        for path in done.gone:
            sys.stdout.write(f"gone from the spec: {'.'.join(path)}\n")
    if done.checked.diagnostics:
        console.report_diagnostics(done.checked, "text")
    console.report_outcome(done.outcome, dry_run)
    for origin, place in sorted(done.attic.items()):
        sys.stdout.write(f"what you wrote in {origin} is kept: {place}\n")
    if not dry_run:
        sys.stdout.write("next: make test\n")


def report_value(done: Removed, *, dry_run: bool) -> dict[str, object]:
    """Give the report as JSON values; its schema is schemas/remove.schema.json."""
    from svcgen.cli import console
    from svcgen.link.names import pointer

    removal = done.removal
    return {
        "version": 1,
        "kind": removal.kind,
        "owner": removal.owner or None,
        "name": removal.name,
        "dry_run": dry_run,
        "gone": [pointer(*path) for path in done.gone],
        "spec": {
            change.path: change.diff()
            for change in done.outcome.changes
            if change.path in done.spec_files
        },
        "attic": dict(done.attic),
        **console.outcome_json(done.outcome, done.written),
    }
