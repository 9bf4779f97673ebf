"""`svcgen doctor`: look for what is missing on this machine and in this service."""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from svcgen.cli.faults import add_folder, add_json


class Finding(NamedTuple):
    """One thing looked at: fine, or what to do about it; `needed` things decide the exit code."""

    what: str
    fine: bool
    told: str
    needed: bool = True


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_folder(parser)
    add_json(parser)


def run(args: argparse.Namespace) -> int:
    """Report every finding; exit 1 when something needed is missing."""
    from svcgen.cli.console import paint, print_json

    found = [*machine(), *service(args.directory)]
    if args.json:
        print_json([finding._asdict() for finding in found])
    else:
        for finding in found:
            mark = (
                paint("ok  ", "green")
                if finding.fine
                else paint("miss" if finding.needed else "note", "yellow")
            )
            sys.stdout.write(f"{mark} {finding.what}: {finding.told}\n")
    return 0 if all(finding.fine or not finding.needed for finding in found) else 1


def machine() -> Iterator[Finding]:
    """Look at the machine."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding(
        "Python", sys.version_info >= (3, 11), f"{version}; 3.11 or newer is needed"
    )
    git = shutil.which("git")
    yield Finding(
        "git",
        git is not None,
        git or "install git: ids of other branches are looked up there",
        False,
    )
    node = shutil.which("node")
    told = (
        _output([node, "--version"])
        if node
        else "install Node 20 or newer to compile the TypeScript client"
    )
    yield Finding("Node", node is not None and _major(told) >= 20, told, False)
    parser = importlib.util.find_spec("yaml._yaml") is not None
    told = (
        "PyYAML has it"
        if parser
        else "install PyYAML from a wheel: the C parser is needed"
    )
    yield Finding("libyaml", parser, told)


def service(root: Path) -> Iterator[Finding]:
    """Look at the service, if there is one here."""
    from svcgen import __version__
    from svcgen.pipeline import check_drift, check_spec
    from svcgen.workspace import WorkspaceFault, find_workspace

    try:
        workspace = find_workspace(root)
    except WorkspaceFault as fault:
        yield Finding("service", False, str(fault), False)
        return
    checked = check_spec(workspace)
    yield Finding(
        "spec", checked.is_valid, "valid" if checked.is_valid else "run svcgen validate"
    )
    if checked.is_valid:
        report = check_drift(workspace)
        yield Finding(
            "code",
            not report.findings,
            "in step" if not report.findings else "run svcgen check",
        )
    wheels = sorted((root / "vendor").glob("svcgen_runtime-*.whl"))
    if wheels:
        fits = f"svcgen_runtime-{__version__}-" in wheels[-1].name
        yield Finding(
            "runtime",
            fits,
            (
                wheels[-1].name
                if fits
                else f"{wheels[-1].name} is not of svcgen {__version__}"
            ),
        )


def _output(words: list[str]) -> str:
    try:
        return subprocess.run(  # noqa: S603
            words, capture_output=True, text=True, check=False, timeout=10
        ).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _major(version: str) -> int:
    digits = version.removeprefix("v").partition(".")[0]
    return int(digits) if digits.isdigit() else 0
