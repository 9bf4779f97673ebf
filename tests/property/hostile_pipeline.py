"""From a spec with hostile text to files, by the steps of `svcgen generate`; and the same for its twin."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

import svcgen.render.files as render_stage
from svcgen.diagnostics import Diagnostic, has_errors
from svcgen.diagnostics.catalogue import CATALOGUE
from svcgen.diagnostics.github_report import render_github
from svcgen.diagnostics.json_report import render_json
from svcgen.diagnostics.sarif_report import render_sarif
from svcgen.diagnostics.text_report import render_text
from svcgen.graph import ServiceGraph
from svcgen.layout.expressions import WIDTH
from svcgen.link import link_service
from svcgen.load import Source, load_sources
from svcgen.load.source import decode_source
from svcgen.plan import plan_files
from svcgen.render.environment import make_environment
from svcgen.render.files import render_file
from svcgen.render.python.context import Context
from svcgen.render.typescript import plan_typescript
from svcgen.scaffold.skeleton import answers, render_skeleton
from svcgen.spec import ServiceSpec
from svcgen.validate import validate_spec
from tests.property.hostile_maker import HostileMaker
from tests.property.hostile_texts import convert, gather, write_yaml
from tests.support.hostile_specs import Data

TEMPLATES = Path(__file__).parents[2] / "templates"
SKELETON = TEMPLATES / "project" / "skeleton"
COPIED = 25
"""One spec of so many is given its skeleton by Copier itself, the others by the same templates."""
FORMATTED = 8
"""One spec of so many is formatted where layout has doubts; syntax trees and values are compared, which do not
depend on it, and what the formatter makes of hostile texts is another campaign's (test_layout_black)."""


@dataclass(frozen=True, slots=True)
class File:
    """An emitted file: its text and the template that it came from."""

    text: str
    template: str


Tree = dict[str, File]


class Refused(Exception):
    """A spec with faults: what was said of it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The trees of a spec and of its twin, and the hostile words by their marks."""

    seed: int
    words: dict[str, str]
    hostile: Tree
    plain: Tree


def emit_pair(seed: int) -> Pair:
    """Make a spec and emit it and its twin; raises Refused for a spec with faults."""
    spec = HostileMaker(seed).make()
    text = write_yaml(spec, Random(seed))
    with _formatted(seed % FORMATTED == 0):
        hostile = emit(text, copied=seed % COPIED == 0)
    twin = cast("Data", convert(spec, lambda text: text.plain))
    try:
        with _formatted(False):
            plain = emit(write_yaml(twin, Random(seed)), copied=False)
    except Refused as refused:
        raise AssertionError(f"accepted, but not with plain text: {refused}") from None
    return Pair(seed, gather(spec), hostile, plain)


@contextmanager
def _formatted(wanted: bool) -> Iterator[None]:
    kept = render_stage.format_python
    try:
        if not wanted:
            render_stage.format_python = lambda text, line_length=0: text
        yield
    finally:
        render_stage.format_python = kept


def emit(text: str, *, copied: bool) -> Tree:
    """Load, validate, link, plan and render the text of a spec; raises Refused when it has faults."""
    graph = read(text)
    planned = (*plan_files(graph), *plan_typescript(graph))
    context, environment = Context.of(graph), _environment()
    rendered = (render_file(environment, context, file, WIDTH) for file in planned)
    files = {file.path: File(file.text, file.template) for file in rendered}
    return files | dict(_copied(graph) if copied else _skeleton(graph))


@cache
def _environment() -> Environment:
    return make_environment([TEMPLATES])


def read(text: str) -> ServiceGraph:
    """Give what a spec means; raises Refused when it has faults, reported in every format."""
    source = decode_source("service.yaml", text.encode("utf-8", "surrogatepass"))
    if isinstance(source, Diagnostic):
        raise Refused(report([source], ""))
    loaded = load_sources([source], ServiceSpec)
    found = list(loaded.diagnostics)
    if loaded.spec is not None:
        found += validate_spec(loaded.spec, loaded.document)
    report(found, text)
    if loaded.spec is None or has_errors(found):
        raise Refused(report(found, text))
    return link_service(loaded.spec)


def report(found: list[Diagnostic], text: str) -> str:
    """Write the faults in every format; what people read can do nothing to a terminal or a log."""
    sources = {"service.yaml": text}
    shown = render_text(found, sources)
    assert all(line.isprintable() for line in shown.replace("\t", " ").split("\n"))
    noted = render_github(found)
    assert all(line.startswith("::") for line in noted.splitlines() if line)
    assert all(line.isprintable() for line in noted.split("\n"))
    render_json(found)
    render_sarif(found, CATALOGUE, "0")
    return shown


@cache
def _skeleton_templates() -> dict[str, Template]:
    environment = Environment(
        loader=FileSystemLoader(str(SKELETON)),
        undefined=StrictUndefined,
        autoescape=False,
        keep_trailing_newline=True,
    )
    names = [
        path.relative_to(SKELETON).as_posix() for path in SKELETON.rglob("*.jinja")
    ]
    return {
        name.removesuffix(".jinja"): environment.get_template(name)
        for name in sorted(names)
    }


def _skeleton(graph: ServiceGraph) -> Iterator[tuple[str, File]]:
    """Give the skeleton as Copier does: `test_copier_renders_the_same` holds the two together."""
    values = dict(answers(graph.service))
    for path, template in _skeleton_templates().items():
        yield path, File(template.render(values), f"project/{path}")


def _copied(graph: ServiceGraph) -> Iterator[tuple[str, File]]:
    for file in render_skeleton(graph.service, None, ""):
        if (SKELETON / f"{file.path}.jinja").exists():
            yield file.path, File(file.text, file.template)


__all__ = ["File", "Pair", "Refused", "Source", "Tree", "emit", "emit_pair", "read"]
