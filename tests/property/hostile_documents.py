"""TOML, YAML, JSON and Markdown side by side: the same structure, and the words where the marks are."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.property.hostile_python import ShapeDiffers, Sink
from tests.property.hostile_texts import MARK

Reader = Callable[[str], object]
READERS: Mapping[str, Reader] = {
    ".toml": tomllib.loads,
    ".json": json.loads,
    ".yaml": lambda text: list(yaml.safe_load_all(text)),
    ".yml": lambda text: list(yaml.safe_load_all(text)),
}
TEXTS = frozenset(("text", "text_special", "softbreak"))


def document_sinks(path: str, hostile: str, plain: str) -> Iterator[Sink]:
    """Compare two files; of a kind that no text enters, they are the same byte for byte."""
    suffix = PurePosixPath(path).suffix
    if hostile == plain and not MARK.search(plain):
        _read_once(suffix, plain)
    elif suffix in READERS:
        yield from _values(READERS[suffix](hostile), READERS[suffix](plain), "")
    elif suffix == ".md":
        yield from _markdown(hostile, plain)
    elif hostile != plain or MARK.search(plain):
        raise ShapeDiffers(path)


@cache
def _read_once(suffix: str, text: str) -> object:
    return READERS[suffix](text) if suffix in READERS else None


def _values(one: object, two: object, at: str) -> Iterator[Sink]:
    if isinstance(one, dict) and isinstance(two, dict):
        if list(one) != list(two):
            raise ShapeDiffers(f"keys at {at}")
        for key in one:
            yield from _values(one[key], two[key], f"{at}.{key}")
    elif isinstance(one, list) and isinstance(two, list):
        if len(one) != len(two):
            raise ShapeDiffers(f"items at {at}")
        for left, right in zip(one, two, strict=True):
            yield from _values(left, right, f"{at}[]")
    elif isinstance(one, str) and isinstance(two, str) and MARK.search(two):
        yield Sink(f"value{at}", one, two)
    elif one != two:
        raise ShapeDiffers(f"{one!r} and {two!r} at {at}")


def _markdown(hostile: str, plain: str) -> Iterator[Sink]:
    """Hold Markdown (CommonMark with tables): no text may become markup, HTML or a link."""
    parser = MarkdownIt("commonmark").enable("table")
    left, right = _flat(parser.parse(hostile)), _flat(parser.parse(plain))
    if [kind for kind, _ in left] != [kind for kind, _ in right]:
        raise ShapeDiffers("Markdown")
    for (_, one), (_, two) in zip(left, right, strict=True):
        if MARK.search(two):
            yield Sink("doc of Markdown", one, two)
        elif one != two:
            raise ShapeDiffers(f"{one!r} and {two!r}")


def _flat(tokens: list[Token]) -> list[tuple[str, str]]:
    """Give kinds of tokens with their content; neighbouring texts are one."""
    found: list[tuple[str, str]] = []
    for token in tokens:
        if token.children is not None:
            found += _flat(token.children)
        elif token.type in TEXTS and found and found[-1][0] == "text":
            found[-1] = ("text", found[-1][1] + token.content)
        else:
            kind = "text" if token.type in TEXTS else token.type
            found.append((kind, token.content))
    return found
