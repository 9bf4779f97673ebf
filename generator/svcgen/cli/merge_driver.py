"""`svcgen merge-driver %O %A %B %P`: what git calls to merge a file; see install-merge-driver."""

from __future__ import annotations

import argparse
from pathlib import Path

CONFLICTS = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments, as git gives them."""
    parser.add_argument("base", type=Path, help="%%O: what both branches began from")
    parser.add_argument(
        "ours", type=Path, help="%%A: this branch's, and where the result goes"
    )
    parser.add_argument("theirs", type=Path, help="%%B: the other branch's")
    parser.add_argument("path", help="%%P: the path in the repository")


def run(args: argparse.Namespace) -> int:
    """Merge into the second file; exit 1 when conflicts are left in it."""
    from svcgen.operations.merge_driver import merge_files

    left = merge_files(args.base, args.ours, args.theirs, args.path)
    return CONFLICTS if left else 0
