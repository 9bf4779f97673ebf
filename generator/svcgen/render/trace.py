"""Which line of which template each line of a rendered file came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, nodes

from svcgen.artifacts.files import PlannedFile
from svcgen.artifacts.subject import Subject
from svcgen.graph import ServiceGraph
from svcgen.render.environment import make_environment
from svcgen.render.python.context import Context
from svcgen.render.python.views import VIEWS

_MARK = re.compile("\ue000([^\ue000\ue001]*):(\\d+)\ue001")


class TemplateLines(NamedTuple):
    """Lines of a template, both ends included."""

    template: str
    first: int
    last: int


def trace_template(
    graph: ServiceGraph, file: PlannedFile, folders: Sequence[Path]
) -> tuple[str, tuple[TemplateLines | None, ...]]:
    """Render a file with its template's line numbers in it: gives the text, and the lines of each line.

    The text is as the template gives it: no formatter has seen it.
    """
    environment = _marking(make_environment(folders))
    view = file.view
    if isinstance(view, Subject):
        view = VIEWS[file.template](Context.of(graph), view.node)
    marked = environment.get_template(file.template).render(view=view)
    return _MARK.sub("", marked), tuple(_read(marked, file.template))


def _marking(environment: Environment) -> Environment:
    """Give an environment whose templates print a mark before each of their parts."""

    class Marking(Environment):
        def _parse(
            self, source: str, name: str | None, filename: str | None
        ) -> nodes.Template:
            tree = super()._parse(source, name, filename)
            for output in tree.find_all(nodes.Output):
                output.nodes = list(_with_marks(output.nodes, name or ""))
            return tree

    marking = environment.overlay()
    marking.__class__ = Marking
    # compiled with marks, and for no other environment
    marking.bytecode_cache = None
    return marking


def _with_marks(parts: Iterable[nodes.Expr], name: str) -> Iterator[nodes.Expr]:
    for part in parts:
        if not isinstance(part, nodes.TemplateData):
            yield _mark(name, part.lineno)
            yield part
            continue
        for step, line in enumerate(part.data.splitlines(keepends=True)):
            yield _mark(name, part.lineno + step)
            yield nodes.TemplateData(line, lineno=part.lineno + step)


def _mark(name: str, line: int) -> nodes.TemplateData:
    return nodes.TemplateData(f"\ue000{name}:{line}\ue001", lineno=line)


def _read(marked: str, template: str) -> Iterator[TemplateLines | None]:
    """Give what marks say of each line; where an included template printed, that one is named."""
    current: tuple[str, int] | None = None
    for line in marked.removesuffix("\n").split("\n"):
        seen = [(found[1], int(found[2])) for found in _MARK.finditer(line)]
        if current is not None and (not seen or not line.startswith("\ue000")):
            seen.insert(0, current)
        if not seen:
            yield None
            continue
        current = seen[-1]
        inner = next((name for name, _ in seen if name != template), template)
        numbers = [number for name, number in seen if name == inner]
        yield TemplateLines(inner, min(numbers), max(numbers))
