"""`svcgen undo`: take back what the last command wrote, and again the one before."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from svcgen.cli.faults import add_dry_run, add_folder, add_json, folder_of

if TYPE_CHECKING:
    from svcgen.operations.undo import Undone
    from svcgen.write.history import Entry

VERSION = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_folder(parser)
    parser.add_argument(
        "--list", action="store_true", help="list what can be undone, the last first"
    )
    add_json(parser)
    add_dry_run(parser)


def run(args: argparse.Namespace) -> int:
    """Undo, or list what can be undone."""
    from svcgen.cli import console
    from svcgen.operations.undo import undo

    root = folder_of(args)
    if args.list:
        return show_history(root, as_json=args.json)
    done = undo(root, dry_run=args.dry_run)
    if args.json:
        console.print_json(report_value(done, dry_run=args.dry_run))
    else:
        report(done, dry_run=args.dry_run)
    return 0


def show_history(root: Path, *, as_json: bool) -> int:
    """List the commands that can be undone."""
    from svcgen.cli import console
    from svcgen.operations.undo import list_history

    entries = list_history(root)
    if as_json:
        value = [entry_value(entry) for entry in entries]
        console.print_json({"version": VERSION, "history": value})
        return 0
    for entry in entries:
        sys.stdout.write(
            f"{entry.number:>4}  {entry.time}  {len(entry.steps):>4} files  svcgen {entry.command}\n"
        )
    if not entries:
        sys.stdout.write("nothing to undo\n")
    return 0


def entry_value(entry: Entry) -> dict[str, object]:
    """Give an entry for a report in JSON."""
    return {
        "number": entry.number,
        "command": entry.command,
        "time": entry.time,
        "paths": [step.path for step in entry.steps],
    }


def report_value(done: Undone, *, dry_run: bool) -> dict[str, object]:
    """Give the report as JSON values; its schema is schemas/undo.schema.json."""
    return {
        "version": VERSION,
        "dry_run": dry_run,
        "undone": entry_value(done.entry),
        "merged": list(done.merged),
        "kept": [{"path": kept.path, "attic": kept.attic} for kept in done.kept],
        "written": sorted(done.written),
    }


def report(done: Undone, *, dry_run: bool) -> None:
    """Show the tree of what changed, and where edits went that did not go with it."""
    from svcgen.cli import console

    marks: dict[str, str] = {}
    for edit in done.edits:
        if not edit.path.startswith(".svcgen/"):
            kind = "update" if edit.after is not None else "delete"
            mark, style = console.MARKS["create" if edit.before is None else kind]
            marks[edit.path] = console.paint(mark, style)
    lines = console.tree_lines(marks)
    shown = lines if len(lines) <= 60 else [*lines[:55], f"  ... {len(lines)} in all"]
    would = "would be " if dry_run else ""
    sys.stdout.write("".join(f"{line}\n" for line in shown))
    sys.stdout.write(f"{would}undone: svcgen {done.entry.command}\n")
    if done.merged:
        sys.stdout.write(f"your edits stay in: {', '.join(done.merged)}\n")
    for kept in done.kept:
        sys.stdout.write(
            f"your edits of {kept.path} do not go with the text before: they are in {kept.attic}\n"
        )
