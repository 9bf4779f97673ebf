"""`svcgen check`: tell whether the code has drifted from the spec; made for CI."""

from __future__ import annotations

import argparse
import sys

from svcgen.cli.faults import add_folder, workspace_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_folder(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "sarif", "junit"),
        default="text",
        help="how to report",
    )
    parser.add_argument(
        "--json",
        action="store_const",
        const="json",
        dest="format",
        help="the same as --format json",
    )


def run(args: argparse.Namespace) -> int:
    """Report drift with what heals it; exit 1 when there is any."""
    from svcgen.cli.progress import progress
    from svcgen.pipeline import check_drift

    workspace = workspace_of(args)
    with progress("checking"):
        report = check_drift(workspace)
    if args.format == "text":
        from svcgen.cli.drift_text import drift_text

        sys.stdout.write(drift_text(report))
    else:
        from svcgen.cli.drift_reports import render_drift

        sys.stdout.write(render_drift(report, args.format))
    return report.exit_code
