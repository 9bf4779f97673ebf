"""`svcgen ts`: write the TypeScript client from the spec alone."""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from svcgen.cli.faults import FAULTS, add_folder, add_json, add_writing, workspace_of

if TYPE_CHECKING:
    from svcgen.workspace import Workspace

POLL = 0.3
CLIENT = "clients/typescript/"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_folder(parser)
    add_json(parser)
    add_writing(parser)
    parser.add_argument(
        "--watch",
        action="store_true",
        help="write again whenever the spec changes; Ctrl-C ends it",
    )
    parser.add_argument(
        "--stdout",
        action="store_true",
        help="print the client's files instead of writing them",
    )
    parser.add_argument(
        "--post-process",
        metavar="COMMAND",
        help="run this after writing; {folder} is the client's folder",
    )


def run(args: argparse.Namespace) -> int:
    """Write the client once, or whenever the spec changes."""
    code = write_client(args)
    while args.watch:
        workspace = workspace_of(args)
        before = workspace.lock().spec
        while workspace_of(args).lock().spec == before:
            time.sleep(POLL)
        code = write_client(args)
    return code


def write_client(args: argparse.Namespace) -> int:
    """Write or print the client's files; gives the exit code."""
    from svcgen.cli import console
    from svcgen.operations.client import generate_client
    from svcgen.pipeline import SpecFaulty

    workspace = workspace_of(args)
    try:
        write = not (args.stdout or args.dry_run)
        done = generate_client(workspace, write=write, wait=args.wait)
    except SpecFaulty as fault:
        if not args.watch:
            raise
        console.report_diagnostics(fault.checked, "text")
        return FAULTS
    if args.stdout:
        for file in done.files:
            sys.stdout.write(f"// {file.path}\n{file.text}\n")
        return 0
    if args.json:
        console.print_json({"written": sorted(done.written)})
    else:
        sys.stdout.write(
            f"{CLIENT}: {len(done.written)} of {len(done.files)} files written\n"
        )
    return (
        post_process(workspace, args.post_process)
        if args.post_process and not args.dry_run
        else 0
    )


def post_process(workspace: Workspace, command: str) -> int:
    """Run the owner's command, without a shell; {folder} is the client's folder."""
    from svcgen.cli.console import complain

    folder = str(workspace.root / CLIENT)
    words = [
        word.replace("{folder}", folder).replace("{file}", folder)
        for word in shlex.split(command)
    ]
    try:
        done = subprocess.run(words, check=False)  # noqa: S603
    except OSError as fault:
        complain(
            f"--post-process: {words[0]}: {(fault.strerror or str(fault)).lower()}"
        )
        return FAULTS
    if done.returncode:
        complain(f"--post-process: {words[0]} ended with exit code {done.returncode}")
    return FAULTS if done.returncode else 0
