"""Reads the command line of a service's console script and runs one command.

Exit codes: 0 asked to stop, 1 fault, 2 wrong usage or settings, 3 a dependency missing
at start, 4 topology does not match.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from svcgen_runtime.errors import RuntimeFault, SettingsError

if TYPE_CHECKING:
    from svcgen_runtime.service import Service


def run(service: "Service", argv: Sequence[str] | None = None) -> NoReturn:
    """Run the console script of `service`; ends the process with its exit code.

    `argv` are the arguments without the program's name (default: those of the process).
    """
    # imported here, so that the applications of other servers do not pay for it
    from svcgen_runtime.cli.commands import COMMANDS
    from svcgen_runtime.cli.options import read_options

    put_on_path(Path.cwd())
    try:
        service = _named_by_environment() or service
        options = read_options(service, sys.argv[1:] if argv is None else argv)
        options.export()
        COMMANDS[options.command](service, options)
    except SettingsError as error:
        _fail(error.exit_code, *error.faults)
    except RuntimeFault as error:
        _fail(error.exit_code, str(error))
    except KeyboardInterrupt:
        sys.exit(0)
    sys.exit(0)


def _named_by_environment() -> "Service | None":
    """The service of APP_PATH (``module:name`` of a service or its application)."""
    path = os.environ.get("APP_PATH", "")
    if not path:
        return None
    from svcgen_runtime.service import Service

    module_name, _, name = path.partition(":")
    try:
        found = getattr(import_module(module_name), name or "service")
    except (ImportError, AttributeError) as error:
        raise SettingsError(f"APP_PATH: {error}") from error
    state = getattr(found, "state", None)
    service = getattr(state, "service", found)
    if not isinstance(service, Service):
        raise SettingsError(f"APP_PATH: '{path}' is no service")
    return service


def put_on_path(folder: Path) -> None:
    """Make modules of `folder` importable, in this process and in its children."""
    text = str(folder)
    if text not in sys.path:
        sys.path.insert(0, text)
    known = os.environ.get("PYTHONPATH", "")
    if text not in known.split(os.pathsep):
        os.environ["PYTHONPATH"] = text + (os.pathsep + known if known else "")


def _fail(code: int, *lines: str) -> NoReturn:
    for line in lines:
        sys.stderr.write(f"error: {line}\n")
    sys.exit(code)
