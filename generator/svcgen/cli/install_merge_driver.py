"""`svcgen install-merge-driver`: let git merge the service's files by symbol."""

from __future__ import annotations

import argparse
import sys

from svcgen.cli.faults import add_dry_run, add_folder, workspace_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_folder(parser)
    add_dry_run(parser)
    parser.add_argument(
        "--uninstall", action="store_true", help="take the driver out again"
    )


def run(args: argparse.Namespace) -> int:
    """Install or take out; tell what was done. Raises NoRepository."""
    from svcgen.operations.install_driver import install_driver, uninstall_driver

    workspace = workspace_of(args)
    would = "would be " if args.dry_run else ""
    if args.uninstall:
        uninstall_driver(workspace, dry_run=args.dry_run)
        sys.stdout.write(f"the merge driver {would or 'is '}taken out\n")
        return 0
    lines = install_driver(workspace, dry_run=args.dry_run)
    sys.stdout.write(
        f"{would}set: git config merge.svcgen (this clone only)\n"
        f"{would}written: .gitattributes (commit it; where no driver is set up, git merges as ever)\n"
    )
    sys.stdout.write("".join(f"  {line}\n" for line in lines))
    return 0
