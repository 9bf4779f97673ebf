"""Rendering planned files; the only stage that knows Jinja and the formatter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment

from svcgen.artifacts.faults import TemplateFault
from svcgen.artifacts.files import PlannedFile, RenderedFile
from svcgen.artifacts.policy import WritePolicy
from svcgen.artifacts.subject import Subject
from svcgen.graph import ServiceGraph
from svcgen.layout.expressions import WIDTH
from svcgen.render.environment import make_environment
from svcgen.render.memory import RenderMemory
from svcgen.render.python.context import Context
from svcgen.render.python.views import VIEWS
from svcgen.render.slices import Read, Slices


def render_files(
    graph: ServiceGraph,
    planned: Iterable[PlannedFile],
    folders: Sequence[Path],
    line_length: int = WIDTH,
    memory: RenderMemory | None = None,
) -> Iterator[RenderedFile]:
    """Render files in order; templates are taken from the first of `folders` that has them.

    Python is laid out for `line_length` columns. With `memory`, a file is taken as it was rendered
    before when its slice of the graph is the same.
    """
    environment = make_environment(folders)
    context = Context.of(graph)
    replaced, slices = replaced_templates(folders), Slices(context)
    anywhere = any(_is_part(name) for name in replaced)
    for file in planned:
        if file.template in replaced or anywhere:
            yield render_own(environment, context, file, line_length)
        elif memory is None or not _has_slice(file):
            yield render_file(environment, context, file, line_length)
        else:
            known = memory.recall(file, slices)
            if known is None:
                seen: set[Read] = set()
                watched = slices.watched(seen)
                known = render_file(environment, watched, file, line_length)
                memory.remember(file, known, slices, seen)
            yield known


def _has_slice(file: PlannedFile) -> bool:
    """Is it about a part of the service? What is about all of it changes with all of it."""
    return isinstance(file.view, Subject) and file.view.node is not file.view.graph


def replaced_templates(folders: Sequence[Path]) -> frozenset[str]:
    """Give the templates that stand in other folders than svcgen's own, which is the last."""
    return frozenset(
        path.relative_to(folder).as_posix()
        for folder in folders[:-1]
        for path in folder.rglob("*.jinja")
    )


def _is_part(template: str) -> bool:
    return template.rpartition("/")[2].startswith("_")


def render_own(
    environment: Environment, context: Context, file: PlannedFile, line_length: int
) -> RenderedFile:
    """Render a file through a template of an organisation's own.

    Layout knows nothing of the text of such a template, so the formatter always has a look at Python.
    Raises TemplateFault when it cannot be rendered, or gives no Python.
    """
    try:
        rendered = render_file(environment, context, file, line_length)
        if not file.path.endswith(".py"):
            return rendered
        return replace(rendered, text=format_python(rendered.text, line_length))
    except Exception as error:
        reason = " ".join(str(error).split())[:300]
        raise TemplateFault(
            file.template, f"{type(error).__name__}: {reason}"
        ) from error


def render_file(
    environment: Environment, context: Context, file: PlannedFile, line_length: int
) -> RenderedFile:
    """Render one file: a Python file through its view, another with the view it was planned with."""
    template = environment.get_template(file.template)
    if not isinstance(file.view, Subject):
        text = template.render(view=file.view)
        return RenderedFile(
            file.path, file.policy, text, file.template, file.nodes, file.symbols
        )
    view = VIEWS[file.template](context, file.view.node)
    text = template.render(view=view)
    if line_length != WIDTH or not view.module.layout.certifies(text):
        text = format_python(text, line_length)
    symbols = tuple(sorted(view.module.symbols.items()))
    return RenderedFile(
        file.path, file.policy, text, file.template, file.nodes, symbols
    )


def format_python(text: str, line_length: int = WIDTH) -> str:
    """Format what layout could not vouch for, with the pinned formatter in its default mode."""
    from black import Mode, format_str
    from black.mode import TargetVersion

    mode = Mode(line_length=line_length, target_versions={TargetVersion.PY311})
    return format_str(text, mode=mode)


def render_schema(path: str) -> RenderedFile:
    """Give the copy of the spec's JSON Schema that a service carries for its editors."""
    from svcgen.resources import find

    text = (find("schemas") / "service.schema.json").read_text(encoding="utf-8")
    return RenderedFile(
        path, WritePolicy.OVERWRITE, text, "schemas/service.schema.json", ("",)
    )
