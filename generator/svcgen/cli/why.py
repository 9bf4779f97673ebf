"""`svcgen why FILE:LINE`: what a line of the service follows from, and whose it is."""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from svcgen.cli.faults import add_folder, add_json, workspace_of

if TYPE_CHECKING:
    from svcgen.operations.why import Place, Traced

VERSION = 1
_PLACE = re.compile(r"(.+?):([0-9]{1,9})(?::[0-9]+)?")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "place", type=place, metavar="FILE:LINE", help="a line of the service's code"
    )
    add_folder(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Tell where a line comes from. Raises NoSuchPlace for one that is not there."""
    from svcgen.operations.why import open_provenance

    workspace = workspace_of(args)
    file, line = args.place
    with open_provenance(workspace) as provenance:
        traced = provenance.why(inside(workspace.root, file), line)
    if args.json:
        from svcgen.cli.console import print_json

        print_json(why_value(traced))
    else:
        sys.stdout.write("".join(f"{each}\n" for each in _lines(traced)))
    return 0


def place(text: str) -> tuple[str, int]:
    """Read FILE:LINE, and FILE:LINE:COLUMN as diagnostics write it."""
    found = _PLACE.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text[:80]!a} is not FILE:LINE")
    return found[1], int(found[2])


def inside(root: Path, file: str) -> str:
    """Give a path from the service's root; one that is named from elsewhere is found by where it is."""
    path = Path(file)
    if path.is_absolute() or ".." in path.parts or not (root / path).exists():
        with contextlib.suppress(ValueError):
            return path.resolve().relative_to(root.resolve()).as_posix()
    return path.as_posix()


def why_value(traced: Traced) -> dict[str, object]:
    """Give the report as JSON values; its schema is schemas/why.schema.json."""
    lines = traced.lines
    return {
        "version": VERSION,
        "file": traced.file,
        "line": traced.line,
        "author": traced.author,
        "policy": traced.policy or None,
        "symbol": traced.symbol or None,
        "spec": [place_value(each) for each in traced.spec],
        "template": (
            {
                "name": lines.template if lines else traced.template,
                "first": lines.first if lines else None,
                "last": lines.last if lines else None,
            }
            if traced.template
            else None
        ),
        "generator": traced.generator or None,
    }


def place_value(at: Place) -> dict[str, object]:
    """Give a node of the spec as JSON values."""
    return {"pointer": at.pointer, "file": at.file, "line": at.line}


def _lines(traced: Traced) -> Iterator[str]:
    symbol = f"  {traced.symbol}" if traced.symbol else ""
    yield f"{traced.file}:{traced.line}{symbol}"
    for number, at in enumerate(traced.spec):
        yield f"  {'' if number else 'spec':<10}{at.file}:{at.line}  {at.pointer or '/'}"
    if traced.template:
        yield f"  {'template':<10}{_template(traced)}"
    if traced.policy:
        yield f"  {'policy':<10}{traced.policy}"
    if traced.generator:
        yield f"  {'version':<10}svcgen {traced.generator}"
    yield f"  {'line':<10}{_whose(traced)}"


def _template(traced: Traced) -> str:
    at = traced.lines
    if at is None:
        return traced.template
    lines = f"{at.first}" if at.first == at.last else f"{at.first}-{at.last}"
    inside = "" if at.template == traced.template else f"  (of {traced.template})"
    return f"{at.template}:{lines}{inside}"


def _whose(traced: Traced) -> str:
    if traced.policy == "write-once" and traced.author == "generator":
        return "as svcgen wrote it once; the file is yours"
    return _WHOSE[traced.author]


_WHOSE = {
    "generator": "the generator's",
    "owner": "yours: svcgen did not write it",
    "unknown": "not known: what svcgen wrote here is lost (svcgen generate --rebase)",
    "record": "svcgen's own record",
}
