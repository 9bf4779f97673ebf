"""`svcgen explain CODE`: what a diagnostic means and what to do about it."""

from __future__ import annotations

import argparse
import sys

from svcgen.cli.faults import add_json

USAGE = 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "code", nargs="?", help="a code such as unknown-entity; all of them unless said"
    )
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Print a code's entry, or the list of codes."""
    from svcgen.cli.console import complain, paint, print_json
    from svcgen.diagnostics import nearest
    from svcgen.diagnostics.catalogue import EXPLAINED

    if args.code is None:
        if args.json:
            print_json(
                {name: str(code.severity) for name, code in sorted(EXPLAINED.items())}
            )
            return 0
        for name, code in sorted(EXPLAINED.items()):
            sys.stdout.write(f"{name:<32} {code.severity}\n")
        return 0
    if args.code not in EXPLAINED:
        meant = nearest(args.code, tuple(EXPLAINED))
        hint = f"; did you mean {meant}?" if meant else ""
        complain(f"there is no diagnostic {args.code[:60]!a}{hint}")
        return USAGE
    code = EXPLAINED[args.code]
    if args.json:
        print_json(
            {
                "code": code.name,
                "severity": str(code.severity),
                "message": code.message,
                "doc": code.doc,
            }
        )
        return 0
    sys.stdout.write(
        f"{paint(code.name, 'bold')} ({code.severity})\n\n{code.doc.strip()}\n"
    )
    return 0
