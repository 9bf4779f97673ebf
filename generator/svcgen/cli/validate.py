"""`svcgen validate`: tell every fault of the spec, of form and of meaning, at once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from svcgen.cli.faults import FAULTS, add_folder, add_format, workspace_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "spec",
        nargs="?",
        type=Path,
        help="a spec, or a folder of specs; that of the service unless said",
    )
    add_folder(parser)
    add_format(parser)


def run(args: argparse.Namespace) -> int:
    """Report faults and warnings; exit 1 when there is a fault."""
    from svcgen.cli.console import report_diagnostics
    from svcgen.diagnostics.text_report import summarise
    from svcgen.pipeline import check_spec, check_spec_files

    checked = (
        check_spec_files([args.spec])
        if args.spec is not None
        else check_spec(workspace_of(args))
    )
    report_diagnostics(checked, args.format)
    if args.format == "text" and checked.is_valid:
        sys.stdout.write(f"the spec is valid: {summarise(checked.diagnostics)}\n")
    return 0 if checked.is_valid else FAULTS
