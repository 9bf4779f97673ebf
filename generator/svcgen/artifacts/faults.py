"""What keeps a run from reading or writing a service's tree."""

from __future__ import annotations

from collections.abc import Iterable

_MOST_SHOWN = 5


class TreeFault(Exception):
    """A fault of one line: a kebab-case code, the path it is about, and what is wrong."""

    exit_code = 5

    def __init__(self, code: str, path: str, message: str) -> None:
        super().__init__(
            f"{path}: {message} [{code}]" if path else f"{message} [{code}]"
        )
        self.code = code
        self.path = path
        self.message = message


class PathRefused(TreeFault):
    """A path that leads outside the root, or that some system cannot hold."""

    exit_code = 1

    def __init__(self, path: str, message: str) -> None:
        super().__init__("path-refused", printable(path), message)


class TemplateFault(TreeFault):
    """A template of an organisation's own that cannot be rendered, or gives what is no code."""

    exit_code = 1

    def __init__(self, path: str, message: str) -> None:
        super().__init__("template-faulty", printable(path), message)


class SkeletonFault(TreeFault):
    """A skeleton of an organisation's own that is refused, or cannot be rendered."""

    exit_code = 1

    def __init__(self, path: str, message: str) -> None:
        super().__init__("skeleton-refused", printable(path), message)


class TreeMoved(TreeFault):
    """A file changed between reading and writing it."""

    exit_code = 1

    def __init__(
        self,
        path: str,
        message: str = "it changed while svcgen was at work; run it again",
    ) -> None:
        super().__init__("tree-moved", printable(path), message)


class Interrupted(TreeFault):
    """A run was killed here, and what it left has to be ended or taken back first."""

    exit_code = 1

    def __init__(self, path: str) -> None:
        super().__init__(
            "interrupted",
            path,
            "a run was interrupted here; `svcgen generate` ends it, "
            "`svcgen generate --rollback` takes it back",
        )


class UncommittedEdits(TreeFault):
    """Files of the generator hold edits that are not in git, and would be replaced."""

    exit_code = 1

    def __init__(self, paths: tuple[str, ...]) -> None:
        shown = ", ".join(map(printable, paths[:_MOST_SHOWN]))
        more = len(paths) - _MOST_SHOWN
        super().__init__(
            "uncommitted-edits",
            f"{shown} and {more} more" if more > 0 else shown,
            "edited by hand and not committed, and the generator's to replace; nothing was "
            "written: commit it or move the edit to a file of yours, or run this with --allow-dirty",
        )
        self.paths = paths


class StillUsed(TreeFault):
    """The run would remove names that the owner's code imports; nothing of it is written."""

    exit_code = 1

    def __init__(self, uses: Iterable[tuple[str, str]]) -> None:
        told = [f"{printable(place)}: {reason}" for place, reason in uses]
        super().__init__(
            "still-used",
            "",
            "nothing was written, as your code imports what this run would remove:\n  "
            + "\n  ".join(told)
            + "\n  change these lines, or keep the names in the spec, and generate again",
        )


class LockHeld(TreeFault):
    """Another run is at work in the same tree."""

    exit_code = 3

    def __init__(self, holder: str) -> None:
        who = f"process {holder}" if holder else "another process"
        super().__init__(
            "lock-held", "", f"{who} is generating here; wait for it to end"
        )


class IoRefused(TreeFault):
    """The system refused to read or write."""

    def __init__(self, path: str, error: OSError) -> None:
        super().__init__(
            "io-refused", printable(path), (error.strerror or str(error)).lower()
        )


def printable(path: str) -> str:
    """Show a path on one line, whatever it holds."""
    return path if path.isprintable() else ascii(path)
