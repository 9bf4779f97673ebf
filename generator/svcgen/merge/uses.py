"""What live code of the owner imports must still be there after a run, or the run is refused.

Files of the generator move on while an edited file may keep an import of what they had
(docs/decisions/0029).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace

from svcgen.artifacts.bindings import (
    ANY,
    Use,
    bound_names,
    imported_names,
    module_of,
    parse_module,
    paths_of,
)
from svcgen.artifacts.digest import matches
from svcgen.artifacts.outcome import (
    STILL_USED,
    ChangeKind,
    Conflict,
    FileChange,
    MergeOutcome,
)
from svcgen.artifacts.policy import WritePolicy


def loses_python(outcome: MergeOutcome) -> bool:
    """Tell whether a run changes or removes a module that something may be imported from."""
    return any(_may_lose(change) for change in outcome.changes)


def refuse_lost_names(
    outcome: MergeOutcome, unlisted: Mapping[str, bytes | None]
) -> MergeOutcome:
    """Add a conflict, which refuses the run, for every import of the owner's that it would break.

    `unlisted` holds the owner's own modules below src/, by path.
    """
    changes = {change.path: change for change in outcome.changes}
    lost = tuple(
        _refusal(path, use)
        for path, text in sorted(_live(outcome, unlisted).items())
        for use in _uses(path, text)
        if _is_lost(use, changes, unlisted)
    )
    if not lost:
        return outcome
    return replace(outcome, conflicts=(*outcome.conflicts, *lost))


def _may_lose(change: FileChange) -> bool:
    return (
        change.kind in (ChangeKind.UPDATE, ChangeKind.DELETE)
        and module_of(change.path) is not None
    )


def _live(
    outcome: MergeOutcome, unlisted: Mapping[str, bytes | None]
) -> dict[str, bytes]:
    """Give the modules that hold code of the owner's, as they will be."""
    digests = {row.path: row.sha256 for row in outcome.rows}
    live = {path: text for path, text in unlisted.items() if text is not None}
    for change in outcome.changes:
        text = change.after
        if text is None or not change.path.endswith(".py"):
            continue
        if change.policy is WritePolicy.WRITE_ONCE or (
            change.policy is WritePolicy.MERGE
            and not matches(text, digests.get(change.path, ""))
        ):
            live[change.path] = text
    return live


def _uses(path: str, text: bytes) -> Iterator[Use]:
    tree = parse_module(text)
    if tree is not None:
        module, is_package = module_of(path) or ("", False)
        yield from imported_names(tree, module, is_package=is_package)


def _is_lost(
    use: Use,
    changes: Mapping[str, FileChange],
    unlisted: Mapping[str, bytes | None],
) -> bool:
    """Tell whether a name is bound before the run and not after it."""
    if not any(
        (change := changes.get(path)) is not None and _may_lose(change)
        for path in (*paths_of(use.module), *paths_of(f"{use.module}.{use.name}"))
    ):
        return False

    def text_at(path: str, *, after: bool) -> bytes | None:
        change = changes.get(path)
        if change is None:
            return unlisted.get(path)
        return change.after if after else change.before

    def is_bound(*, after: bool) -> bool:
        texts = [text_at(path, after=after) for path in paths_of(use.module)]
        if any(text is not None and _binds(text, use.name) for text in texts):
            return True
        if not use.name:
            return False
        inner = paths_of(f"{use.module}.{use.name}")
        return any(text_at(path, after=after) is not None for path in inner)

    return is_bound(after=False) and not is_bound(after=True)


def _binds(text: bytes, name: str) -> bool:
    tree: ast.Module | None = parse_module(text) if name else None
    if tree is None:
        # the module itself is meant, or nothing can be told of it
        return True
    bound = bound_names(tree)
    return name in bound or ANY in bound


def _refusal(path: str, use: Use) -> Conflict:
    what = f"{use.name} from {use.module}" if use.name else use.module
    return Conflict(
        code=STILL_USED,
        path=path,
        reason=f"it imports {what}, which this run would remove",
        base=None,
        yours=None,
        new=None,
        unit=use.name or None,
        line=use.line,
    )
