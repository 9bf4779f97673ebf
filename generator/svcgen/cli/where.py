"""`svcgen where SPEC:LINE`: everything that follows from a line of the spec."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from svcgen.cli.faults import add_folder, add_json, workspace_of
from svcgen.cli.why import inside, place, place_value

if TYPE_CHECKING:
    from svcgen.operations.why import Followed, Found

VERSION = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "place", type=place, metavar="SPEC:LINE", help="a line of the spec"
    )
    add_folder(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """List what follows from a line. Raises NoSuchPlace for one that is not there."""
    from svcgen.operations.why import open_provenance

    workspace = workspace_of(args)
    file, line = args.place
    with open_provenance(workspace) as provenance:
        found = provenance.where(inside(workspace.root, file), line)
    if args.json:
        from svcgen.cli.console import print_json

        print_json(where_value(found))
    else:
        _print(found)
    return 0


def where_value(found: Found) -> dict[str, object]:
    """Give the report as JSON values; its schema is schemas/where.schema.json."""

    def one(each: Followed) -> dict[str, object]:
        return {**each._asdict(), "symbol": each.symbol or None}

    return {
        "version": VERSION,
        "nodes": [place_value(each) for each in found.nodes],
        "places": [one(each) for each in found.places],
    }


def _print(found: Found) -> None:
    for at in found.nodes:
        sys.stdout.write(f"{at.file}:{at.line}  {at.pointer or '/'}\n")
    places = [f"{each.file}:{each.first}" for each in found.places]
    width = max(map(len, places), default=0)
    for where, each in zip(places, found.places, strict=True):
        sys.stdout.write(f"  {where:<{width}}  {each.symbol}".rstrip() + "\n")
    if not places:
        sys.stdout.write("  nothing follows from it\n")
