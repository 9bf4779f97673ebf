"""The states of an emitted file and of its units, as tables; the first axis that decides wins."""

from __future__ import annotations

GENERATE = "svcgen generate"


class State:
    """A state: its code, whether it is drift, what heals it and what it means."""

    __slots__ = ("code", "drift", "heal", "meaning")

    def __init__(self, code: str, drift: bool, heal: str, meaning: str) -> None:
        self.code = code
        self.drift = drift
        self.heal = heal
        self.meaning = meaning


class Facts:
    """What hashes tell about a listed path.

    `policy` is the manifest's word; `disk` is one of absent, row, prev, other (compared with
    the row's digests); `base` is one of ok, bad; `pending` is a conflict that waits.
    """

    __slots__ = ("base", "disk", "pending", "policy")

    def __init__(
        self, policy: str, disk: str, base: str = "ok", *, pending: bool = False
    ) -> None:
        self.policy = policy
        self.disk = disk
        self.base = base
        self.pending = pending


_RESOLVE = "svcgen resolve"
_FILES = (
    State("unlisted", False, "", "the owner's own file"),
    State(
        "interrupted",
        True,
        f"{GENERATE}  (or take it back: {GENERATE} --rollback)",
        "a run was interrupted",
    ),
    State("missing", True, GENERATE, "an emitted file is gone"),
    State("owner-deleted", False, "", "the owner deleted a file that was theirs"),
    State(
        "base-damaged",
        True,
        f"{GENERATE} --rebase",
        "the pristine text under .svcgen/base is lost",
    ),
    State("conflicted", True, _RESOLVE, "a conflict waits to be resolved"),
    State(
        "generated-edited",
        True,
        f"{GENERATE}  (this undoes the edit; the generator owns this file)",
        "a file of the generator was edited by hand",
    ),
    State(
        "rolled-back",
        True,
        GENERATE,
        "the file went back to an older text, its base did not",
    ),
    State("customised", False, "", "the owner's edits in a shared file"),
    State("owned", False, "", "the owner's file"),
    State("clean", False, "", "as emitted"),
    # what parsing a customised file tells
    State(
        "unparseable",
        True,
        "correct the file by hand  (python -m py_compile FILE tells where)",
        "the file cannot be read, so nothing can be merged into it",
    ),
    # what only a merge with freshly rendered files tells
    State("stale", True, GENERATE, "the new output differs"),
    State("caught-up", True, GENERATE, "the owner wrote what the new output says"),
    State("mergeable", True, GENERATE, "owner and generator changed different parts"),
    State(
        "diverged",
        True,
        f"{GENERATE}, then {_RESOLVE}",
        "owner and generator both changed this file",
    ),
    State("orphan", True, GENERATE, "the spec no longer asks for this file"),
    State("gone", True, GENERATE, "a file that is no longer planned is still listed"),
    State(
        "orphan-edited",
        True,
        f"{GENERATE}, then {_RESOLVE}",
        "the spec no longer asks for this file, but it was edited",
    ),
    State(
        "in-the-way",
        True,
        f"move the file elsewhere, then {GENERATE}; {GENERATE} --rebase merges a shared one",
        "a file that svcgen never wrote stands where one is emitted",
    ),
    State(
        "policy-changed",
        True,
        f"move your edits elsewhere, delete the file, then {GENERATE}",
        "the file is the generator's from now on, and it was edited",
    ),
    State(
        "still-used",
        True,
        f"change the import, or keep the name in the spec, then {GENERATE}",
        "the owner's code imports what the new output no longer has",
    ),
    State("not-generated", True, GENERATE, "there is no manifest"),
    State(
        "manifest-damaged",
        True,
        "git checkout -- .svcgen/manifest",
        "it cannot be read",
    ),
    State(
        "spec-newer", True, GENERATE, "the spec changed since the tree was generated"
    ),
    State("generator-newer", True, GENERATE, "the generator or its templates changed"),
    State(
        "lock-behind",
        False,
        GENERATE,
        "the spec or generator moved, the output did not",
    ),
)
_UNITS = (
    State("conflicted", True, _RESOLVE, "both sides changed it, and yours is live"),
    State("own", False, "", "the owner's own symbol"),
    State("clean", False, "", "as emitted"),
    State("customised", False, "", "the owner's edit"),
    State("removed", False, "", "the owner removed it"),
    State(
        "missing",
        True,
        f"{GENERATE}  (if you renamed it: svcgen rename, or an alias)",
        "files of the generator import it, and it is gone",
    ),
    State("stale", True, GENERATE, "the new output differs"),
    State("caught-up", True, GENERATE, "the owner wrote what the new output says"),
    State("orphan", True, GENERATE, "the spec no longer asks for it"),
    State(
        "orphan-edited",
        True,
        f"{GENERATE}, then {_RESOLVE}",
        "the spec no longer asks for it, but it was edited",
    ),
    State("gone", True, GENERATE, "neither side has it any more"),
    State("mergeable", True, GENERATE, "both changed it, and the changes go together"),
    State(
        "diverged",
        True,
        f"{GENERATE}, then {_RESOLVE}",
        "both changed it, and the changes do not go together",
    ),
    State(
        "diverged-removed",
        True,
        f"{GENERATE}, then {_RESOLVE}",
        "the owner removed what the generator changed",
    ),
    State(
        "no-base",
        True,
        _RESOLVE,
        "it differs, and what was emitted before is not known",
    ),
)

STATES = {state.code: state for state in _FILES}
"""States of a file, or of the whole tree."""

UNIT_STATES = {state.code: state for state in _UNITS}
"""States of a symbol, or of another part, in a shared file."""


def file_state(facts: Facts | None, *, journal: bool = False) -> str:
    """Give the code of the one state that a path is in; None is a path without a row."""
    if facts is None:
        return "unlisted"
    if journal:
        return "interrupted"
    if facts.disk == "absent":
        return "owner-deleted" if facts.policy == "write-once" else "missing"
    if facts.policy == "write-once":
        return "owned"
    if facts.policy == "overwrite":
        return "clean" if facts.disk == "row" else "generated-edited"
    if facts.base != "ok":
        return "base-damaged"
    if facts.pending:
        return "conflicted"
    return {"row": "clean", "prev": "rolled-back"}.get(facts.disk, "customised")
