"""Compile an emitted client and drive it by Node; for every test that has a service to talk to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.typescript.toolchain import (
    HERE,
    WITH_GLOBAL_WEBSOCKET,
    find_node,
    node_major,
    run,
    tsc,
)

SCRIPTS = HERE / "scripts"


def compile_client(folder: Path) -> Path:
    """Compile `clients/typescript` with its own tsconfig.json and give `dist/`.

    Raises NodeFailed with the compiler's findings.
    """
    tsc(folder, "-p", "tsconfig.json")
    return folder / "dist"


def run_node(script: Path | str, environment: Mapping[str, str] | None = None) -> str:
    """Run a script, a file or the text of a module, and give what it printed.

    It has `fetch` and `WebSocket` as browsers do. Raises NodeFailed when it ends with a fault.
    """
    node = find_node()
    flags = (
        []
        if node_major(node) >= WITH_GLOBAL_WEBSOCKET
        else ["--experimental-websocket"]
    )
    flags.append("--no-warnings")
    if isinstance(script, Path):
        return run([str(node), *flags, str(script)], script.parent, environment)
    return run(
        [str(node), *flags, "--input-type=module", "-e", script], HERE, environment
    )
