"""`svcgen add KIND NAME ...`: write into the spec, generate, and say what to write next."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from svcgen.cli import add_arguments as arguments
from svcgen.cli.faults import FAULTS, add_folder, add_json, add_writing, workspace_of

if TYPE_CHECKING:
    from svcgen.operations.draft import Draft

USAGE = 2
Arguments = Callable[[argparse.ArgumentParser], None]


class Kind(NamedTuple):
    """What can be added: its help, its arguments, and the function that plans it."""

    help: str
    configure: Arguments
    module: str
    plan: str


KINDS: Mapping[str, Kind] = {
    "entity": Kind(
        "something the service keeps", arguments.entity, "add_plans", "plan_entity"
    ),
    "field": Kind("a field of an entity", arguments.field, "add_plans", "plan_field"),
    "enum": Kind("an enum", arguments.enum, "add_plans", "plan_enum"),
    "role": Kind("a role", arguments.role, "add_plans", "plan_role"),
    "message": Kind("a message", arguments.message, "add_plans", "plan_message"),
    "command": Kind(
        "a business operation", arguments.command, "add_plans", "plan_command"
    ),
    "push": Kind(
        "what is sent to WebSocket clients unasked",
        arguments.push,
        "add_plans",
        "plan_push",
    ),
    "schedule": Kind(
        "a clock that triggers a command",
        arguments.schedule,
        "add_plans",
        "plan_schedule",
    ),
    "handler": Kind(
        "what handles a message or a package",
        arguments.handler,
        "add_handlers",
        "plan_handler",
    ),
    "pkg-id": Kind(
        "a WebSocket package with its id",
        arguments.package,
        "add_handlers",
        "plan_package",
    ),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add a command for each kind, with its options."""
    kinds = parser.add_subparsers(
        dest="what", required=True, metavar="KIND", title="what can be added"
    )
    for name, kind in KINDS.items():
        aliases = ["package"] if name == "pkg-id" else []
        each = kinds.add_parser(
            name, aliases=aliases, help=kind.help, description=f"Add {kind.help}."
        )
        kind.configure(each)
        add_folder(each)
        add_json(each)
        add_writing(each)
        each.add_argument(
            "--no-generate", action="store_true", help="write the spec only"
        )


def run(args: argparse.Namespace) -> int:
    """Add, and report what changed; 1 when something stands in the way, 2 for wrong words."""
    from svcgen.cli.console import complain
    from svcgen.edit import EditFault
    from svcgen.operations.words import UsageFault

    args.what = "pkg-id" if args.what == "package" else args.what
    args.format = "json" if args.json else "text"
    try:
        return _add(args)
    except UsageFault as fault:
        complain(f"{fault}\n  svcgen add {args.what} --help tells more")
        return USAGE
    except EditFault as fault:
        hint = f"\n  {fault.hint}" if fault.hint else ""
        complain(f"{fault} [{fault.code}]; nothing was written{hint}")
        return FAULTS


def _add(args: argparse.Namespace) -> int:
    import importlib

    from svcgen.cli.add_report import report, report_value
    from svcgen.cli.console import print_json
    from svcgen.cli.progress import progress
    from svcgen.operations.add import How, add

    kind = KINDS[args.what]
    plan: Callable[[Draft, argparse.Namespace], str] = getattr(
        importlib.import_module(f"svcgen.cli.{kind.module}"), kind.plan
    )
    workspace = workspace_of(args)
    how = How(dry_run=args.dry_run, generate=not args.no_generate, wait=args.wait)
    with progress("adding", quiet=args.json):
        added = add(workspace, lambda draft: plan(draft, args), how)
    if args.json:
        print_json(report_value(args.what, added, workspace.root, how))
    else:
        report(args.what, added, workspace.root, how)
    return added.outcome.exit_code if added.checked.is_valid else FAULTS
