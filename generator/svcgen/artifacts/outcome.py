"""What a merge decided: values that the write stage carries out and the reports show."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from svcgen.artifacts.manifest import ManifestRow
from svcgen.artifacts.policy import WritePolicy

STILL_USED = "still-used"
"""The code of a conflict that refuses the whole run."""

ONLY_IN_THE_LOCK = frozenset(("in-the-way", "policy-changed"))
"""Codes of conflicts about files that no row and no record of conflicts tells of."""


REFORMATTED = "reformatted"
"""The reason of a change that takes back nothing but a formatter's work."""


class ChangeKind(Enum):
    """What happens to a file."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file before and after, as bytes; None where there is no file.

    `reason` is the state (docs/reference/drift) that the change heals.
    """

    kind: ChangeKind
    path: str
    policy: WritePolicy
    before: bytes | None
    after: bytes | None
    reason: str
    executable: bool = False

    def diff(self) -> str:
        """Give the change as a unified diff; empty when no byte changes."""
        return unified_diff(self.path, self.before, self.after)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where the owner's text and the new text do not go together: the owner's stays.

    `code` is kebab-case (diverged, no-base, orphan-edited, in-the-way, ...); `unit` is the
    qualified name of the symbol it is about, or None for the whole file; `line` is where that
    stands in the owner's file; `like` is an id that equal changes of one template share.
    """

    code: str
    path: str
    reason: str
    base: bytes | None
    yours: bytes | None
    new: bytes | None
    template: str = ""
    nodes: tuple[str, ...] = ()
    unit: str | None = None
    line: int | None = None
    like: str = ""

    @property
    def place(self) -> str:
        """Where it is, as an editor opens it."""
        return self.path if self.line is None else f"{self.path}:{self.line}"

    def diff(self) -> str:
        """Give the way from the owner's text to the new one as a unified diff."""
        diff = unified_diff(self.path, self.yours, self.new)
        if self.unit is None or self.line is None:
            return diff
        # the texts are those of a unit: count lines from where it stands in the owner's file
        above = self.line - 1

        def moved(head: re.Match[str]) -> str:
            return f"@@ -{int(head[1]) + above}{head[2]}{int(head[3]) + above}{head[4]}"

        return re.sub(r"(?m)^@@ -(\d+)(.*? \+)(\d+)(.*)$", moved, diff)


@dataclass(frozen=True, slots=True)
class MergeOutcome:
    """The whole tree, decided and not yet written.

    `base` holds the pristine texts to keep (None: to remove) by path, `sidecars` the records of
    conflicts in the same way; `rows` is the manifest. `symbols` holds the state of every unit
    that is not clean in the files that were merged (docs/reference/drift).
    """

    changes: tuple[FileChange, ...]
    conflicts: tuple[Conflict, ...]
    base: Mapping[str, bytes | None]
    rows: tuple[ManifestRow, ...]
    sidecars: Mapping[str, bytes | None] = field(default_factory=dict)
    symbols: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """0, or 1 when something was left for the owner to decide."""
        return 1 if self.conflicts else 0

    @property
    def refusals(self) -> tuple[Conflict, ...]:
        """What forbids to write any of it."""
        return tuple(each for each in self.conflicts if each.code == STILL_USED)

    @property
    def untold(self) -> int:
        """How many conflicts a check cannot see in the tree itself, without rendering."""
        return sum(each.code in ONLY_IN_THE_LOCK for each in self.conflicts)


def unified_diff(path: str, before: bytes | None, after: bytes | None) -> str:
    """Diff two texts line by line; bytes that are no UTF-8 are shown replaced."""
    old = "" if before is None else before.decode("utf-8", "replace")
    new = "" if after is None else after.decode("utf-8", "replace")
    lines = difflib.unified_diff(
        old.splitlines(keepends=True),
        new.splitlines(keepends=True),
        "/dev/null" if before is None else f"a/{path}",
        "/dev/null" if after is None else f"b/{path}",
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
