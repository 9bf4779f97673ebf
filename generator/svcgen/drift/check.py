"""The check: hashes first, and a rendering run only when the lock does not hold."""

from __future__ import annotations

import os
from hashlib import sha256

from svcgen.artifacts.facts import ManifestError, RowFacts, load_facts
from svcgen.artifacts.lock import Lock, load_lock, stale_codes
from svcgen.drift.reader import Reader
from svcgen.drift.report import Finding, Report
from svcgen.drift.states import STATES, Facts, file_state

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
    try:
        rows, unknown = load_facts(_decoded(text))
    except ManifestError:
        return _one("manifest-damaged", ".svcgen/manifest")
    states = _states(reader, rows, unknown)
    committed = load_lock(_decoded(reader.read(".svcgen/lock") or b""))
    codes = stale_codes(committed, current)
    if not codes and not unknown and committed is not None and not committed.pending:
        return _report(states, ())
    return _report(_with_new(states, render()), codes)


def _states(reader: Reader, rows: list[RowFacts], unknown: set[str]) -> dict[str, str]:
    states: dict[str, str] = {}
    for path, policy, digest, prev in rows:
        if path in unknown:
            continue
        found = reader.read(path)
        disk = _compare(found, digest, prev)
        if disk == "row" and policy != "merge":
            states[path] = "clean" if policy == "overwrite" else "owned"
            continue
        base, pending = "ok", False
        if policy == "merge":
            pristine = reader.read(f".svcgen/base/{path}")
            base = "ok" if _compare(pristine, digest, "") == "row" else "bad"
            pending = base == "ok" and disk == "other" and _pending(reader, path)
        states[path] = file_state(Facts(policy, disk, base, pending=pending))
    return states


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


def _pending(reader: Reader, path: str) -> bool:
    return reader.read(f".svcgen/conflicts/{path}.json") is not None


def _interrupted(reader: Reader) -> bool:
    return any(
        reader.read(f".svcgen/{name}") is not None
        for name in ("journal.json", "rollback.json")
    )


def _with_new(states: dict[str, str], outcome: MergeOutcome) -> dict[str, str]:
    """Add what only the new output tells; what hashes told to be drift stays."""
    merged = dict(states)
    for change in outcome.changes:
        if not STATES[states.get(change.path, "clean")].drift:
            merged[change.path] = "stale" if change.reason == "new" else change.reason
    for conflict in outcome.conflicts:
        merged[conflict.path] = conflict.code
    return merged


def _report(states: dict[str, str], codes: tuple[str, ...]) -> Report:
    counts: dict[str, int] = {}
    for code in states.values():
        counts[code] = counts.get(code, 0) + 1
    drift = {code for code in counts if STATES[code].drift}
    findings = [
        Finding(states[path], path) for path in sorted(states) if states[path] in drift
    ]
    if not findings:
        return Report((), (Finding("lock-behind"),) if codes else (), counts)
    return Report((*(Finding(code) for code in codes), *findings), (), counts)


def _one(code: str, path: str) -> Report:
    return Report((Finding(code, path),), (), {code: 1})


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace").replace("\r\n", "\n")
