"""`svcgen list KIND`: what the service has, and with --check what it lacks."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from svcgen.cli.faults import FAULTS, add_folder, add_json, workspace_of

if TYPE_CHECKING:
    from svcgen.cli.listing_rows import Place, Row

KINDS = ("entities", "commands", "handlers", "schedules", "packages")
VERSION = 1
WIDE = 10_000
"""Columns of a table that nobody looks at: its rows are for other programs, one a line."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("kind", choices=KINDS, help="what to list")
    parser.add_argument(
        "--check", action="store_true", help="exit 1 when something is missing"
    )
    add_folder(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """List; with --check, exit 1 when a row has a gap. Raises SpecFaulty."""
    from svcgen.cli.listing_rows import ROWS, Sight
    from svcgen.pipeline import check_spec, link_spec

    args.format = "json" if args.json else "text"
    workspace = workspace_of(args)
    checked = check_spec(workspace)
    sight = Sight(link_spec(checked), checked.document, workspace.root)
    rows = list(ROWS[args.kind](sight))
    gaps = list(dict.fromkeys(gap for row in rows for gap in row.gaps))
    if args.json:
        from svcgen.cli.console import print_json

        print_json(list_value(args.kind, rows))
    else:
        _print_table(args.kind, rows)
        _print_gaps(gaps, check=args.check)
    return FAULTS if args.check and gaps else 0


def list_value(kind: str, rows: Sequence[Row]) -> dict[str, object]:
    """Give the report as JSON values; its schema is schemas/list.schema.json."""

    def place(of: Place | None) -> dict[str, object] | None:
        return None if of is None else {"file": of.file, "line": of.line}

    return {
        "version": VERSION,
        "kind": kind,
        "rows": [
            {
                "id": row.id,
                "name": row.name,
                "roles": row.roles,
                "transports": list(row.transports),
                "schema": row.schema,
                "command": row.command,
                "spec": place(row.spec),
                "code": place(row.code),
                "gaps": list(row.gaps),
            }
            for row in rows
        ],
    }


def _print_table(kind: str, rows: Sequence[Row]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from svcgen.cli.console import in_colour

    if not rows:
        sys.stdout.write(f"no {kind}\n")
        return
    cells = [_cells(row) for row in rows]
    used = [title for title in cells[0] if any(cell[title] for cell in cells)]
    table = Table(
        box=box.SIMPLE_HEAD if sys.stdout.isatty() else None,
        pad_edge=False,
        header_style="bold",
    )
    for title in used:
        table.add_column(
            title, overflow="fold", justify="right" if title == "id" else "left"
        )
    for cell in cells:
        table.add_row(*(Text(cell[title]) for title in used))
    width = None if sys.stdout.isatty() else WIDE
    Console(highlight=False, width=width, no_color=not in_colour(sys.stdout)).print(
        table
    )


def _cells(row: Row) -> dict[str, str]:
    return {
        "id": "" if row.id is None else str(row.id),
        "name": row.name,
        "roles": row.roles,
        "transports": ", ".join(row.transports),
        "schema": row.schema,
        "command": row.command or "",
        "spec": f"{row.spec.file}:{row.spec.line}",
        "code": f"{row.code.file}:{row.code.line}" if row.code else "",
    }


def _print_gaps(gaps: Sequence[str], *, check: bool) -> None:
    from svcgen.cli.console import paint

    stream = sys.stderr if check else sys.stdout
    for gap in gaps:
        stream.write(f"{paint('missing', 'yellow', stream)}: {gap}\n")
    if check and not gaps:
        sys.stdout.write("nothing is missing\n")
