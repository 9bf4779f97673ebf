"""The check: hashes first, and a rendering run only when the lock does not hold."""

from __future__ import annotations

import os
from hashlib import sha256

from svcgen.artifacts.facts import ManifestError, RowFacts, load_facts
from svcgen.artifacts.lock import Lock, load_lock, stale_codes
from svcgen.drift.customised import customised_faults
from svcgen.drift.reader import Reader
from svcgen.drift.report import Finding, Report
from svcgen.drift.states import STATES, UNIT_STATES, Facts, file_state

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from svcgen.artifacts.outcome import MergeOutcome


def check_tree(
    root: str | os.PathLike[str], current: Lock, render: Callable[[], MergeOutcome]
) -> Report:
    """Compare a tree with what it was generated from, and if that moved, with new output.

    `current` tells of the spec and generator as they are now; `render` runs the pipeline up to
    the merge, and is called only when the committed lock does not match. Raises OSError when
    `root` is no folder.
    """
    reader = Reader(os.fspath(root))
    try:
        return _check(reader, current, render)
    finally:
        reader.close()


def _check(reader: Reader, current: Lock, render: Callable[[], MergeOutcome]) -> Report:
    text = reader.read(".svcgen/manifest")
    if _interrupted(reader):
        return _one("interrupted", ".svcgen/journal.json")
    if text is None:
        return _one("not-generated", ".svcgen/manifest")
    manifest = _decoded(text)
    try:
        rows, unknown = load_facts(manifest)
    except ManifestError:
        return _one("manifest-damaged", ".svcgen/manifest")
    pending = set(reader.files_below(".svcgen/conflicts"))
    edited: dict[str, bytes] = {}
    rows = [row for row in rows if row[0] not in unknown]
    states = _states(reader, rows, pending, edited)
    units = _conflicted(reader, states)
    committed = load_lock(_decoded(reader.read(".svcgen/lock") or b""))
    codes = stale_codes(committed, current)
    if not codes and not unknown and committed is not None and not committed.pending:
        modules = {path: edited[path] for path in edited if path.endswith(".py")}
        units += customised_faults(reader, manifest, modules)
        return _report(states, units, ())
    outcome = render()
    units += _units_of(states, outcome)
    return _report(_with_new(states, outcome), units, codes)


def _states(
    reader: Reader,
    rows: list[RowFacts],
    pending: set[str],
    edited: dict[str, bytes],
) -> dict[str, str]:
    """Give the state of every path by its hash, and put the texts of the customised into `edited`."""
    states: dict[str, str] = {}
    for path, policy, digest, prev in rows:
        found = reader.read(path)
        disk = _compare(found, digest, prev)
        if disk == "row" and policy != "merge":
            states[path] = "clean" if policy == "overwrite" else "owned"
            continue
        base, waits = "ok", False
        if policy == "merge":
            pristine = reader.read(f".svcgen/base/{path}")
            base = "ok" if _compare(pristine, digest, "") == "row" else "bad"
            waits = f"{path}.json" in pending
        code = file_state(Facts(policy, disk, base, pending=waits))
        states[path] = code
        if code == "customised" and found is not None:
            edited[path] = found
    return states


def _conflicted(reader: Reader, states: dict[str, str]) -> list[Finding]:
    """Tell the units of the conflicts that wait."""
    found: list[Finding] = []
    for path, code in states.items():
        if code == "conflicted":
            from svcgen.artifacts.conflicts import SidecarError, load_sidecar

            text = reader.read(f".svcgen/conflicts/{path}.json") or b""
            try:
                units = load_sidecar(text).units
            except SidecarError:
                continue
            found += [
                Finding(code, path, each.unit, each.line, each.reason) for each in units
            ]
    return found


def _compare(text: bytes | None, digest: str, prev: str) -> str:
    """Tell which of the row's texts this is: row, prev, other, or absent."""
    if text is None:
        return "absent"
    found = sha256(text).hexdigest()
    if found != digest and b"\r\n" in text:
        found = sha256(text.replace(b"\r\n", b"\n")).hexdigest()
    if found == digest:
        return "row"
    return "prev" if prev and found == prev else "other"


def _interrupted(reader: Reader) -> bool:
    return any(
        reader.read(f".svcgen/{name}") is not None
        for name in ("journal.json", "rollback.json")
    )


def _units_of(states: dict[str, str], outcome: MergeOutcome) -> list[Finding]:
    """Tell the units that a merge found to be drift, where hashes did not tell it of the file."""
    found: dict[tuple[str, str], Finding] = {}
    for path, units in outcome.symbols.items():
        for unit, code in units.items():
            if UNIT_STATES[code].drift:
                found[path, unit] = Finding(code, path, unit)
    for each in outcome.conflicts:
        unit = each.unit or ""
        found[each.path, unit] = Finding(
            each.code, each.path, unit, each.line, each.reason
        )
    return [
        finding
        for (path, _), finding in found.items()
        if not STATES[states.get(path, "clean")].drift
    ]


def _with_new(states: dict[str, str], outcome: MergeOutcome) -> dict[str, str]:
    """Add what only the new output tells; what hashes told to be drift stays."""
    merged = dict(states)
    for change in outcome.changes:
        if not STATES[states.get(change.path, "clean")].drift:
            merged[change.path] = "stale" if change.reason == "new" else change.reason
    return merged


def _report(
    states: dict[str, str], units: list[Finding], codes: tuple[str, ...]
) -> Report:
    counts: dict[str, int] = {}
    for code in states.values():
        counts[code] = counts.get(code, 0) + 1
    told = {finding.path for finding in units}
    drift = {code for code in counts if STATES[code].drift}
    findings = [
        Finding(states[path], path)
        for path in states
        if states[path] in drift and path not in told
    ]
    findings = sorted([*findings, *units], key=lambda each: (each.path, each.line or 0))
    if not findings:
        return Report((), (Finding("lock-behind"),) if codes else (), counts)
    return Report((*(Finding(code) for code in codes), *findings), (), counts)


def _one(code: str, path: str) -> Report:
    return Report((Finding(code, path),), (), {code: 1})


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace").replace("\r\n", "\n")
