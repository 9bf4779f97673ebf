"""The state of a service: what waits, what the owner changed, since when, and what moved under it."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from svcgen.artifacts.bindings import parse_module
from svcgen.artifacts.digest import matches
from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.outcome import Conflict
from svcgen.artifacts.policy import WritePolicy
from svcgen.drift import Report
from svcgen.merge.python import symbol_states
from svcgen.merge.sidecars import digest_of
from svcgen.merge.units import MergeFacts, Unmergeable
from svcgen.operations.blame import History, Line
from svcgen.operations.resolve import waiting_conflicts
from svcgen.pipeline import check_drift, open_workspace
from svcgen.workspace import Workspace

EDITS = frozenset(("own", "customised", "removed"))


@dataclass(frozen=True, slots=True)
class Edited:
    """A unit that the owner changed: `unit` is "" for a whole file, `line` None where it is removed.

    `since` is when the first of the lines that differ was committed (seconds since 1970; None:
    not yet, or not known); `moved` counts the changes that the generator made to the unit in
    commits after that.
    """

    path: str
    unit: str
    state: str
    line: int | None
    since: int | None
    moved: int


@dataclass(frozen=True, slots=True)
class Status:
    """What waits, what is edited, and the drift; `next_step` is one line."""

    conflicts: tuple[Conflict, ...]
    edits: tuple[Edited, ...]
    drift: Report

    @property
    def exit_code(self) -> int:
        """1 when something is to be done."""
        return self.drift.exit_code


def look(workspace: Workspace) -> Status:
    """Look at a service; nothing is written. Raises TreeFault, SpecFaulty."""
    conflicts = waiting_conflicts(workspace)
    edits = tuple(_edits(workspace))
    return Status(conflicts, edits, check_drift(workspace))


def _edits(workspace: Workspace) -> Iterator[Edited]:
    """Give the edits in shared files, by path and place."""
    with open_workspace(workspace, write=False) as tree:
        rows = tree.manifest()
        shared = [path for path, row in rows.items() if row.policy is WritePolicy.MERGE]
        disk, base = tree.read(shared), tree.read_base(shared)
    history = History(workspace.root)
    for path in sorted(shared):
        yours, pristine = disk[path], base[path]
        if yours is None or pristine is None or matches(yours, rows[path].sha256):
            continue
        yield from _edits_of(rows[path], pristine, yours, history)


def _edits_of(
    row: ManifestRow, base: bytes, yours: bytes, history: History
) -> Iterator[Edited]:
    units = _units(row, base, yours)
    if not units:
        return
    blamed = history.blame(row.path)
    bases = history.bases(row.path)
    changed, own = _changed(base, yours, [text for _, text in bases])
    places = _places(yours)
    for unit, state in units.items():
        span = places.get(unit) or (range(1, 1 << 30) if not unit else range(0))
        lines = {at for at in own if at in span} or {at for at in changed if at in span}
        since = _since(lines, blamed)
        moved = sum(_moved(bases, unit, since)) if since is not None else 0
        line = span.start if unit and span else None
        yield Edited(row.path, unit, state, line, since, moved)


def _units(row: ManifestRow, base: bytes, yours: bytes) -> dict[str, str]:
    """Name the units that differ from what was emitted; a file without units is one."""
    if not row.path.endswith(".py"):
        return {"": "customised"}
    symbols = dict(row.symbols)
    try:
        states = symbol_states(base, yours, base, MergeFacts(symbols, symbols))
    except Unmergeable:
        return {"": "unparseable"}
    # imports follow what uses them, and are no edit by themselves
    edits = {
        unit: state
        for unit, state in states
        if state in EDITS and not unit.startswith(("import ", "from "))
    }
    # a unit tells for what is in it
    return {
        unit: state
        for unit, state in edits.items()
        if not any(
            other != unit and unit.startswith(f"{other}.") and edits[other] == state
            for other in edits
        )
    }


def _changed(
    base: bytes, yours: bytes, emitted: Iterable[bytes]
) -> tuple[set[int], set[int]]:
    """Give the lines of the owner's text that the emitted text does not have.

    The second are those that no earlier emitted text had either.
    """
    old, new = _lines(base), _lines(yours)
    known = {line for text in emitted for line in _lines(text)}
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    changed = {
        line + 1
        for tag, _, _, first, past in matcher.get_opcodes()
        if tag != "equal"
        for line in range(first, past)
    }
    return changed, {at for at in changed if new[at - 1] not in known}


def _lines(text: bytes) -> list[str]:
    return [line.rstrip() for line in text.decode("utf-8", "replace").split("\n")]


def _since(lines: Iterable[int], blamed: Mapping[int, Line]) -> int | None:
    """Give the time of the first of these lines; None when none is committed."""
    times = (blamed[at].time for at in lines if at in blamed)
    return min((time for time in times if time is not None), default=None)


def _moved(bases: Iterable[tuple[int, bytes]], unit: str, since: int) -> Iterator[bool]:
    """Tell for each commit after `since` whether the emitted text of a unit changed in it."""
    before: str | None = None
    is_first = True
    for time, text in bases:
        now = digest_of(_text_of(text, unit))
        if not is_first and time > since:
            yield now != before
        before, is_first = now, False


def _text_of(text: bytes, unit: str) -> str | None:
    if not unit:
        return text.decode("utf-8", "replace")
    span = _places(text).get(unit)
    if span is None:
        return None
    lines = text.decode("utf-8", "replace").split("\n")
    return "\n".join(lines[span.start - 1 : span.stop - 1]) + "\n"


def _places(text: bytes) -> dict[str, range]:
    """Give the lines of every function, class and assignment of a module, by qualified name."""
    tree = parse_module(text)
    return dict(_named("", tree.body)) if tree is not None else {}


def _named(above: str, body: Iterable[ast.stmt]) -> Iterator[tuple[str, range]]:
    for node in body:
        names: list[str] = []
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                names = [node.name]
            case ast.Assign(targets=[ast.Name(id=name)]):
                names = [name]
            case ast.AnnAssign(target=ast.Name(id=name)):
                names = [name]
            case _:
                pass
        decorators: list[ast.expr] = getattr(node, "decorator_list", [])
        first = min([node.lineno, *(each.lineno for each in decorators)])
        for name in names:
            yield f"{above}{name}", range(first, (node.end_lineno or first) + 1)
        if isinstance(node, ast.ClassDef):
            yield from _named(f"{above}{node.name}.", node.body)
