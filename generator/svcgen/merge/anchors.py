"""The names of shared files that files of the generator import: the owner may not lose them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from svcgen.artifacts.bindings import (
    ANY,
    bound_names,
    module_of,
    parse_module,
    paths_of,
    used_attributes,
)
from svcgen.artifacts.files import RenderedFile
from svcgen.artifacts.policy import WritePolicy

_DOCSTRING = re.compile(r'\A(?:\s|#.*)*"""(?s:.*?)"""')
_FROM = re.compile(r"^from ([\w.]+) import (\([^)]*\)|[^\n(]*)", re.MULTILINE)


def find_anchors(rendered: Iterable[RenderedFile]) -> dict[str, frozenset[str]]:
    """Give, by path, the names of each MERGE module that OVERWRITE modules import or take from it.

    What is read is the generator's own text, so that imports stand at the beginning of a line.
    """
    files = [file for file in rendered if module_of(file.path) is not None]
    shared = {file.path for file in files if file.policy is WritePolicy.MERGE}
    anchors: defaultdict[str, set[str]] = defaultdict(set)
    for file in files:
        if file.policy is WritePolicy.OVERWRITE:
            _anchors_of(file, shared, anchors)
    return {path: frozenset(names) for path, names in anchors.items()}


def _anchors_of(
    file: RenderedFile, shared: set[str], anchors: Mapping[str, set[str]]
) -> None:
    modules: dict[str, str] = {}
    text = _DOCSTRING.sub("", file.text, count=1)
    for source, names in _FROM.findall(text):
        for part in names.strip("()").split(","):
            name, _, alias = part.partition("#")[0].strip().partition(" as ")
            for path in paths_of(source):
                if path in shared and name:
                    anchors[path].add(name)
            for path in paths_of(f"{source}.{name}"):
                if path in shared:
                    modules[alias.strip() or name] = path
    tree = parse_module(file.text.encode()) if modules else None
    if tree is not None:
        for alias, attribute in used_attributes(tree):
            if alias in modules:
                anchors[modules[alias]].add(attribute)


def lost_anchors(text: bytes, anchors: Iterable[str]) -> tuple[str, ...] | None:
    """Give the anchors that a module does not bind; None when it cannot be parsed."""
    tree = parse_module(text)
    if tree is None:
        return None
    bound = bound_names(tree)
    return () if ANY in bound else tuple(sorted(set(anchors) - bound))
