"""What the merge of one text comes to: its bytes, the units that clash, and the state of each unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Names = Mapping[str, str]
"""Spec pointer (and slot) of a symbol by its qualified name, as the manifest keeps it."""


class Unmergeable(Exception):
    """A text that cannot be taken apart (a syntax error, markers of a merge, a lone CR ...).

    The file is left untouched; the reason is one line for the owner.
    """


@dataclass(frozen=True, slots=True)
class UnitClash:
    """A unit that both sides changed and that do not go together; the owner's stays live.

    `unit` is the qualified name that the owner sees, or "" for the whole file; `reason` is one
    line; the texts are those of the unit on each side, None where it is absent.
    """

    unit: str
    reason: str
    base: str | None
    yours: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class TextMerge:
    """A merged text, what was left to the owner, and the state of every unit that is not clean.

    `states` pairs a qualified name with a code of the symbol table (docs/reference/drift).
    """

    text: bytes
    clashes: tuple[UnitClash, ...] = ()
    states: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MergeFacts:
    """What is known about a file beside its three texts.

    `pending` holds the text that a clashing unit had in the base when it first clashed (None:
    it was absent); it stands in for the base of that unit. `anchors` are the names that
    OVERWRITE files import from this one.
    """

    base_symbols: Names = field(default_factory=dict)
    new_symbols: Names = field(default_factory=dict)
    pending: Mapping[str, str | None] = field(default_factory=dict)
    anchors: frozenset[str] = frozenset()
