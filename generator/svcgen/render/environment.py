"""The one environment that templates are rendered in: strict, and closed to bare text."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Undefined,
)
from jinja2.bccache import Bucket
from typing_extensions import override

from svcgen import __version__
from svcgen.artifacts.digest import sha256
from svcgen.naming import Code

_PRINTABLE = (Code, Undefined)


def make_environment(folders: Sequence[Path]) -> Environment:
    """Make the environment; a template is taken from the first of `folders` that has it."""
    environment = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - the output is source code, and only Code is printed
        finalize=only_code,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.clear()
    environment.bytecode_cache = _byte_code(environment)
    return environment


class _ByteCode(FileSystemBytecodeCache):
    """Compiled templates, by their texts: what Python's own `__pycache__` is to modules."""

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _byte_code(environment: Environment) -> _ByteCode | None:
    """Keep them in the user's own cache (XDG Base Directory); None where it is no place for code."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache")
    # what templates are compiled to depends on these, and Jinja does not look at them
    names = ("trim_blocks", "lstrip_blocks", "keep_trailing_newline", "autoescape")
    options = [(name, getattr(environment, name)) for name in names]
    try:
        stamp = sha256(repr((__version__, options)).encode())[:16]
        folder = base.expanduser() / "svcgen" / f"templates-{stamp}"
        if not folder.is_absolute():
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (OSError, RuntimeError):
        return None
    # compiled code is run: whoever may write there could run theirs
    is_own = found.st_uid == os.getuid() and not found.st_mode & 0o022
    return _ByteCode(str(folder)) if is_own else None


def only_code(value: object) -> object:
    """Let through what is known to be code; TypeError for text that nobody encoded."""
    if isinstance(value, _PRINTABLE) or type(value).__name__ == "Markup":
        return value
    raise TypeError(
        f"a template may print Code alone, not {type(value).__name__}: {value!a:.80}"
    )
