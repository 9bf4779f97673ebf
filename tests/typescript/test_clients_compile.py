"""The client of every spec compiles under the strictest flags, and nothing in it is `any`."""

from __future__ import annotations

import json

import pytest

from tests.typescript.drive import SCRIPTS, run_node
from tests.typescript.emission import (
    CASES,
    EXAMPLES,
    built,
    graph_of,
    render,
    spec_text,
)
from tests.typescript.toolchain import installed, tsc

SPECS = (*EXAMPLES, "shop", "torture")
FLAGS = (
    "strict",
    "erasableSyntaxOnly",
    "exactOptionalPropertyTypes",
    "isolatedDeclarations",
    "isolatedModules",
    "noImplicitOverride",
    "noPropertyAccessFromIndexSignature",
    "noUncheckedIndexedAccess",
    "noUnusedLocals",
    "noUnusedParameters",
    "verbatimModuleSyntax",
)


@pytest.mark.parametrize("name", [*SPECS, *CASES])
def test_it_compiles_as_node_resolves(name: str) -> None:
    """tsc finds nothing under NodeNext, with the flags that the emitted tsconfig.json has."""
    folder = built(name)
    options = json.loads((folder / "tsconfig.json").read_text())["compilerOptions"]
    assert all(options[flag] is True for flag in FLAGS)
    assert (folder / "dist" / "index.js").exists()


@pytest.mark.parametrize("name", SPECS)
def test_it_compiles_as_bundlers_resolve(name: str) -> None:
    """tsc finds nothing under the resolution of bundlers."""
    tsc(
        built(name),
        "-p",
        ".",
        "--noEmit",
        "--skipLibCheck",
        "--module",
        "esnext",
        "--moduleResolution",
        "bundler",
    )


@pytest.mark.parametrize("name", SPECS)
def test_nothing_is_any(name: str) -> None:
    """The word `any` is no type in the sources or the declarations, and no check is switched off."""
    installed()
    found = json.loads(run_node(SCRIPTS / "find_any.mjs", {"FOLDER": str(built(name))}))
    assert found == []


@pytest.mark.parametrize("name", SPECS)
def test_the_same_spec_gives_the_same_bytes(name: str) -> None:
    """Rendering twice gives the same files in the same order."""
    text = spec_text(name)
    once, twice = render(graph_of(text)), render(graph_of(text))
    assert list(once.items()) == list(twice.items())


def test_fixed_text_has_no_marks_of_templates() -> None:
    """Runtime files are rendered as they are: nothing in them means anything to Jinja."""
    files = render(graph_of(spec_text("authors")))
    other = render(graph_of(spec_text("torture")))
    fixed = [path for path in files if path.startswith("src/runtime/")]
    assert len(fixed) >= 10
    assert all(files[path] == other[path] for path in fixed)
    assert not any(mark in files[path] for path in fixed for mark in ("{{", "{%", "{#"))
    assert all(len(files[path].splitlines()) <= 300 for path in fixed)


def test_the_package_is_plain() -> None:
    """package.json: a module without side effects or dependencies; types come first in exports."""
    package = json.loads((built("authors") / "package.json").read_text())
    assert package["type"] == "module"
    assert package["sideEffects"] is False
    assert "dependencies" not in package
    assert all(
        next(iter(entry)) == "types"
        for entry in package["exports"].values()
        if isinstance(entry, dict)
    )
