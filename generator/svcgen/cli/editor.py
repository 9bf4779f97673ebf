"""A conflict in the owner's editor: both texts in one file, and what is left of it is put in."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svcgen.artifacts.outcome import Conflict

MARK = "#>"


def edit_conflict(conflict: Conflict) -> str | None:
    """Open $EDITOR on both texts; give what is left, or None when nothing was decided.

    Raises ResolveFault when there is no editor, or it ends with an error.
    """
    from svcgen.operations.resolve import ResolveFault

    words = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    before = _text(conflict)
    suffix = Path(conflict.path).suffix
    with tempfile.TemporaryDirectory(prefix="svcgen-") as folder:
        file = Path(folder) / f"conflict{suffix}"
        file.write_text(before, encoding="utf-8", errors="surrogateescape")
        command = [*words, str(file)]
        try:
            done = subprocess.run(command, check=False)  # noqa: S603 - the owner's own
        except OSError as error:
            raise ResolveFault(
                f"no editor: {words[0]}: {(error.strerror or str(error)).lower()}; set EDITOR"
            ) from error
        after = file.read_text(encoding="utf-8", errors="surrogateescape")
    if done.returncode:
        raise ResolveFault(
            f"{words[0]} ended with {done.returncode}; nothing was written"
        )
    kept = "".join(
        line for line in after.splitlines(keepends=True) if not line.startswith(MARK)
    )
    if after == before or not kept.strip():
        sys.stderr.write(f"left as it is: {conflict.place}: nothing was decided\n")
        return None
    return kept.strip("\n") + "\n"


def _text(conflict: Conflict) -> str:
    """Lay out both texts under lines that say what they are."""
    yours, new = (_decoded(each) for each in (conflict.yours, conflict.new))
    unit = f"{conflict.unit}: " if conflict.unit else ""
    return "".join(
        (
            f"{MARK} {conflict.place}: {unit}{conflict.reason}\n",
            f"{MARK} Leave what is to stand there. Lines that begin with {MARK} are taken out;\n",
            f"{MARK} an unchanged or empty file decides nothing.\n",
            f"{MARK} ---- yours\n",
            yours,
            f"{MARK} ---- the generator's\n",
            new,
        )
    )


def _decoded(text: bytes | None) -> str:
    if text is None:
        return ""
    plain = text.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    return plain if plain.endswith("\n") or not plain else f"{plain}\n"
