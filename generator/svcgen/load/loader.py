"""Files to a spec: everything of it that can be read, and every fault of its form."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Generic, TypeVar

from pydantic import BaseModel

from svcgen.diagnostics import Diagnostic, Span, has_errors, order_diagnostics
from svcgen.diagnostics.catalogue.form import NOT_A_MAPPING
from svcgen.diagnostics.catalogue.source import EMPTY_SPEC, NO_C_PARSER
from svcgen.load.compose import Composer
from svcgen.load.document import Document, Key, Node, Path, describe
from svcgen.load.explain import explain_fault
from svcgen.load.folder import merge_roots
from svcgen.load.model_keys import ModelKeys
from svcgen.load.reader import read_model
from svcgen.load.source import (
    Source,
    decode_source,
    find_conflicts,
    find_files,
    read_source,
)
from svcgen.spec import ServiceSpec

Model = TypeVar("Model", bound=BaseModel)

STAND_INS: Mapping[str, Node] = {"svcgen": 1, "service": {"name": "service"}}
"""What a spec is read with when it lacks them, so that the rest of it can be checked."""


@dataclass(frozen=True, slots=True)
class Loaded(Generic[Model]):
    """What was read.

    `spec` is whole when there is no error among `diagnostics`; else it is what could be read, or
    None when not even that can be checked. `broken` are the paths that were left out of it.
    """

    spec: Model | None
    document: Document
    diagnostics: tuple[Diagnostic, ...]
    broken: frozenset[Path] = frozenset()

    @property
    def is_whole(self) -> bool:
        """Is the spec free of faults of form?"""
        return self.spec is not None and not has_errors(self.diagnostics)

    def is_broken(self, path: Path) -> bool:
        """Was the value at a path left out, or something above or below it?

        What refers to it must not be called unknown.
        """
        return any(
            path[: len(cut)] == cut or cut[: len(path)] == path for cut in self.broken
        )


def load_spec(paths: Sequence[FilePath]) -> Loaded[ServiceSpec]:
    """Read a spec from files and folders of files."""
    return load_model(paths, ServiceSpec, STAND_INS)


def load_texts(files: Mapping[str, bytes | None]) -> Loaded[ServiceSpec]:
    """Read a spec that stands in memory, by the names of its files in diagnostics; None is no file."""
    read = [
        decode_source(name, text)
        for name, text in sorted(files.items())
        if text is not None
    ]
    sources = [result for result in read if isinstance(result, Source)]
    faults = [result for result in read if isinstance(result, Diagnostic)]
    return load_sources(sources, ServiceSpec, STAND_INS, faults)


def load_model(
    paths: Sequence[FilePath],
    model: type[Model],
    stand_ins: Mapping[str, Node] | None = None,
) -> Loaded[Model]:
    """Read files into any root model; `stand_ins` fill what a faulty root lacks."""
    read = [result for path in paths for result in _read_path(path)]
    sources = [result for result in read if isinstance(result, Source)]
    faults = [result for result in read if isinstance(result, Diagnostic)]
    return load_sources(sources, model, stand_ins, faults)


def _read_path(path: FilePath) -> list[Source | Diagnostic]:
    files = find_files(path)
    return [files] if isinstance(files, Diagnostic) else [read_source(f) for f in files]


def load_sources(
    sources: Sequence[Source],
    model: type[Model],
    stand_ins: Mapping[str, Node] | None = None,
    faults: Sequence[Diagnostic] = (),
) -> Loaded[Model]:
    """Read texts into a root model; `faults` are those of reading the files."""
    with _paused_gc():
        document = Document()
        roots: list[dict[Key, Node]] = []
        found = list(faults)
        for source in sources:
            root, diagnostics = _compose(source, document)
            roots += [root] if root is not None else []
            found += diagnostics
        if not roots:
            return Loaded(None, document, order_diagnostics(found))
        found += merge_roots(roots, document)
        reading = read_model(model, document, stand_ins or {})
        complete = len(roots) == len(sources) and not faults
        keys = ModelKeys(model)
        found += [
            explain_fault(fault, document, keys)
            for fault in reading.faults
            # What is missing may stand in a file that could not be read.
            if complete or fault.kind != "missing" or fault.path
        ]
        spec = reading.model if complete else None
        return Loaded(spec, document, order_diagnostics(found), reading.broken)


def _compose(
    source: Source, document: Document
) -> tuple[dict[Key, Node] | None, list[Diagnostic]]:
    start = Span(source.name, 1, 1, 1)
    try:
        from yaml._yaml import CParser
    except ImportError:
        return None, [NO_C_PARSER.at(start)]
    composer = Composer(source, document)
    conflicts = list(find_conflicts(source))
    if conflicts:
        return None, conflicts
    root = composer.compose(CParser(source.text.encode()))
    faults = composer.diagnostics
    if isinstance(root, dict):
        return root, faults
    if root is not None:
        faults.append(NOT_A_MAPPING.at(start, found=describe(root)))
    elif not has_errors(faults):
        faults.append(EMPTY_SPEC.at(start))
    return None, faults


@contextmanager
def _paused_gc() -> Iterator[None]:
    """Keep the collector from walking what is being built, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
