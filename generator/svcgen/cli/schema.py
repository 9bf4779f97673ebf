"""`svcgen schema [NAME]`: the JSON Schema of the spec or of a report."""

from __future__ import annotations

import argparse
import sys

USAGE = 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "name",
        nargs="?",
        default="service",
        help="service (the spec), or a report; `list` lists them",
    )


def run(args: argparse.Namespace) -> int:
    """Print a schema."""
    from svcgen.cli.console import complain
    from svcgen.resources import find

    known = {
        path.name.removesuffix(".schema.json"): path
        for path in find("schemas").glob("*.schema.json")
    }
    if args.name == "list":
        sys.stdout.write("".join(f"{name}\n" for name in sorted(known)))
        return 0
    if args.name not in known:
        complain(
            f"there is no schema {args.name[:60]!a}; there are {', '.join(sorted(known))}"
        )
        return USAGE
    sys.stdout.write(known[args.name].read_text(encoding="utf-8"))
    return 0
