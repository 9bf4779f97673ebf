"""Rendering planned files; the only stage that knows Jinja and the formatter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from jinja2 import Environment

from svcgen.artifacts.files import PlannedFile, RenderedFile
from svcgen.graph import ServiceGraph
from svcgen.artifacts.subject import Subject
from svcgen.render.environment import make_environment
from svcgen.render.python.context import Context
from svcgen.render.python.views import VIEWS

BLANK_LINES = re.compile(r"\n{4,}")


def render_files(
    graph: ServiceGraph, planned: Iterable[PlannedFile], folders: Sequence[Path]
) -> Iterator[RenderedFile]:
    """Render files in order; templates are taken from the first of `folders` that has them."""
    environment = make_environment(folders)
    context = Context.of(graph)
    for file in planned:
        yield render_file(environment, context, file)


def render_file(
    environment: Environment, context: Context, file: PlannedFile
) -> RenderedFile:
    """Render one file: a Python file through its view, another with the view it was planned with."""
    template = environment.get_template(file.template)
    if not isinstance(file.view, Subject):
        text = template.render(v=file.view)
        return RenderedFile(
            file.path, file.policy, text, file.template, file.nodes, file.symbols
        )
    view = VIEWS[file.template](context, file.view.node)
    text = template.render(v=view)
    if not view.module.layout.certifies(text):
        text = format_python(text)
    symbols = tuple(sorted(view.module.symbols.items()))
    return RenderedFile(
        file.path, file.policy, text, file.template, file.nodes, symbols
    )


def format_python(text: str) -> str:
    """Format what layout could not vouch for, with the pinned formatter in its default mode."""
    import black

    return black.format_str(
        text, mode=black.Mode(target_versions={black.TargetVersion.PY311})
    )
