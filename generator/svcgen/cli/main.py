"""`svcgen`: finds the command, runs it, and turns every fault into one message and an exit code.

Exit codes: 0 fine; 1 faults, drift or conflicts; 2 wrong usage; 3 another run holds the tree;
4 a fault of svcgen itself; 5 the system refused to read or write.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

USAGE, INTERNAL = 2, 4


class Command(NamedTuple):
    """Where a command lives, what it is for, and the group it is listed in."""

    module: str
    help: str
    group: str


START, CHANGE, LOOK, CLIENTS = "Start", "Change", "Look", "Clients and documents"
HIDDEN = ""
"""The group of commands that other programs call."""
COMMANDS: Mapping[str, Command] = {
    "new": Command("new", "make a service from a spec or an example", START),
    "generate": Command("generate", "bring the code in step with the spec", CHANGE),
    "add": Command(
        "add",
        "add an entity, field, handler, package ... to the spec and generate",
        CHANGE,
    ),
    "rename": Command(
        "rename", "give a part of the spec another name, with its code", CHANGE
    ),
    "remove": Command(
        "remove", "take a part out of the spec and its code out of the tree", CHANGE
    ),
    "resolve": Command("resolve", "settle conflicts: yours, theirs or a third", CHANGE),
    "plan": Command("plan", "write down what generate would do", CHANGE),
    "apply": Command("apply", "do exactly what a plan says, or refuse", CHANGE),
    "undo": Command("undo", "take back what the last command wrote", CHANGE),
    "status": Command(
        "status", "tell what waits, what you changed, and what is next", LOOK
    ),
    "check": Command(
        "check", "tell whether the code has drifted from the spec; for CI", LOOK
    ),
    "validate": Command("validate", "tell every fault of the spec", LOOK),
    "diff": Command("diff", "show what generate would change", LOOK),
    "list": Command(
        "listing", "list entities, commands, handlers, schedules or packages", LOOK
    ),
    "graph": Command("graph", "draw the service: what triggers what", LOOK),
    "why": Command(
        "why", "tell what a line of the code follows from, and whose it is", LOOK
    ),
    "where": Command("where", "tell what follows from a line of the spec", LOOK),
    "install-merge-driver": Command(
        "install_merge_driver", "let git merge edited files by symbol", CHANGE
    ),
    "merge-driver": Command(
        "merge_driver", "merge three versions of a file, as git calls it", HIDDEN
    ),
    "explain": Command("explain", "explain a diagnostic by its code", LOOK),
    "doctor": Command(
        "doctor", "look for what is missing on this machine and in this service", LOOK
    ),
    "ts": Command("ts", "write the TypeScript client", CLIENTS),
    "schema": Command(
        "schema", "print the JSON Schema of the spec or of a report", CLIENTS
    ),
}


class Parser(argparse.ArgumentParser):
    """A parser whose faults say what to type instead (exit code 2), and whose words come in any order."""

    _is_mixing = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Let names stand after options, too: `add message X --topic t field:type`."""
        if self._is_mixing or self._subparsers is not None:
            return super().parse_known_args(args, namespace)
        self._is_mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._is_mixing = False

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the words of the call."""
        sys.stderr.write(f"{self.prog}: {message}\n  {self.prog} --help tells more\n")
        raise SystemExit(USAGE)


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit."""
    raise SystemExit(run(sys.argv[1:] if argv is None else list(argv)))


def run(argv: Sequence[str]) -> int:
    """Run a command and give its exit code."""
    words = list(argv)
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write(help_text())
        return 0 if words else USAGE
    if words[0] in ("-V", "--version"):
        from svcgen import __version__

        sys.stdout.write(f"svcgen {__version__}\n")
        return 0
    command = COMMANDS.get(words[0])
    if command is None:
        return unknown_command(words[0])
    try:
        return _dispatch(words[0], command, words[1:])
    except KeyboardInterrupt:
        sys.stderr.write("\nsvcgen: stopped; nothing was left half done\n")
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _dispatch(name: str, command: Command, words: Sequence[str]) -> int:
    # a run is short and what it builds is kept to its end: looking for garbage costs a fifth of it
    gc.set_threshold(200_000, 50, 100)
    module = importlib.import_module(f"svcgen.cli.{command.module}")
    parser = Parser(prog=f"svcgen {name}", description=f"{command.help.capitalize()}.")
    module.configure(parser)
    from svcgen.cli.faults import guarded

    args = parser.parse_args(words)
    args.command_line = " ".join((name, *words))
    return guarded(module.run, args)


def unknown_command(name: str) -> int:
    """Say that there is no such command, and which was meant."""
    import difflib

    close = difflib.get_close_matches(name, COMMANDS, 1)
    meant = f"; did you mean `svcgen {close[0]}`?" if close else ""
    sys.stderr.write(
        f"svcgen: there is no command {name[:40]!a}{meant}\n  svcgen --help lists them\n"
    )
    return USAGE


def help_text() -> str:
    """Give the page that lists the commands by group."""
    lines = [
        "svcgen turns one YAML spec into a running service and keeps the two in step.",
        "",
        "usage: svcgen COMMAND [options]      svcgen COMMAND --help tells more",
    ]
    width = max(len(name) for name, each in COMMANDS.items() if each.group) + 2
    for group in (START, CHANGE, LOOK, CLIENTS):
        lines += ["", f"{group}:"]
        lines += [
            f"  {name:<{width}}{each.help}"
            for name, each in COMMANDS.items()
            if each.group == group
        ]
    lines += ["", "Begin with: svcgen new shop --example authors"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
