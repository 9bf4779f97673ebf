"""Types tell the truth: what they refuse is refused, and a change of the contract is noticed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.typescript.drive import SCRIPTS, run_node
from tests.typescript.emission import built
from tests.typescript.toolchain import HERE, tsc

MUTANTS = {
    "a field is gone": ("types.d.ts", "    born: wire.DateText | null;\n", ""),
    "a null is gone": (
        "types.d.ts",
        "born: wire.DateText | null;",
        "born: wire.DateText;",
    ),
    "a field became optional": (
        "types.d.ts",
        "    name: string;",
        "    name?: string;",
    ),
    "a default is gone": ("types.d.ts", "genre?: Genre;", "genre: Genre;"),
    "a brand is gone": ("types.d.ts", 'wire.Brand<wire.Uuid, "AuthorId">', "wire.Uuid"),
    "a member is gone": ("types.d.ts", '    readonly ESSAY: "essay";\n', ""),
    "a status is gone": ("http/author.d.ts", ' | rt.Declared<409, "conflict">', ""),
    "a status is new": (
        "http/author.d.ts",
        'rt.Declared<409, "conflict">',
        'rt.Declared<409 | 410, "conflict">',
    ),
    "another status of success": (
        "http/author.d.ts",
        "CreateAuthorErrors, 201>",
        "CreateAuthorErrors, 200>",
    ),
    "a package is gone": ("ws/calls.d.ts", "GET_STATUS: {", "GOT_STATUS: {"),
    "a request takes anything": (
        "ws/calls.d.ts",
        "request: undefined;",
        "request: unknown;",
    ),
    "a push is gone": ("ws/pushes.d.ts", "AUTHOR_ADDED: types.AuthorAdded;", ""),
}


def check(folder: Path, name: str) -> None:
    """Compile the type tests of an example against its declarations."""
    (folder / "types").mkdir(exist_ok=True)
    shutil.copy(HERE / "types" / f"{name}.ts", folder / "types")
    shutil.copy(built(name) / "tsconfig.json", folder)
    config = {
        "extends": "./tsconfig.json",
        "compilerOptions": {"rootDir": "."},
        "include": ["types"],
    }
    (folder / "tsconfig.types.json").write_text(json.dumps(config))
    # what is in types/ has to hold; declarations were checked when they were made
    tsc(folder, "--noEmit", "--skipLibCheck", "-p", "tsconfig.types.json")


def copied(name: str, folder: Path) -> Path:
    """Give a copy of a compiled client that may be changed."""
    shutil.copytree(built(name) / "dist", folder / "dist")
    shutil.copy(built(name) / "package.json", folder)
    return folder


@pytest.mark.parametrize("name", ["authors", "tasks", "relations"])
def test_the_types_hold(name: str, tmp_path: Path) -> None:
    """What must compile does, and each line marked as wrong is refused."""
    check(copied(name, tmp_path), name)


def test_changes_of_the_contract_are_noticed(tmp_path: Path) -> None:
    """The type tests fail when a field, a null, a brand, a status, a package or a push changes."""
    folder = copied("authors", tmp_path)
    for path, before, _ in MUTANTS.values():
        assert before in (folder / "dist" / path).read_text(), before
    check(folder, "authors")
    mutants = json.dumps({name: list(mutant) for name, mutant in MUTANTS.items()})
    unnoticed = run_node(
        SCRIPTS / "mutants.mjs", {"FOLDER": str(folder), "MUTANTS": mutants}
    )
    assert json.loads(unnoticed) == []
