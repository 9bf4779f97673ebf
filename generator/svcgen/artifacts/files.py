"""Files on their way from the plan to the disk."""

from __future__ import annotations

from dataclasses import dataclass

from svcgen.artifacts.policy import WritePolicy

Symbols = tuple[tuple[str, str], ...]
"""Pairs of a qualified name in the file and the pointer of the spec node it came from."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file that is to be: `path` is POSIX and relative to the service's root.

    `view` is what its template sees; `nodes` are the spec pointers it came from.
    """

    path: str
    policy: WritePolicy
    template: str
    nodes: tuple[str, ...] = ()
    symbols: Symbols = ()
    view: object = None
    executable: bool = False


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A planned file with its text, newlines as LF."""

    path: str
    policy: WritePolicy
    text: str
    template: str
    nodes: tuple[str, ...] = ()
    symbols: Symbols = ()
    executable: bool = False
