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


def installed() -> Path:
    """Install what package-lock.json pins, once, and give the folder of programs."""
    return install(HERE)


@cache
def install(folder: Path) -> Path:
    """Install what the lock of a folder pins, once, and give the folder of programs."""
    lock, modules = folder / "package-lock.json", folder / "node_modules"
    with (folder / "package.json").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        kept = modules / ".package-lock.json"
        if not kept.exists() or kept.stat().st_mtime < lock.stat().st_mtime:
            npm = find_node().parent / "npm"
            words = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"]
            run([str(npm), *words], folder)
            kept.touch()
    return modules / ".bin"


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
