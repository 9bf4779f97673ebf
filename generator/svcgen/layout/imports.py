"""Imports, sorted as the import rules of the linter sort them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache

from svcgen.layout.expressions import Atom, Group, Place

_Natural = tuple[tuple[int, int, str], ...]
_Key = tuple[int, _Natural, str]
_DIGITS = re.compile(r"(\d+)")


def import_lines(names: Iterable[tuple[str, str]], own: str, indent: int) -> list[str]:
    """Lay out (module, name) pairs: future, standard library, others, the service's own."""
    sections: dict[int, list[tuple[str, str]]] = {}
    for module, name in dict.fromkeys(names):
        sections.setdefault(_section(module, own), []).append((module, name))
    lines: list[str] = []
    for section in sorted(sections):
        lines += [""] if lines else []
        lines += _section_lines(sections[section], indent)
    return lines


@lru_cache(maxsize=4096)
def _section(module: str, own: str) -> int:
    top = module.partition(".")[0]
    if top == "__future__":
        return 0
    if top in sys.stdlib_module_names:
        return 1
    return 3 if own and top == own else 2


def _section_lines(pairs: list[tuple[str, str]], indent: int) -> list[str]:
    edge = " " * indent
    whole = sorted((module for module, name in pairs if not name), key=module_key)
    lines = [f"{edge}import {module}" for module in whole]
    by_module: dict[str, list[str]] = {}
    for module, name in pairs:
        if name:
            by_module.setdefault(module, []).append(name)
    for module in _sorted(by_module, module_key):
        names = _sorted(by_module[module], member_key)
        plain = [name for name in names if " as " not in name]
        lines += _from_lines(module, plain, indent) if plain else []
        for name in names:
            lines += _from_lines(module, [name], indent) if " as " in name else []
    return lines


def _from_lines(module: str, names: list[str], indent: int) -> list[str]:
    start = f"{' ' * indent}from {module} import "
    flat = start + ", ".join(names)
    if len(flat) <= 88:
        return [flat]
    items = tuple(Atom(name) for name in names)
    return Group("", "()", items).split(Place(indent, f"from {module} import "))


def _sorted(names: Collection[str], key: Callable[[str], _Key]) -> Iterable[str]:
    """Sort names; most modules are asked for one, whose key is not needed."""
    return sorted(names, key=key) if len(names) > 1 else names


@lru_cache(maxsize=4096)
def module_key(module: str) -> _Key:
    """Order the modules of a section."""
    return 0, _natural(module.lower()), module


@lru_cache(maxsize=4096)
def member_key(name: str) -> _Key:
    """Order what is imported from a module: constants, classes, the rest."""
    bare = name.partition(" as ")[0]
    kind = 2 - bare[:1].isupper() - (bare.isupper() and len(bare) > 1)
    return kind, _natural(name), name


def _natural(text: str) -> _Natural:
    """Order digits by their value, as in `v2` before `v10`."""
    return tuple(
        [
            (0, int(part), "") if part.isdigit() else (1, 0, part)
            for part in _DIGITS.split(text)
            if part
        ]
    )
