"""What files were before two branches met, as git knows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from svcgen.artifacts.markers import is_marked
from svcgen.write.committed import ask_git, texts_at


@dataclass(frozen=True, slots=True)
class Branches:
    """The two branches of a merge, the first parent first, and the commit that they began from."""

    root: str
    first: str
    second: str
    base: str

    @classmethod
    def of(cls, root: str) -> Branches | None:
        """Find the merge that is under way, else the last one; None without one."""
        if ask_git(root, "rev-parse", "--verify", "--quiet", "MERGE_HEAD") is not None:
            both = "HEAD", "MERGE_HEAD"
        else:
            last = ask_git(root, "rev-list", "--merges", "--first-parent", "-1", "HEAD")
            commit = (last or b"").decode().strip()
            if not commit:
                return None
            both = f"{commit}^1", f"{commit}^2"
        base = (ask_git(root, "merge-base", *both) or b"").decode().strip()
        return cls(root, *both, base)

    def texts(self, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
        """Give the files that a commit has; none where there is no commit."""
        return texts_at(self.root, commit, paths) if commit else {}


def texts_before_merge(root: str, paths: Iterable[str]) -> dict[str, bytes]:
    """Give the texts that files had before a merge, by path; what git does not have is left out.

    The first of these that holds no conflict: the stages of the index (what both branches began
    from, else the first branch's), the merge base's, the first parent's.
    """
    missing, found = list(paths), dict[str, bytes]()
    if not missing:
        return found
    branches = Branches.of(root)
    commits = (branches.base, branches.first) if branches else ()
    for place in (":1", ":2", *filter(None, commits)):
        texts = texts_at(root, place, missing)
        found |= {path: text for path, text in texts.items() if not is_marked(text)}
        missing = [path for path in missing if path not in found]
    return found
