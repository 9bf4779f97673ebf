"""Conflicts as they are shown: those alike once, each with its place, the texts and what to do."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from svcgen.cli.console import coloured_diff, paint

if TYPE_CHECKING:
    from svcgen.artifacts.outcome import Conflict

MOST_PLACES = 8


def conflict_value(conflict: Conflict) -> dict[str, object]:
    """Give a conflict for a report in JSON."""
    return {
        "path": conflict.path,
        "code": conflict.code,
        "unit": conflict.unit,
        "line": conflict.line,
        "like": conflict.like or None,
        "reason": conflict.reason,
        "diff": conflict.diff(),
    }


def grouped(conflicts: Iterable[Conflict]) -> list[list[Conflict]]:
    """Put together the conflicts that come from one change of one template."""
    groups: dict[tuple[str, ...], list[Conflict]] = {}
    for each in conflicts:
        key = (each.code, each.like) if each.like else (each.code, each.path, each.unit or "")  # fmt: skip
        groups.setdefault(key, []).append(each)
    return list(groups.values())


def report_conflicts(conflicts: Sequence[Conflict], stream: TextIO) -> None:
    """Show each group of conflicts once, with the list of its places and the first one's texts."""
    for group in grouped(conflicts):
        first = group[0]
        stream.write(f"\n{_head(first, stream)}\n")
        if len(group) > 1:
            stream.write(f"  the same change clashes in {len(group)} places:\n")
            stream.writelines(f"    {_place(each)}\n" for each in group[:MOST_PLACES])
            if len(group) > MOST_PLACES:
                stream.write(f"    ... and {len(group) - MOST_PLACES} more\n")
        if first.base is None and first.yours is None and first.new is None:
            continue
        stream.write("  your text stays; - is yours, + is what the generator has:\n")
        stream.write(coloured_diff(first.diff(), stream))


def next_step(conflicts: Sequence[Conflict]) -> str:
    """Say what to type next."""
    from svcgen.drift.states import STATES, UNIT_STATES

    recorded = [each for each in conflicts if each.like]
    if not recorded:
        first = conflicts[0]
        states = UNIT_STATES if first.unit and first.code in UNIT_STATES else STATES
        return states[first.code].heal
    if len(recorded) == 1:
        return f"svcgen resolve {_place(recorded[0])} --ours, --theirs or --edit"
    groups = grouped(recorded)
    if len(groups) == 1:
        return f"svcgen resolve --like {recorded[0].like} --ours or --theirs"
    return f"svcgen resolve --all --ours or --theirs; svcgen resolve alone lists all {len(recorded)}"


def _head(conflict: Conflict, stream: TextIO) -> str:
    word = paint("conflict", "bold red", stream)
    unit = f"{paint(conflict.unit, 'bold', stream)}: " if conflict.unit else ""
    like = f" ({conflict.like})" if conflict.like else ""
    place = paint(conflict.place, "bold", stream)
    return f"{word}[{conflict.code}]: {place}: {unit}{conflict.reason}{like}"


def _place(conflict: Conflict) -> str:
    """Name a conflict so that it can be pasted behind `svcgen resolve`."""
    import shlex

    unit = f":{conflict.unit}" if conflict.unit else ""
    return shlex.quote(f"{conflict.path}{unit}")


def tell_next(text: str) -> None:
    """Say the one next step, where people look for it: last."""
    sys.stdout.flush()
    sys.stderr.write(f"\n{paint('next', 'green', sys.stderr)}: {text}\n")
