"""The options of each command. Every option does something, and says what.

An option with an environment variable wins over it. What names servers is handed to the
settings by the environment, so child processes see it too.
"""

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from svcgen_runtime.errors import SettingsError

if TYPE_CHECKING:
    from svcgen_runtime.service import Service

_TRUE = frozenset({"1", "true", "yes", "on"})
Add = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line and the environment said."""

    command: str
    values: argparse.Namespace

    def flag(self, name: str, variable: str = "") -> bool:
        """Whether a flag was given, or its variable is true."""
        if getattr(self.values, name, False):
            return True
        return bool(variable) and os.environ.get(variable, "").lower() in _TRUE

    def text(self, name: str, variable: str = "") -> str:
        """An option's text, or its variable's, or nothing."""
        given = getattr(self.values, name, None)
        return str(given) if given is not None else os.environ.get(variable, "")

    def names(self, name: str, variable: str = "") -> tuple[str, ...]:
        """A comma-separated list."""
        parts = self.text(name, variable).split(",")
        return tuple(part.strip() for part in parts if part.strip())

    def number(self, name: str, variable: str, default: float) -> float:
        """A number above 0. Raises SettingsError for anything else."""
        text = self.text(name, variable)
        if not text:
            return default
        try:
            found = float(text)
        except ValueError:
            found = 0.0
        if not found > 0:
            label = variable or f"--{name}"
            raise SettingsError(f"{label}: must be a number above 0, not '{text}'")
        return found

    def export(self) -> None:
        """Set the variables that the settings read."""
        for name, variable in _EXPORTED.items():
            given = getattr(self.values, name, None)
            if given is not None:
                os.environ[variable] = str(given)
        if folder := self.text("src_dir", "SRC_DIR"):
            from svcgen_runtime.cli.main import put_on_path

            put_on_path(Path(folder).resolve())


_EXPORTED = {
    "host": "HOST",
    "port": "PORT",
    "health_port": "HEALTH_PORT",
    "broker_url": "BROKER_URL",
    "backend_url": "REDIS_URL",
}


def read_options(service: "Service", argv: Sequence[str]) -> Options:
    """The command and its options; ends the process with 2 on wrong usage."""
    parser = argparse.ArgumentParser(
        prog=service.name, description=service.description or None
    )
    parser.add_argument("--version", action="version", version=service.version)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, (text, aliases, adders) in _COMMANDS.items():
        command = commands.add_parser(
            name,
            help=text,
            description=text,
            aliases=aliases,
            allow_abbrev=False,
        )
        command.set_defaults(command=name)
        for add in adders:
            add(command)
    values = parser.parse_args(argv)
    command_name = str(values.command)
    canonical = {
        alias: name for name, (_, many, _) in _COMMANDS.items() for alias in many
    }
    return Options(canonical.get(command_name, command_name), values)


def _address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", help="address to listen on (HOST)")
    parser.add_argument("--port", type=_port, help="port to listen on (PORT)")


def _servers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--broker-url", help="amqp:// address (BROKER_URL, AMQP_URL)")
    parser.add_argument(
        "--backend-url", help="redis:// address (REDIS_URL, BACKEND_URL)"
    )


def _broker_url(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--broker-url", help="amqp:// address (BROKER_URL, AMQP_URL)")


def _reload(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reload", action="store_true", help="start again when code changes (RELOAD)"
    )
    parser.add_argument(
        "--src-dir", help="folder of the code: importable, and watched (SRC_DIR)"
    )


def _workers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=_count, default=1, help="server processes (default 1)"
    )


def _handlers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--handlers", help="only these, comma-separated (HANDLERS)")
    parser.add_argument("--groups", help="only handlers of these groups")


def _health(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--health-port", type=_port, help="port of the health paths (HEALTH_PORT)"
    )


def _actions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--actions", help="only these, comma-separated (ACTIONS)")
    parser.add_argument("--groups", help="only schedules of these groups")
    parser.add_argument(
        "--interval",
        help="most seconds between looks at the clock, default 30 (INTERVAL)",
    )


def _reset(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--reset", action="store_true", help="drop and make the tables again"
    )


def _declare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--diff", action="store_true", help="show what differs and change nothing"
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="replace queues that differ, keeping their messages (FORCE)",
    )
    parser.add_argument(
        "--interactive-mode",
        action="store_true",
        help="ask before each queue is replaced (INTERACTIVE_MODE)",
    )


def _token(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--role", action="append", default=[], help="a role; may be given again"
    )
    parser.add_argument("--subject", default="developer", help="who the token is for")
    parser.add_argument(
        "--hours", type=float, default=12.0, help="how long it is good (default 12)"
    )


def _schedule(parser: argparse.ArgumentParser) -> None:
    from svcgen_runtime.cli.scheduling import ACTIONS

    parser.add_argument("action", choices=ACTIONS, help="what to show or do")
    parser.add_argument("name", nargs="?", help="one schedule, instead of all")
    parser.add_argument(
        "--limit", type=_count, default=20, help="rows at most (default 20)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is 0 to 65535")
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


_COMMANDS: dict[str, tuple[str, tuple[str, ...], tuple[Add, ...]]] = {
    "dev": (
        "run server, worker and scheduler in one process",
        (),
        (_address, _servers, _reload, _reset),
    ),
    "server": ("serve HTTP and WebSocket", (), (_address, _workers, _servers, _reload)),
    "worker": ("handle messages", (), (_handlers, _servers, _health, _reload)),
    "scheduler": (
        "send what is due",
        ("beat",),
        (_actions, _servers, _health, _reload),
    ),
    "declare": ("make exchanges and queues", (), (_broker_url, _declare)),
    "schedule": ("show, run, pause and resume schedules", (), (_schedule,)),
    "migrate": ("bring the tables up to date", (), (_reset,)),
    "token": ("print a development token", (), (_token,)),
}
