"""Imports, sorted as the import rules of the linter sort them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from functools import lru_cache

from svcgen.layout.expressions import Atom, Group, Place


def import_lines(names: Iterable[tuple[str, str]], own: str, indent: int) -> list[str]:
    """Lay out (module, name) pairs: future, standard library, others, the service's own."""
    sections: dict[int, set[tuple[str, str]]] = {}
    for module, name in names:
        sections.setdefault(_section(module, own), set()).add((module, name))
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


def _section_lines(pairs: set[tuple[str, str]], indent: int) -> list[str]:
    edge = " " * indent
    whole = sorted((module for module, name in pairs if not name), key=_module_key)
    lines = [f"{edge}import {module}" for module in whole]
    by_module: dict[str, list[str]] = {}
    for module, name in pairs:
        if name:
            by_module.setdefault(module, []).append(name)
    for module in sorted(by_module, key=_module_key):
        names = sorted(by_module[module], key=_member_key)
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


@lru_cache(maxsize=4096)
def _module_key(module: str) -> tuple[tuple[tuple[int, int, str], ...], str]:
    return _natural(module.lower()), module


@lru_cache(maxsize=4096)
def _member_key(name: str) -> tuple[int, tuple[tuple[int, int, str], ...], str]:
    bare = name.partition(" as ")[0]
    kind = 2 - bare[:1].isupper() - (bare.isupper() and len(bare) > 1)
    return kind, _natural(name), name


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Order digits by their value, as in `v2` before `v10`."""
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.split(r"(\d+)", text)
        if part
    )
