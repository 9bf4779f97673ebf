"""`svcgen graph`: draw the service, what triggers what, as Mermaid or as a tree."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from svcgen.cli.faults import add_folder, add_json, workspace_of

if TYPE_CHECKING:
    from svcgen.graph import ServiceGraph


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_folder(parser)
    add_json(parser)
    parser.add_argument(
        "--mermaid", action="store_true", help="print a Mermaid flowchart for documents"
    )


def run(args: argparse.Namespace) -> int:
    """Print the graph."""
    from svcgen.cli.console import print_json
    from svcgen.pipeline import check_spec, link_spec

    edges = list(edges_of(link_spec(check_spec(workspace_of(args)))))
    if args.json:
        print_json(
            {"edges": [{"from": a, "to": b, "kind": kind} for a, b, kind in edges]}
        )
    elif args.mermaid:
        sys.stdout.write(mermaid(edges))
    else:
        sys.stdout.write(drawing(edges))
    return 0


def edges_of(graph: ServiceGraph) -> Iterator[tuple[str, str, str]]:
    """Give what triggers what: (from, to, kind)."""
    for command in graph.commands:
        for route in command.routes:
            yield f"{route.method} {graph.service.prefix}{route.path}", command.name, "http"
    for package in graph.packages:
        yield f"{package.name} ({package.id})", package.command, "package"
    for handler in graph.handlers:
        yield handler.message or handler.topic or "", handler.command, "message"
    for schedule in graph.schedules:
        yield f"{schedule.cron or f'every {schedule.every} s'}", schedule.command, "schedule"
    for command in graph.commands:
        for message in command.publishes:
            yield command.name, message, "publishes"
        for push in command.pushes:
            yield command.name, push, "pushes"


def drawing(edges: list[tuple[str, str, str]]) -> str:
    """Draw each command with what triggers it and what it sends."""
    from svcgen.cli.console import paint

    commands = dict.fromkeys(
        b for _, b, kind in edges if kind not in ("publishes", "pushes")
    )
    commands |= dict.fromkeys(
        a for a, _, kind in edges if kind in ("publishes", "pushes")
    )
    lines: list[str] = []
    for command in commands:
        lines.append(paint(command, "bold"))
        lines += [f"  <- {kind:<9} {a}" for a, b, kind in edges if b == command]
        lines += [f"  -> {kind:<9} {b}" for a, b, kind in edges if a == command]
    return "\n".join(lines) + "\n" if lines else "the service has no commands yet\n"


def mermaid(edges: list[tuple[str, str, str]]) -> str:
    """Give a Mermaid flowchart; labels are quoted, so that no text of the spec is markup."""
    names = {
        name: f"n{number}"
        for number, name in enumerate(
            dict.fromkeys(n for a, b, _ in edges for n in (a, b))
        )
    }
    lines = ["flowchart LR"]
    lines += [f'  {key}["{label(name)}"]' for name, key in names.items()]
    lines += [f"  {names[a]} -->|{kind}| {names[b]}" for a, b, kind in edges]
    return "\n".join(lines) + "\n"


def label(text: str) -> str:
    """Give a text as a Mermaid label: what could end or format it as entities."""
    return "".join(
        c if c.isalnum() or c in " _-./:()*," else f"#{ord(c)};" for c in text
    )
