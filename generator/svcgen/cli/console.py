"""What is shown: faults, trees of changes, diffs; in colour where somebody looks at it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

    from svcgen.artifacts.outcome import FileChange, MergeOutcome
    from svcgen.pipeline import Checked

STYLES: Mapping[str, str] = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
    "place": "bold",
    "code": "dim",
    "gutter": "blue",
    "hint": "green",
}
ANSI: Mapping[str, str] = {
    "bold red": "1;31",
    "bold yellow": "1;33",
    "bold cyan": "1;36",
    "bold": "1",
    "dim": "2",
    "blue": "34",
    "green": "32",
    "red": "31",
    "cyan": "36",
    "yellow": "33",
}
MARKS = {"create": ("+", "green"), "update": ("~", "yellow"), "delete": ("-", "red")}


def in_colour(stream: TextIO) -> bool:
    """Is somebody looking, and does not mind colour? (NO_COLOR, FORCE_COLOR: no-color.org)"""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (
        stream.isatty() and os.environ.get("TERM") != "dumb"
    )


def paint(text: str, style: str, stream: TextIO | None = None) -> str:
    """Colour a text for a stream; standard output unless said."""
    if not in_colour(stream or sys.stdout):
        return text
    return f"\x1b[{ANSI[style]}m{text}\x1b[0m"


def complain(message: str) -> None:
    """Tell a fault on standard error."""
    sys.stderr.write(f"{paint('error', 'bold red', sys.stderr)}: {message}\n")


def console() -> Console:
    """Give rich's console for tables; it is plain where nobody looks."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False, no_color=not in_colour(sys.stdout))


def report_diagnostics(checked: Checked, format_: str) -> None:
    """Report faults and warnings: text and GitHub's lines on standard error, the rest on output."""
    if format_ == "json":
        from svcgen.diagnostics.json_report import render_json

        sys.stdout.write(render_json(checked.diagnostics))
    elif format_ == "sarif":
        from svcgen import __version__
        from svcgen.diagnostics.catalogue import EXPLAINED
        from svcgen.diagnostics.sarif_report import render_sarif

        sys.stdout.write(render_sarif(checked.diagnostics, EXPLAINED, __version__))
    elif format_ == "github":
        from svcgen.diagnostics.github_report import render_github

        sys.stdout.write(render_github(checked.diagnostics))
    else:
        from svcgen.diagnostics.text_report import render_text

        def role(name: str, text: str) -> str:
            return paint(text, STYLES.get(name, "bold"), sys.stderr)

        sys.stderr.write(render_text(checked.diagnostics, checked.document.texts, role))


def change_lines(changes: Iterable[FileChange]) -> list[str]:
    """Draw a tree of what changed, folders with one child joined; nothing for what was kept."""
    marks: dict[str, str] = {}
    for change in changes:
        kind = change.kind.value
        if kind in MARKS:
            mark, style = MARKS[kind]
            marks[change.path] = paint(mark, style)
    return tree_lines(marks)


def tree_lines(marks: Mapping[str, str]) -> list[str]:
    """Draw paths as a tree; each leaf after its mark."""
    lines: list[str] = []
    before: tuple[str, ...] = ()
    for path in sorted(marks, key=lambda each: (each.count("/") == 0, each.split("/"))):
        *folders, name = path.split("/")
        if tuple(folders) != before:
            before = tuple(folders)
            if folders:
                lines.append(f"  {paint('/'.join(folders) + '/', 'bold')}")
        lines.append(f"  {'  ' if folders else ''}{marks[path]} {name}")
    return lines


def report_outcome(outcome: MergeOutcome, dry_run: bool) -> None:
    """Show what changed (or would), and every conflict with its diff."""
    counts = dict.fromkeys(MARKS, 0)
    for change in outcome.changes:
        if change.kind.value in counts:
            counts[change.kind.value] += 1
    lines = change_lines(outcome.changes)
    shown = (
        lines
        if len(lines) <= 60
        else [*lines[:55], f"  ... and {len(lines) - 55} more"]
    )
    would = "would be " if dry_run else ""
    if lines:
        words = (("create", "created"), ("update", "changed"), ("delete", "deleted"))
        told = ", ".join(
            f"{counts[kind]} {word}" for kind, word in words if counts[kind]
        )
        sys.stdout.write("\n".join(shown) + f"\n{would}{told}\n")
    else:
        sys.stdout.write("nothing changed: the code is in step with the spec\n")
    if outcome.conflicts:
        from svcgen.cli.conflicts import report_conflicts

        sys.stdout.flush()
        report_conflicts(outcome.conflicts, sys.stderr)


def coloured_diff(diff: str, stream: TextIO) -> str:
    """Colour a unified diff line by line."""
    styles = {"+": "green", "-": "red", "@": "cyan"}
    lines = []
    for line in diff.splitlines():
        style = styles.get(line[:1])
        lines.append(
            paint(line, style, stream)
            if style and not line.startswith(("+++", "---"))
            else line
        )
    return "".join(f"{line}\n" for line in lines)


def outcome_json(outcome: MergeOutcome, written: Iterable[str]) -> dict[str, object]:
    """Give an outcome for a report in JSON."""
    from svcgen.cli.conflicts import conflict_value

    return {
        "changes": changes_value(outcome),
        "conflicts": [conflict_value(each) for each in outcome.conflicts],
        "written": sorted(written),
    }


def changes_value(outcome: MergeOutcome) -> list[dict[str, str]]:
    """Give what changes on disk for a report in JSON."""
    return [
        {
            "path": each.path,
            "kind": each.kind.value,
            "policy": each.policy.value,
            "reason": each.reason,
        }
        for each in outcome.changes
        if each.kind.value != "keep"
    ]


def print_json(value: object) -> None:
    """Print a report."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=True) + "\n")
