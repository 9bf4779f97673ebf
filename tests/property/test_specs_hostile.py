"""Specs with hostile text in every string: diagnostics, or code whose shape no string decides."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from svcgen.artifacts.files import RenderedFile
from svcgen.diagnostics import has_errors
from svcgen.link import link_service
from svcgen.load import Document
from svcgen.plan import plan_files
from svcgen.render import render_files
from svcgen.render.typescript import plan_typescript
from svcgen.spec import ServiceSpec
from svcgen.validate import validate_spec
from tests.support.hostile_specs import SpecMaker
from tests.support.scale import scale

TEMPLATES = [Path(__file__).parents[2] / "templates"]
SPECS = scale(200, 10_000)
ACCEPTED = 0.6
TS_TEXT = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"', re.DOTALL)


def read(seed: int, plain: bool = False) -> ServiceSpec | None:
    """Make a spec; None when it has errors."""
    spec = ServiceSpec.model_validate(SpecMaker(seed, plain).make())
    return None if has_errors(validate_spec(spec, Document())) else spec


def emit(spec: ServiceSpec) -> dict[str, RenderedFile]:
    """Link, plan and render everything."""
    graph = link_service(spec)
    planned = (*plan_files(graph), *plan_typescript(graph))
    return {file.path: file for file in render_files(graph, planned, TEMPLATES)}


def shape(text: str) -> str:
    """Give a Python module without the content of its strings."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


def skeleton(text: str) -> str:
    """Give a TypeScript module without comments and the content of its strings."""
    return " ".join(TS_TEXT.sub('""', text).replace('""', "").split())


def constants(files: dict[str, RenderedFile]) -> Iterator[str]:
    """Give every text that the Python files hold."""
    for path, file in files.items():
        if path.endswith(".py"):
            for node in ast.walk(ast.parse(file.text)):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def written(spec: ServiceSpec) -> Iterator[str]:
    """Give texts of a spec that must arrive in the code as they are."""
    for enum in spec.enums.values():
        yield from (m.value for m in enum.members.values() if isinstance(m.value, str))
    for entity in spec.entities.values():
        for field in entity.fields.values():
            if field.many is None and not (
                field.write_only or field.read_only or field.sensitive
            ):
                yield field.description or ""
                yield (
                    field.default
                    if isinstance(field.default, str) and field.type == "string"
                    else ""
                )
    for command in spec.commands.values():
        yield from (field.description or "" for field in command.input.values())


def check(seed: int) -> bool:
    """Hold one seed to what is promised; whether its spec was accepted."""
    hostile, plain = read(seed), read(seed, plain=True)
    if hostile is None or plain is None:
        return False
    found, ordinary = emit(hostile), emit(plain)
    assert found.keys() == ordinary.keys(), seed
    for path, file in found.items():
        other = ordinary[path].text
        if path.endswith(".py"):
            compile(file.text, path, "exec")
            assert shape(file.text) == shape(other), (seed, path)
        elif path.endswith(".ts"):
            assert skeleton(file.text) == skeleton(other), (seed, path)
    missing = {text for text in written(hostile) if text} - set(constants(found))
    assert not missing, (seed, missing)
    return True


def test_no_string_of_a_spec_becomes_code() -> None:
    """Each spec is refused with diagnostics, or its code has the shape it has with plain words."""
    accepted = sum(check(seed) for seed in range(SPECS))
    print(f"{accepted} of {SPECS} hostile specs accepted, seeds 0 to {SPECS - 1}")
    assert accepted >= ACCEPTED * SPECS
