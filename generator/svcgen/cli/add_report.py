"""What an addition came to, for people and for programs."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from svcgen.artifacts.outcome import ChangeKind, FileChange
from svcgen.cli import console
from svcgen.cli.listing_places import find_body
from svcgen.diagnostics.json_report import report_json
from svcgen.link.names import pointer
from svcgen.naming import pascal_case, snake_case
from svcgen.operations.add import Added, How
from svcgen.spec import ServiceSpec

VERSION = 1
AFTERWARDS: Mapping[str, str] = {
    "role": "name it in the `roles:` of an operation or a command",
    "enum": "use it as the type of a field: svcgen add field ENTITY NAME {name}",
    "message": "name it in the `publishes:` of a command and publish it there; svcgen add handler NAME --message {name}",
    "push": "name it in the `pushes:` of a command, and send it there: await {class_name}(...).send()",
}


def report(kind: str, added: Added, root: Path, how: How) -> None:
    """Print the diff of a dry run, or the tree of what changed, and what to write next."""
    if how.dry_run:
        for change in _spec_changes(added):
            sys.stdout.write(console.coloured_diff(change.diff(), sys.stdout))
    if added.checked.diagnostics:
        console.report_diagnostics(added.checked, "text")
    console.report_outcome(added.outcome, how.dry_run)
    ids = ", ".join(
        f"{name} = {number}" for name, number in added.draft.ids.given.items()
    )
    if ids:
        sys.stdout.write(f"package ids: {ids}\n")
    sys.stdout.write(f"next: {next_step(kind, added, root)[1]}\n")


def next_step(
    kind: str, added: Added, root: Path
) -> tuple[tuple[str, int] | None, str]:
    """Give where to write next, and a line that says so."""
    if not added.is_generated:
        return None, (
            "svcgen generate"
            if added.checked.is_valid
            else "correct the faults above, then svcgen generate"
        )
    for command in added.draft.bodies:
        place = _body(added, command, root)
        if place is not None:
            return place, f"{place[0]}:{place[1]} write what {command} does"
    after = AFTERWARDS.get(kind)
    if after is not None:
        return None, after.format(
            name=added.name, class_name=pascal_case(added.name.lower())
        )
    return None, "make test"


def _body(added: Added, command: str, root: Path) -> tuple[str, int] | None:
    """Find the body of a command in what was or would be written."""
    spec = added.checked.spec
    if spec is None:
        return None
    path = f"src/{snake_case(spec.service.name)}/commands/{_group(spec, command)}.py"
    change = next((each for each in added.outcome.changes if each.path == path), None)
    try:
        text = (
            (change.after or b"") if change is not None else (root / path).read_bytes()
        )
    except OSError:
        return None
    line = find_body(text.decode("utf-8", "replace"), pascal_case(command))
    return None if line is None else (path, line)


def _group(spec: ServiceSpec, command: str) -> str:
    found = spec.commands.get(command)
    return (found.group if found is not None else None) or command


def _spec_changes(added: Added) -> list[FileChange]:
    return [
        change for change in added.outcome.changes if change.path in added.spec_files
    ]


def report_value(kind: str, added: Added, root: Path, how: How) -> dict[str, object]:
    """Give the report as JSON values; its schema is schemas/add.schema.json."""
    place, text = next_step(kind, added, root)
    return {
        "version": VERSION,
        "kind": kind,
        "name": added.name,
        "dry_run": how.dry_run,
        "generated": added.is_generated,
        "added": [pointer(*each.path) for each in added.draft.additions],
        "ids": dict(added.draft.ids.given),
        "spec": {change.path: change.diff() for change in _spec_changes(added)},
        **console.outcome_json(added.outcome, added.written),
        "next": {
            "file": place[0] if place else None,
            "line": place[1] if place else None,
            "text": text,
        },
        "faults": report_json(added.checked.diagnostics)["diagnostics"],
    }


def created(added: Added) -> list[str]:
    """Give the paths of new files."""
    return [
        change.path
        for change in added.outcome.changes
        if change.kind is ChangeKind.CREATE
    ]
