"""Locks pin by hash and know no address; see docs/decisions/0003."""

import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.tree import (
    ROOT,
    files_under,
    imported_modules,
    known_files,
    read,
)

# what `svcgen.resources` builds the runtime's wheel with (an installed svcgen carries it built),
# and what the demo, which `make demo` runs in a checkout, talks over a WebSocket with
ONLY_IN_A_CHECKOUT = {"hatchling", "websockets"}
LOCKS = files_under("requirements", suffix=".txt")
ADDRESS = re.compile(
    r"https?://|file:|--(extra-)?index-url|--find-links|(^|\s)/\w", re.MULTILINE
)


@pytest.mark.parametrize("path", LOCKS)
def test_a_lock_pins_every_package_by_hash(path: str) -> None:
    """Every requirement is one exact version and carries at least one SHA-256."""
    text = re.sub(r"^\s*#.*\n", "", read(path), flags=re.MULTILINE)
    pins = re.split(r"\n(?=\S)", text.strip())
    bad = [
        pin
        for pin in pins
        if not re.match(r"[a-z0-9._-]+(\[[a-z,-]+\])?==\S+", pin)
        or "--hash=sha256:" not in pin
    ]
    assert pins
    assert not bad


@pytest.mark.parametrize("path", LOCKS)
def test_a_lock_names_no_address(path: str) -> None:
    """No index, no download address and no absolute path stands in a lock."""
    assert not ADDRESS.search(read(path))


def test_no_uv_lock_is_committed() -> None:
    """uv.lock carries addresses, so it stays out, in the examples too."""
    assert not [path for path in known_files() if path.endswith("uv.lock")]


@pytest.mark.parametrize(
    "path", [p for p in known_files() if p.endswith("package-lock.json")] or [None]
)
def test_an_npm_lock_names_no_address(path: str | None) -> None:
    """A package-lock.json has integrity hashes and no `resolved`."""
    packages = json.loads(read(path))["packages"] if path else {}
    locked = {name: entry for name, entry in packages.items() if name}
    assert not [name for name, entry in locked.items() if "resolved" in entry]
    assert not [name for name, entry in locked.items() if "integrity" not in entry]


@pytest.mark.parametrize("path", ["pyproject.toml", "runtime_lib/pyproject.toml"])
def test_every_dependency_has_a_locked_version_within_its_bounds(path: str) -> None:
    """What a distribution asks for is what the lock gives."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    locked = dict(
        re.findall(
            r"^([a-z0-9._-]+)==([^\s;]+)", read("requirements/dev.txt"), re.MULTILINE
        )
    )
    project = tomllib.loads((ROOT / path).read_text())["project"]
    extras = project.get("optional-dependencies", {}).values()
    for line in (
        *project["dependencies"],
        *(line for extra in extras for line in extra),
    ):
        wanted = Requirement(line)
        version = locked[canonicalize_name(wanted.name)]
        assert wanted.specifier.contains(version, prereleases=True), line


@pytest.mark.parametrize("path", ["pyproject.toml", "runtime_lib/pyproject.toml"])
def test_every_import_is_a_declared_dependency(path: str) -> None:
    """Nothing is imported that only happens to be installed because somebody else needs it."""
    from packaging.utils import canonicalize_name

    project = tomllib.loads((ROOT / path).read_text())["project"]
    extras = project.get("optional-dependencies", {}).values()
    lines = (*project["dependencies"], *(line for extra in extras for line in extra))
    declared = {canonicalize_name(re.split(r"[^\w.-]", line)[0]) for line in lines}
    folder = "runtime_lib/svcgen_runtime" if "runtime" in path else "generator/svcgen"
    own = {*sys.stdlib_module_names, "svcgen", "svcgen_runtime", *ONLY_IN_A_CHECKOUT}
    owners = packages_distributions()
    imported = {
        name.partition(".")[0]
        for module in files_under(folder, suffix=".py")
        for name in imported_modules(module)
    }
    undeclared = [
        name
        for name in sorted(imported - own)
        if not {canonicalize_name(owner) for owner in owners.get(name, ())} & declared
    ]
    assert not undeclared
