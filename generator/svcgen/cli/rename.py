"""`svcgen rename KIND OLD NEW`: another name in the spec, the code and what the owner wrote."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from svcgen.cli.faults import FAULTS, add_folder, add_json, add_writing, workspace_of

if TYPE_CHECKING:
    from svcgen.operations.rename import Renamed
    from svcgen.operations.rename_spec import Renaming

USAGE = 2
KINDS = (
    "entity", "field", "command", "message", "package", "handler", "schedule", "enum",
    "role", "push",
)  # fmt: skip
SHOWN = 20
"""Words left to the owner that are listed one by one."""


def add_name(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the kind and the name of a part of the spec."""
    parser.add_argument(
        "kind", choices=KINDS, metavar="KIND", help=f"one of {', '.join(KINDS)}"
    )
    parser.add_argument("name", help=f"{what}; of a field ENTITY.field")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_name(parser, "what it is called now")
    parser.add_argument("new", help="what it is called then")
    parser.add_argument(
        "--wire",
        action="store_true",
        help="let names on the wire and in the database follow",
    )
    add_folder(parser)
    add_json(parser)
    add_writing(parser)


def run(args: argparse.Namespace) -> int:
    """Rename, and report what changed and what was left; 1 when something stands in the way."""
    from svcgen.cli.console import complain
    from svcgen.edit import EditFault
    from svcgen.operations.words import UsageFault

    try:
        return _rename(args)
    except UsageFault as fault:
        complain(f"{fault}\n  svcgen rename --help tells more")
        return USAGE
    except EditFault as fault:
        hint = f"\n  {fault.hint}" if fault.hint else ""
        complain(f"{fault} [{fault.code}]; nothing was written{hint}")
        return FAULTS


def _rename(args: argparse.Namespace) -> int:
    from svcgen.cli.console import print_json
    from svcgen.cli.progress import progress
    from svcgen.operations.rename import rename

    renaming = read_renaming(args)
    workspace = workspace_of(args)
    with progress("renaming", quiet=args.json):
        done = rename(workspace, renaming, dry_run=args.dry_run, wait=args.wait)
    if args.json:
        print_json(report_value(done, dry_run=args.dry_run))
    else:
        report(done, dry_run=args.dry_run)
    return done.outcome.exit_code


def name_forms() -> Mapping[str, Callable[[str], str]]:
    """Give, for each kind, what makes a name of a word in any usual form."""
    from svcgen.operations import words

    forms = {
        words.class_name: ("entity", "enum", "message"),
        words.command_name: ("command", "handler", "schedule"),
        words.package_name: ("package", "push"),
        words.field_name: ("field",),
        words.role_name: ("role",),
    }
    return {kind: form for form, kinds in forms.items() for kind in kinds}


def read_name(kind: str, text: str) -> tuple[str, str]:
    """Give the entity of a field (or nothing), and the name as it stands in the spec.

    Raises UsageFault.
    """
    from svcgen.operations.words import UsageFault

    owner, dot, name = text.rpartition(".")
    if kind == "field" and not (dot and owner):
        raise UsageFault(f"a field is named with its entity: ENTITY.{text}")
    return (owner, name) if kind == "field" else ("", text)


def read_renaming(args: argparse.Namespace) -> Renaming:
    """Read the words of the call. Raises UsageFault."""
    from svcgen.operations.rename_spec import Renaming
    from svcgen.operations.words import UsageFault

    owner, old = read_name(args.kind, args.name)
    written = args.new.removeprefix(f"{owner}.") if owner else args.new
    new = name_forms()[args.kind](written)
    if new == old:
        raise UsageFault(f"{old} is called so already")
    return Renaming(args.kind, old, new, owner, args.wire)


def report(done: Renamed, *, dry_run: bool) -> None:
    """Tell what changed, what moved, what migrations are to do, and what was left."""
    from svcgen.cli import console

    if dry_run:
        for change in done.outcome.changes:
            if change.path in done.spec_files:
                sys.stdout.write(console.coloured_diff(change.diff(), sys.stdout))
    console.report_outcome(done.outcome, dry_run)
    for row in done.database:
        sys.stdout.write(f"for the next migration: rename {_database(row)}\n")
    _report_left(done)
    if not dry_run:
        sys.stdout.write("next: make test\n")


def _report_left(done: Renamed) -> None:
    """Tell what was kept as it was, and the words that nothing decided."""
    for path, each in done.undecided:
        if not each.word:
            sys.stdout.write(f"{path}: {each.why}\n")
    left = [(path, each) for path, each in done.undecided if each.word]
    if left:
        sys.stdout.write("left as they are, for nothing decides what they mean:\n")
    for path, each in left[:SHOWN]:
        sys.stdout.write(f"  {path}:{each.line}: {each.word}: {each.why}\n")
    if len(left) > SHOWN:
        sys.stdout.write(f"  ... and {len(left) - SHOWN} more (--json lists all)\n")


def _database(row: tuple[str, ...]) -> str:
    if row[0] == "table":
        return f"table {row[1]} to {row[2]}"
    return f"column {row[2]} of {row[1]} to {row[3]}"


def report_value(done: Renamed, *, dry_run: bool) -> dict[str, object]:
    """Give the report as JSON values; its schema is schemas/rename.schema.json."""
    from svcgen.cli import console

    renaming = done.renaming
    return {
        "version": 1,
        "kind": renaming.kind,
        "owner": renaming.owner or None,
        "old": renaming.old,
        "new": renaming.new,
        "wire": renaming.wire,
        "dry_run": dry_run,
        "spec": {
            change.path: change.diff()
            for change in done.outcome.changes
            if change.path in done.spec_files
        },
        "moved": dict(done.moved),
        "database": [list(row) for row in done.database],
        "undecided": [
            {"path": path, "line": each.line, "word": each.word, "why": each.why}
            for path, each in done.undecided
        ],
        **console.outcome_json(done.outcome, done.written),
    }
