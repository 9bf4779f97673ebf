"""`svcgen new NAME`: make a service that runs at once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from svcgen.cli.faults import add_dry_run, add_json

USAGE, FAULTS = 2, 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "name", help="the service's name: lower case, words joined by - or _"
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--spec", type=Path, metavar="FILE", help="begin with this spec"
    )
    source.add_argument(
        "--example",
        metavar="NAME",
        help="begin with an example: authors, tasks or flights",
    )
    parser.add_argument(
        "--template",
        metavar="URL",
        help="a skeleton of your own: a Copier template, a folder or a git URL",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help="the folder to make; ./NAME unless said",
    )
    parser.add_argument("--no-git", action="store_true", help="do not run git init")
    add_json(parser)
    add_dry_run(parser)


def run(args: argparse.Namespace) -> int:
    """Make the service and say what to type next."""
    from svcgen.cli import console
    from svcgen.cli.progress import progress
    from svcgen.operations.start import NewService, StartFault, start_service

    if not is_name(args.name):
        console.complain(
            f"{args.name[:60]!a} is no name for a service: lower case, words joined by - or _, as in book-shop"
        )
        return USAGE
    root: Path = args.output or Path(args.name)
    wanted = NewService(
        args.name,
        root,
        args.spec,
        args.example,
        args.template,
        git=not args.no_git,
        command=args.command_line,
    )
    try:
        with progress(f"making {args.name}", quiet=args.json):
            done = start_service(wanted, dry_run=args.dry_run)
    except StartFault as refused:
        console.complain(str(refused))
        return refused.exit_code
    if args.json:
        report = console.outcome_json(done.outcome, done.written)
        console.print_json({"root": str(root), **report})
        return 0
    if done.checked.diagnostics:
        console.report_diagnostics(done.checked, "text")
    created = sum(change.kind.value == "create" for change in done.outcome.changes)
    begun = args.example or args.spec or "a first spec"
    sys.stdout.write(told(root, created, begun, dry_run=args.dry_run))
    return 0


def is_name(name: str) -> bool:
    """Tell whether a service can be called so."""
    from svcgen.naming import CommandName, check_name, kebab_case, snake_case

    return check_name(CommandName, snake_case(name)) is None and name in (
        kebab_case(name),
        snake_case(name),
    )


def told(root: Path, created: int, begun: object, *, dry_run: bool) -> str:
    """Say what was made, and what to type next."""
    if dry_run:
        return f"{root}: {created} files would be made from {begun}\n"
    return (
        f"{root}: {created} files made from {begun}\n\nnext:\n  cd {root}\n"
        "  make test    its tests, over real sockets\n"
        "  make run     the service itself; Ctrl-C ends it\n"
    )
