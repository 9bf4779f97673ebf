"""The one environment that templates are rendered in: strict, and closed to bare text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined

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
    return environment


def only_code(value: object) -> object:
    """Let through what is known to be code; TypeError for text that nobody encoded."""
    if isinstance(value, _PRINTABLE) or type(value).__name__ == "Markup":
        return value
    raise TypeError(
        f"a template may print Code alone, not {type(value).__name__}: {value!a:.80}"
    )
