"""Breaks one rule of the merge at a time, to see whether the oracle notices."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from svcgen.merge.python import blocks, imports, order, signatures, statements
from svcgen.merge.python.ledger import Ledger
from svcgen.merge.python.source import Style


class Mutant(NamedTuple):
    """A function or a method, what stands in its place, and how many cases it takes to notice."""

    place: object
    name: str
    make: Callable[[Callable[..., Any]], Callable[..., Any]]
    cases: int


def _always(value: object) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function that gives one value, whatever it is asked."""
    return lambda old: lambda *given, **named: value


def _only_the_generators(old: Callable[..., Any]) -> Callable[..., Any]:
    def order_keys(
        base: list[str], yours: list[str], new: list[str], live: object
    ) -> list[str]:
        kept = {*base, *new}
        return [key for key in old(base, yours, new, live) if key in kept]

    return order_keys


def _new_of(attribute: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a merge of three sides that gives a part of the new one."""

    def make(old: Callable[..., Any]) -> Callable[..., Any]:
        return lambda base, yours, new: getattr(new, attribute)

    return make


ALL: Mapping[str, Mutant] = {
    "comments above are new's": Mutant(statements, "merge_leads", _new_of("lead"), 300),
    "a body is new's": Mutant(
        statements,
        "merge_bodies",
        lambda old: lambda base, yours, new: old(base, base, new),
        80,
    ),
    "a signature is base's": Mutant(
        signatures,
        "merge_signatures",
        lambda old: lambda base, yours, new: old(base, yours, base),
        60,
    ),
    "what the owner put in goes": Mutant(order, "order_keys", _only_the_generators, 60),
    "the last one stands there twice": Mutant(
        order,
        "order_keys",
        lambda old: lambda *sides: [*(keys := old(*sides)), *keys[-1:]],
        60,
    ),
    "imports go, needed or not": Mutant(imports, "_goes", _always(True), 150),
    "imports do not come": Mutant(imports, "_comes", _always(False), 60),
    "what is new does not come": Mutant(blocks, "_absent", _always(None), 60),
    "a clash is in no report": Mutant(Ledger, "clash", _always(None), 60),
    "the newlines are LF": Mutant(
        Style, "encode", lambda old: lambda style, text: text.encode(), 60
    ),
}
MUTANTS: Mapping[str, int] = {name: mutant.cases for name, mutant in ALL.items()}
"""By name: after how many cases at the latest the oracle has noticed."""


@contextmanager
def broken_by(name: str) -> Iterator[None]:
    """Break a rule for a while, wherever the merge knows it."""
    mutant = ALL[name]
    old = getattr(mutant.place, mutant.name)
    places = [mutant.place]
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith("svcgen.merge") and module is not mutant.place:
            places += [module] * (getattr(module, mutant.name, None) is old)
    patches = [patch.object(p, mutant.name, mutant.make(old)) for p in places]
    for each in patches:
        each.start()
    try:
        yield
    finally:
        for each in patches:
            each.stop()
