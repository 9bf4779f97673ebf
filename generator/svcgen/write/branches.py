"""What files were before two branches met, as git knows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from svcgen.artifacts.markers import is_marked
from svcgen.write.committed import ask_git, split_blobs


def texts_before_merge(root: str, paths: Iterable[str]) -> dict[str, bytes]:
    """Give the texts that files had before a merge, by path; what git does not have is left out.

    The first of these that holds no conflict: the stages of the index (what both branches began
    from, else the first branch's), the merge base's, the first parent's.
    """
    wanted = list(paths)
    prefix = ask_git(root, "rev-parse", "--show-prefix") if wanted else None
    if prefix is None:
        return {}
    folder = prefix.decode("utf-8", "surrogateescape").rstrip("\n")
    found: dict[str, bytes] = {}
    for place in (":1", ":2", *_commits(root)):
        missing = [path for path in wanted if path not in found]
        if not missing:
            break
        names = "".join(f"{place}:{folder}{path}\n" for path in missing)
        feed = names.encode("utf-8", "surrogateescape")
        output = ask_git(root, "cat-file", "--batch", feed=feed) or b""
        texts = split_blobs(missing, output)
        found |= {path: text for path, text in texts if not is_marked(text)}
    return found


def merged_commits(root: str) -> tuple[str, str] | None:
    """Give the two branches of the merge that is under way, else of the last one; None without one."""
    if ask_git(root, "rev-parse", "--verify", "--quiet", "MERGE_HEAD") is not None:
        return "HEAD", "MERGE_HEAD"
    last = ask_git(root, "rev-list", "--merges", "--first-parent", "-1", "HEAD")
    commit = (last or b"").decode().strip()
    return (f"{commit}^1", f"{commit}^2") if commit else None


def merge_base(root: str, commits: tuple[str, str]) -> str | None:
    """Give the commit that two branches began from."""
    found = (ask_git(root, "merge-base", *commits) or b"").decode().strip()
    return found or None


def _commits(root: str) -> Iterator[str]:
    both = merged_commits(root)
    if both is None:
        return
    base = merge_base(root, both)
    if base is not None:
        yield base
    yield both[0]
