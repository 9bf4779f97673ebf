"""Which modules of the owner's own stand in a service, beside those that svcgen emits."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator

SOURCES, TESTS = "src", "tests"


def unlisted_modules(
    root: str, listed: Container[str], *, tests: bool = False
) -> Iterator[str]:
    """Give Python files below src/ (or tests/) that are not listed; links and hidden folders are left out."""
    top = TESTS if tests else SOURCES
    # by descriptors: a folder that becomes a link meanwhile is not looked into
    for folder, folders, files, _ in os.fwalk(os.path.join(root, top)):  # noqa: PTH118
        folders[:] = sorted(
            name for name in folders if not name.startswith((".", "__pycache__"))
        )
        for name in sorted(files):
            whole = os.path.join(folder, name)  # noqa: PTH118
            path = os.path.relpath(whole, root).replace(os.sep, "/")
            is_ours = name.endswith(".py") and path not in listed
            if is_ours and not os.path.islink(whole):  # noqa: PTH114
                yield path
