"""The peers that pip can install: pinned, each group in an environment of its own under a cache folder."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.generator import inputs
from tests.benchmarks.generator.measure import LONGEST_PEER, Case

GROUPS: dict[str, tuple[str, ...]] = {
    "main": (
        "copier==9.19.1",
        "cookiecutter==2.7.1",
        "datamodel-code-generator==0.89.0",
        "openapi-python-client==0.29.1",
        "ruff==0.17.5",
        "sqlacodegen==4.0.4",
    ),
    # wants another datamodel-code-generator than the one that is measured
    "fastapi": ("fastapi-code-generator==0.8.1",),
}
VERSIONS = """
import importlib.metadata, sys
for name in sys.argv[1:]:
    print(name, importlib.metadata.version(name))
"""


def cache_folder() -> Path:
    """Give the folder that environments and byte code are kept in between runs."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "svcgen-benchmarks"


@dataclass(frozen=True, slots=True)
class Peers:
    """The environments that could be made, by group, and why others could not."""

    bins: dict[str, Path]
    faults: tuple[str, ...]

    def program(self, group: str, name: str) -> str:
        """Give the path of a program."""
        return str(self.bins[group] / name)

    def versions(self) -> Iterator[str]:
        """Tell what is installed: name and version, as pip sees them."""
        for group, folder in self.bins.items():
            wanted = [each.partition("==")[0] for each in GROUPS[group]]
            command = [str(folder / "python"), "-c", VERSIONS, *wanted]
            yield from subprocess.check_output(command, text=True).splitlines()


def install() -> Peers:
    """Install what is not there yet; without a network the others are measured all the same."""
    bins: dict[str, Path] = {}
    faults: list[str] = []
    for group, wanted in GROUPS.items():
        digest = hashlib.sha256(" ".join((sys.version, *wanted)).encode()).hexdigest()
        folder = cache_folder() / f"{group}-{digest[:12]}"
        done = folder / "installed"
        if not done.exists():
            fault = _install(folder, wanted)
            if fault:
                faults.append(f"{', '.join(wanted)}: {fault}")
                continue
            done.touch()
        bins[group] = folder / "bin"
    return Peers(bins, tuple(faults))


def _install(folder: Path, wanted: Sequence[str]) -> str:
    uv = str(Path(sys.executable).with_name("uv"))
    python = str(folder / "bin" / "python")
    steps = (
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(folder)],
        [uv, "pip", "install", "--quiet", "--python", python, *wanted],
    )
    for step in steps:
        done = subprocess.run(step, capture_output=True, text=True)
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["?"])[-1][:120]
    return ""


def help_cases(peers: Peers) -> Iterator[Case]:
    """Print each peer's help."""
    rows = (
        ("main", "datamodel-codegen"),
        ("fastapi", "fastapi-codegen"),
        ("main", "openapi-python-client"),
        ("main", "copier"),
        ("main", "cookiecutter"),
        ("main", "sqlacodegen"),
    )
    for group, name in rows:
        if group in peers.bins:
            yield Case(f"{name} --help", _fixed(peers.program(group, name), "--help"))


def _fixed(*command: str) -> Callable[[Path], Sequence[str]]:
    return lambda _: command


def cold_cases(peers: Peers, count: int, sources: Path) -> Iterator[Case]:
    """Generate from documents, templates and tables of `count` things, each into a fresh folder."""
    sources.mkdir(parents=True, exist_ok=True)
    document = sources / "api.json"
    document.write_text(inputs.openapi(count))
    if "main" in peers.bins:
        yield from _main_cases(peers, count, sources, str(document))
    if "fastapi" in peers.bins:
        program = peers.program("fastapi", "fastapi-codegen")
        yield Case(
            "fastapi-codegen",
            lambda place: (
                program, "-i", str(document), "-o", str(place / "out"),
            ),
            limit=LONGEST_PEER,
        )  # fmt: skip


def _main_cases(
    peers: Peers, count: int, sources: Path, document: str
) -> Iterator[Case]:
    copier, cutter, tables = _written(sources, count)
    rows: tuple[tuple[str, str, Callable[[Path], Sequence[str]]], ...] = (
        (
            "datamodel-codegen",
            "",
            lambda place: (
                *("--input", document, "--input-file-type", "openapi"),
                *("--output-model-type", "pydantic_v2.BaseModel"),
                *("--output", str(place / "models.py")),
            ),
        ),
        (
            "openapi-python-client",
            "generate",
            lambda place: ("--path", document, "--output-path", str(place / "out")),
        ),
        (
            "copier",
            "copy",
            lambda place: ("-q", "--defaults", str(copier), str(place / "out")),
        ),
        (
            "cookiecutter",
            "",
            lambda place: ("--no-input", "-f", "-o", str(place), str(cutter)),
        ),
        (
            "sqlacodegen",
            "",
            lambda place: (f"sqlite:///{tables}", "--outfile", str(place / "t.py")),
        ),
    )
    for name, verb, words in rows:
        program = peers.program("main", name)
        command = _called(program, verb, words)
        yield Case(f"{name} {verb}".strip(), command, limit=LONGEST_PEER)


def _written(sources: Path, count: int) -> tuple[Path, Path, Path]:
    """Write the templates and tables."""
    copier, cutter, tables = (
        sources / name for name in ("copier", "cookiecutter", "tables.db")
    )
    inputs.copier_template(copier, count)
    inputs.cookiecutter_template(cutter, count)
    inputs.tables(tables, count)
    return copier, cutter, tables


def _called(
    program: str, verb: str, words: Callable[[Path], Sequence[str]]
) -> Callable[[Path], Sequence[str]]:
    start = (program, verb) if verb else (program,)
    return lambda place: (*start, *words(place))
