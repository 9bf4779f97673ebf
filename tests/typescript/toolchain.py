"""Node with the compiler and the bundler that package-lock.json pins, installed once."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
OLDEST = 20
WITH_GLOBAL_WEBSOCKET = 22


class ToolMissing(RuntimeError):
    """Node is not there; the message says what to type."""


class NodeFailed(AssertionError):
    """A program ended with a fault; the message is what it wrote."""


@cache
def find_node() -> Path:
    """Give the Node that runs the tests: the one on PATH, or the one installed into .venv."""
    candidates = (shutil.which("node"), Path(sys.executable).parent / "node")
    for candidate in candidates:
        if (
            candidate
            and Path(candidate).exists()
            and node_major(Path(candidate)) >= OLDEST
        ):
            return Path(candidate)
    raise ToolMissing("Node >= 20 is needed; type: bash .ci/servers.sh")


@cache
def node_major(node: Path) -> int:
    """Give the major version of a Node."""
    command = [str(node), "-p", "process.versions.node.split('.')[0]"]
    return int(
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
    )


@cache
def installed() -> Path:
    """Install what package-lock.json pins, once, and give the folder of programs."""
    lock = HERE / "package-lock.json"
    with (HERE / "package.json").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        kept = MODULES / ".package-lock.json"
        if not kept.exists() or kept.stat().st_mtime < lock.stat().st_mtime:
            npm = find_node().parent / "npm"
            run([str(npm), "ci", "--no-audit", "--no-fund", "--ignore-scripts"], HERE)
            kept.touch()
    return MODULES / ".bin"


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> str:
    """Run a program and give what it wrote; raises NodeFailed with all it said when it fails."""
    path = f"{find_node().parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PATH": path, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=110,
    )
    if done.returncode:
        raise NodeFailed(
            f"{command[0]} ended with {done.returncode}\n{done.stdout}{done.stderr}"
        )
    return done.stdout


def tsc(folder: Path, *arguments: str) -> str:
    """Compile; raises NodeFailed with the compiler's findings."""
    return run([str(installed() / "tsc"), "--pretty", "false", *arguments], folder)


def bundle(entry: Path) -> bytes:
    """Give the minified bundle of a module, as a browser would load it."""
    out = entry.with_suffix(".min.js")
    esbuild = str(installed() / "esbuild")
    options = [
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2022",
        f"--outfile={out}",
    ]
    run([esbuild, str(entry), "--log-level=warning", *options], entry.parent)
    return out.read_bytes()
