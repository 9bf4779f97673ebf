"""Who may import what; the arrows between the generator's stages are import-linter's contracts in pyproject.toml."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, files_under, imported_modules

GENERATOR, RUNTIME = "generator/svcgen", "runtime_lib/svcgen_runtime"

# library -> the only rooms of the generator that may import it
GENERATOR_ROOMS = {
    "jinja2": {"render"},
    "black": {"render"},
    "libcst": {"edit"},
    "copier": {"scaffold"},
    "rich": {"cli"},
    "yaml": {"load", "edit", "merge"},
    "hatchling": {"resources"},
}
NOT_IN_PRODUCTION = {*GENERATOR_ROOMS, "svcgen", "pytest", "hypothesis"}
ONE_MODULE_EACH = ("aio_pika", "redis", "asyncpg", "uvicorn")
LIGHT = "svcgen_runtime.service"


def top_names(path: str) -> set[str]:
    """First words of what a file imports."""
    return {name.partition(".")[0] for name in imported_modules(path)}


def room_of(path: str) -> str:
    """The room of the generator that a file lies in: a package or a module right under svcgen."""
    return re.split(r"[/.]", path.removeprefix(f"{GENERATOR}/"))[0]


@pytest.mark.parametrize("library", GENERATOR_ROOMS)
def test_a_heavy_library_stays_in_its_room(library: str) -> None:
    """A library of the generator is imported in the room that is named for it, and nowhere else."""
    strays = [
        path
        for path in files_under(GENERATOR, suffix=".py")
        if library in top_names(path) and room_of(path) not in GENERATOR_ROOMS[library]
    ]
    assert not strays


def test_the_generator_does_not_know_the_runtime() -> None:
    """No module of the generator imports the runtime library."""
    modules = files_under(GENERATOR, suffix=".py")
    assert not [path for path in modules if "svcgen_runtime" in top_names(path)]


def test_the_runtime_needs_nothing_of_the_generator() -> None:
    """Outside `testing`, no module of the runtime library imports what production does not install."""
    strays = {
        path: sorted(found)
        for path in files_under(RUNTIME, suffix=".py")
        if (found := top_names(path) & NOT_IN_PRODUCTION)
        and not path.startswith(f"{RUNTIME}/testing")
    }
    assert not strays


@pytest.mark.parametrize("library", ONE_MODULE_EACH)
def test_an_outside_system_is_reached_from_one_module(library: str) -> None:
    """The client library of an outside system is imported in at most one module."""
    users = [p for p in files_under(RUNTIME, suffix=".py") if library in top_names(p)]
    assert len(users) <= 1, users


def test_importing_a_service_is_light() -> None:
    """What every service imports loads no broker, cache or database driver and no web server."""
    program = f"import sys, {LIGHT}; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not set(done.stdout.split()) & set(ONE_MODULE_EACH)


def test_the_arrows_of_the_house_hold() -> None:
    """import-linter keeps every contract of pyproject.toml."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout
