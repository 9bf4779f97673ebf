"""`python -m svcgen.demo [--keep]`: show everything; the exit code is 0 when all of it could be seen.

The example `authors` is written into a temporary folder and run by the interpreter of this checkout (nothing is
installed); whatever was started is stopped again, and the folder is removed unless `--keep` is given.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from svcgen.demo.ending import Ending
from svcgen.demo.service import EXAMPLE, running
from svcgen.demo.stage import DemoFault, Stage
from svcgen.demo.steps import (
    show_generation,
    show_http,
    show_log,
    show_next,
    show_websocket,
)
from svcgen.demo.typescript import compiling


def main(arguments: Sequence[str] | None = None) -> int:
    """Show every step, and put everything away again."""
    parser = argparse.ArgumentParser(prog="python -m svcgen.demo", description=__doc__)
    parser.add_argument(
        "--keep", action="store_true", help="leave the service's folder"
    )
    keep = parser.parse_args(arguments).keep
    ending, stage = Ending(), Stage()
    with ending.held():
        folder = Path(tempfile.mkdtemp(prefix="svcgen-demo-"))
    root = folder / EXAMPLE
    try:
        show_all(stage, root, ending)
    except DemoFault as fault:
        stage.line(f"\nthe demo failed: {fault}", indent=0)
        return 1
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
    show_next(stage, root if keep else None)
    return 0


def show_all(stage: Stage, root: Path, ending: Ending) -> None:
    """Every step in order. Raises DemoFault."""
    stage.line("svcgen: one spec becomes a running service", indent=0)
    show_generation(stage, root)
    with (
        running(stage, root, ending) as service,
        compiling(root / "clients" / "typescript", ending) as client,
    ):
        author = show_http(stage, service)
        show_websocket(stage, service, author)
        show_log(stage, service, author)
        client.show(stage, service, author)


if __name__ == "__main__":
    sys.exit(main())
