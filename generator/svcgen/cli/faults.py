"""What every command has in common: its options, and faults as one message instead of a traceback."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from svcgen.artifacts.faults import TreeFault

if TYPE_CHECKING:
    from svcgen.workspace import Workspace

FAULTS, INTERNAL, REFUSED = 1, 4, 5
FORMATS = ("text", "json", "github", "sarif")


def guarded(run: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    """Run a command; a fault becomes one message and its exit code, never a traceback."""
    from svcgen.cli.console import complain
    from svcgen.pipeline import SpecFaulty
    from svcgen.resources import ResourceMissing
    from svcgen.workspace import WorkspaceFault

    try:
        return run(args)
    except SpecFaulty as fault:
        from svcgen.cli.console import report_diagnostics

        report_diagnostics(fault.checked, getattr(args, "format", "text"))
        return FAULTS
    except WorkspaceFault as fault:
        complain(str(fault))
        return FAULTS
    except TreeFault as fault:
        complain(str(fault))
        return fault.exit_code
    except ResourceMissing as fault:
        complain(str(fault))
        return INTERNAL
    except OSError as fault:
        complain(f"{fault.filename or ''}: {fault.strerror or fault}".lstrip(": "))
        return REFUSED
    except Exception as fault:
        if os.environ.get("SVCGEN_DEBUG"):
            raise
        complain(
            f"a fault of svcgen itself: {type(fault).__name__}: {str(fault)[:300]}\n"
            "  nothing was written; SVCGEN_DEBUG=1 shows where it comes from, and a report is welcome"
        )
        return INTERNAL


def add_folder(parser: argparse.ArgumentParser) -> None:
    """Add -C DIR."""
    parser.add_argument(
        "-C",
        "--directory",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the service's folder",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add --json, for commands that report."""
    parser.add_argument(
        "--json",
        action="store_true",
        help="report as JSON (svcgen schema tells its form)",
    )


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add --format and --json, for commands that report faults of the spec."""
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="how faults are reported"
    )
    parser.add_argument(
        "--json",
        action="store_const",
        const="json",
        dest="format",
        help="the same as --format json",
    )


def add_dry_run(parser: argparse.ArgumentParser) -> None:
    """Add --dry-run, for commands that write."""
    parser.add_argument(
        "-n",
        "--dry-run",
        action="store_true",
        help="show what would change and write nothing",
    )


def add_writing(parser: argparse.ArgumentParser) -> None:
    """Add --dry-run, --wait and --allow-dirty, for commands that write into a service."""
    add_dry_run(parser)
    parser.add_argument(
        "--wait",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="wait for another run to end",
    )
    parser.add_argument(
        "--allow-dirty",
        action="store_true",
        help="replace files of the generator even when git does not have the edits in them",
    )


def folder_of(args: argparse.Namespace) -> Path:
    """Give the folder that a command is about. Raises WorkspaceFault when there is none."""
    from svcgen.workspace import WorkspaceFault

    root: Path = args.directory
    if not root.is_dir():
        kind = "is no folder" if root.exists() else "is not there"
        raise WorkspaceFault(f"{root} {kind}; -C takes the folder of a service")
    return root


def workspace_of(args: argparse.Namespace) -> Workspace:
    """Give the service that a command is about. Raises WorkspaceFault when there is none."""
    from svcgen.workspace import find_workspace

    return replace(
        find_workspace(folder_of(args)),
        command=args.command_line,
        allow_dirty=getattr(args, "allow_dirty", False),
        as_new=getattr(args, "as_new", False),
    )
