"""Names in a text, replaced where they stand; every other byte stays."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from svcgen.edit.emit import scalar_text
from svcgen.edit.mentions import Mention


def replace_names(
    text: str, mentions: Iterable[Mention], new: Callable[[Mention], str | None]
) -> str:
    """Give a text with other names where `new` gives one; None leaves a mention as it is."""
    edits: list[tuple[int, int, str]] = []
    for mention in mentions:
        name = new(mention)
        if name is not None and name != mention.name:
            edits.append(_edit(text, mention, name))
    return apply_edits(text, edits)


def apply_edits(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Give a text with other words at places that do not overlap."""
    for start, end, words in sorted(set(edits), reverse=True):
        text = text[:start] + words + text[end:]
    return text


def _edit(text: str, mention: Mention, name: str) -> tuple[int, int, str]:
    node = mention.node
    raw = text[node.start : node.end]
    start, end = mention.start, mention.start + len(mention.name)
    if raw.endswith(node.value):
        at = node.end - len(node.value)
        return at + start, at + end, name
    if raw[-1:] in "'\"" and raw[:-1].endswith(raw[-1] + node.value):
        at = node.end - 1 - len(node.value)
        return at + start, at + end, name
    value = node.value[:start] + name + node.value[end:]
    written = scalar_text(value)
    return node.start, node.end, written
