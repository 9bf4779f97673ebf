"""One table per namespace: who has a name already."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from svcgen.diagnostics import Code, Diagnostic, Related
from svcgen.validate.world import Path, World


def fold(name: str) -> str:
    """Give what two names share that a file system or a reader would confuse (NFKC, case)."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFKC", name).casefold()


class Table:
    """The names of one namespace, each with what has it and where that stands."""

    def __init__(self, world: World, code: Code, where: str) -> None:
        """`code` is what a second claim is reported as; `where` says which namespace this is."""
        self.world = world
        self.code = code
        self.where = where
        self.taken: dict[str, tuple[str, Path]] = {}

    def claim(self, name: str, what: str, path: Path) -> Iterator[Diagnostic]:
        """Take a name; a fault when something else has it."""
        key = fold(name)
        first = self.taken.setdefault(key, (what, path))
        if first == (what, path):
            return
        related = Related(self.world.key(*first[1]), f"{first[0]} has it")
        yield self.code.at(
            self.world.key(*path),
            related=[related],
            name=name,
            where=self.where,
            what=what,
        )
