"""Breaks one way of escaping at a time, to see whether the campaign notices; and counts what is escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import cast

from svcgen import naming
from svcgen.naming import literals, prose
from svcgen.naming.code import Code

TYPES = (
    "PyLit",
    "PyDoc",
    "Comment",
    "TsLit",
    "TsDoc",
    "TsProperty",
    "TomlLit",
    "MdText",
)
"""The types by which texts of a spec reach a file; YamlLit and SqlName have no place yet."""
Make = Callable[[type[Code], object], Code]


@contextmanager
def count_texts(counts: MutableMapping[str, int]) -> Iterator[None]:
    """Count, type by type, the texts that are more than a name."""
    kept = {name: getattr(naming, name).__new__ for name in TYPES}
    for name in TYPES:
        type.__setattr__(
            getattr(naming, name), "__new__", _counting(name, kept[name], counts)
        )
    try:
        yield
    finally:
        for name, make in kept.items():
            type.__setattr__(getattr(naming, name), "__new__", make)


def _counting(
    name: str, make: Callable[..., Code], counts: MutableMapping[str, int]
) -> Callable[..., Code]:
    def new(cls: type[Code], text: object, *more: object) -> Code:
        if not str(text).isidentifier():
            counts[name] = counts.get(name, 0) + 1
        return make(cls, text, *more)

    return new


def _replace(kind: type[Code], make: Callable[[str], str]) -> Callable[[], None]:
    """Make a mutant: texts of a kind are written by `make`, everything else as ever."""

    def apply() -> None:
        old = kind.__new__

        def new(cls: type[Code], text: object, *more: object) -> Code:
            if not isinstance(text, str):
                return cast("Callable[..., Code]", old)(cls, text, *more)
            return str.__new__(cls, make(text))

        type.__setattr__(kind, "__new__", new)

    return apply


def _patch(module: object, name: str, value: object) -> Callable[[], None]:
    return lambda: setattr(module, name, value)


def _same(text: str) -> str:
    return text


MUTANTS: Mapping[str, Callable[[], None]] = {
    "a docstring of an f-string": _replace(naming.PyDoc, '"""{}"""'.format),
    "a docstring whose backslashes stay": _patch(
        prose, "_disarm_doc", lambda text: text.replace('"', "'")
    ),
    "a docstring whose quotes stay": _patch(
        prose, "_disarm_doc", lambda text: text.replace("\\", "\\\\")
    ),
    "a Python literal in plain quotes": _replace(naming.PyLit, '"{}"'.format),
    "a Python literal that escapes quotes alone": _replace(
        naming.PyLit, lambda text: '"' + text.replace('"', '\\"') + '"'
    ),
    "a Python literal that is trimmed": _replace(
        naming.PyLit, lambda text: repr(" ".join(text.split()))
    ),
    "a comment as it is written": _replace(naming.Comment, _same),
    "a comment that ends with LF alone": _replace(
        naming.Comment, lambda text: text.replace("\n", " ")
    ),
    "a TypeScript literal in plain quotes": _replace(naming.TsLit, '"{}"'.format),
    "a TypeScript literal as a template": _replace(
        naming.TsLit, lambda text: "`" + text.replace("`", "\\`") + "`"
    ),
    "a TypeScript literal that escapes quotes alone": _replace(
        naming.TsLit, lambda text: '"' + text.replace('"', '\\"') + '"'
    ),
    "a TypeScript text that is folded": _patch(
        literals, "_plain", lambda value: json.dumps(_folded(value))
    ),
    "a TypeScript comment that ends early": _patch(prose, "_disarm_ts", _same),
    "a TypeScript comment as it is written": _replace(naming.TsDoc, "/** {} */".format),
    "TOML in plain quotes": _replace(naming.TomlLit, '"{}"'.format),
    "TOML without wide characters": _replace(naming.TomlLit, json.dumps),
    "Markdown as it is written": _replace(naming.MdText, _same),
    "Markdown with its links": _patch(prose, "_MARKUP", re.compile(r"[\\<>]")),
}
"""By name: what breaks one way of escaping in this process."""


def _folded(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value
