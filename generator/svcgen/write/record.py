"""What svcgen keeps of a tree under .svcgen: which files, and their texts after a run."""

from __future__ import annotations

import re
from collections.abc import Iterable

from svcgen.artifacts.conflicts import sidecar_path
from svcgen.artifacts.ids import IdRow, dump_ids
from svcgen.artifacts.lock import Lock, dump_lock
from svcgen.artifacts.manifest import dump_manifest
from svcgen.artifacts.outcome import MergeOutcome
from svcgen.write.journal import STATE
from svcgen.write.paths import check_path

BASE = f"{STATE}/base"
CONFLICTS = f"{STATE}/conflicts"
CACHE = f"{STATE}/cache"
MANIFEST = f"{STATE}/manifest"
LOCK = f"{STATE}/lock"
IDS = f"{STATE}/ids"
RENAMES = f"{STATE}/renames"
ATTRIBUTES = f"{STATE}/.gitattributes"
IGNORED = f"{STATE}/.gitignore"
_ATTRIBUTES = (
    "base/** text eol=lf linguist-generated\n"
    "manifest text eol=lf merge=union\n"
    "lock text eol=lf merge=union\n"
    "ids text eol=lf merge=union\n"
    "renames text eol=lf merge=union\n"
)
_IGNORED = "/cache/\n/history/\n/journal.json\n/lock-file\n/rollback.json\n/stage/\n"
_SINGLE = frozenset((MANIFEST, LOCK, IDS, RENAMES, ATTRIBUTES, IGNORED))
ATTIC = f"{STATE}/attic"
_FOLDER = re.compile(
    rf"{re.escape(STATE)}/(?:base|conflicts|attic|history)/(.+)", re.DOTALL
)


def own_texts(
    outcome: MergeOutcome, lock: Lock, ids: Iterable[IdRow]
) -> dict[str, bytes | None]:
    """Give svcgen's own files as an outcome leaves them, in the order in which they are written.

    A base follows the file that it is of, and the manifest and lock follow all: a run that
    ended in between without a journal would be taken up again. Raises PathRefused.
    """
    own: dict[str, bytes | None] = {}
    for path in sorted(outcome.sidecars):
        check_path(path)
        own[f"{CONFLICTS}/{sidecar_path(path)}"] = outcome.sidecars[path]
    for path in sorted(outcome.base):
        check_path(path)
        own[f"{BASE}/{path}"] = outcome.base[path]
    known = dump_ids(ids)
    if known:
        own[IDS] = known.encode()
    own[ATTRIBUTES] = _ATTRIBUTES.encode()
    own[IGNORED] = _IGNORED.encode()
    own[MANIFEST] = dump_manifest(outcome.rows).encode()
    own[LOCK] = dump_lock(lock.left_with(lock.pending + outcome.untold)).encode()
    return own


def is_own(path: str) -> bool:
    """Tell whether a path is one that svcgen keeps for itself. Raises PathRefused for a bad one."""
    if path in _SINGLE:
        return True
    found = _FOLDER.fullmatch(path)
    if found is None:
        return False
    check_path(found[1])
    return True
