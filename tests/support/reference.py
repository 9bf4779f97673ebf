"""The pages of docs/reference that follow from code: `make docs` writes them, a test compares them."""

import argparse
import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import AliasChoices, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

import svcgen_runtime
from svcgen.cli.main import COMMANDS
from svcgen.diagnostics.catalogue import AREAS, edits
from svcgen.diagnostics.code import Code
from svcgen.drift.states import STATES, UNIT_STATES
from svcgen_runtime.cli import options
from svcgen_runtime.errors import RuntimeFault, ServiceError
from svcgen_runtime.settings import ServiceSettings
from svcgen_runtime.websocket import CloseCode, ReservedPackage, StatusCode
from tests.support.reference_spec import spec_page

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- Made from the code by `make docs`; an edit by hand is lost. -->\n\n"
CLI_HEAD = """# Command lines

## svcgen

`svcgen` finds its command first and imports only that. Exit codes: 0 fine; 1 faults, drift or conflicts; 2 wrong usage;
3 another run holds the tree; 4 a fault of svcgen itself; 5 the system refused to read or write.
"""
SERVICE_HEAD = """
## The service's own command

An emitted service has a console script of its own name; `shop` stands for it here. An option wins over its environment
variable. Exit codes: 0 asked to stop; 1 fault; 2 wrong usage or settings; 3 a dependency is missing at start; 4 the topology
or a table is not as declared.
"""
DIAGNOSTICS_HEAD = """# Diagnostics

`svcgen explain CODE` prints an entry. A code never changes its name. Errors stop a run before anything is written; warnings
do not.
"""
DRIFT_HEAD = """# States of emitted files

`svcgen check` puts every emitted path into one state. It exits with 1 when one of them is drift. While neither spec nor generator
moved, it compares digests, and parses only the Python files that you customised.

## Files

"""
DRIFT_UNITS = """
## Parts of a shared file

A part is a function, class, member or statement of Python, a key of TOML or YAML, or lines of another text. Parts are compared
when the spec or the generator moved, and when a conflict waits; layout, quotes and commas do not count.

"""
ERRORS_HEAD = """# Errors

## What an answer tells

Over HTTP the body is `{"error": {"code", "msg", "details", "correlation_id"}}`, or `application/problem+json` (RFC 9457) when
Accept asks for it. Over WebSocket the same object is `data.error` of the reply. Errors that a spec declares have their own code
and HTTP status, and WebSocket codes from 100 that are recorded in `.svcgen/ids`.

"""
MEANINGS: Mapping[str, str] = {
    "environment": "Where it runs: dev, test, staging or production. In dev and test there is a development issuer of tokens.",
    "namespace": "A part of exchange, queue and Redis key names, for several copies of a service on the same servers.",
    "database_url": "The main database. `postgresql://` and `sqlite://` get their async driver by themselves.",
    "broker_url": "RabbitMQ, as `amqp://user:password@host:5672/vhost`; empty: a broker in the process. `?exchange=` and `?prefetch_count=` are read from it.",
    "redis_url": "Redis, for rooms and tickets of several server processes; empty: in the process.",
    "host": "The address to listen on.",
    "port": "The port to listen on. `dev` takes the next free one.",
    "health_port": "The port of the health paths of `worker` and `scheduler`.",
    "log_level": "DEBUG, INFO, WARNING or ERROR.",
    "allowed_origins": "Origins of pages that may call the service from a browser, separated by commas.",
    "max_body_bytes": "The largest HTTP body that is read.",
    "shutdown_seconds": "How long running work may take to end when the process is asked to stop.",
}


def table(heads: Sequence[str], rows: Iterator[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(map(cell, line))} |\n" for line in lines)


def cell(text: str) -> str:
    """A text as a cell: one line, bars kept apart."""
    flat = " ".join(text.split()).replace("|", "\\|")
    return flat if "`" in flat else flat.replace("<", "&lt;")


def code(text: object) -> str:
    """A text as code, or nothing."""
    return f"`{text}`" if str(text) else ""


# --- cli.md -----------------------------------------------------------------------


def cli_page() -> str:
    """Every command and option of `svcgen` and of an emitted service's console script."""
    parts = [CLI_HEAD]
    for name, command in COMMANDS.items():
        parser = argparse.ArgumentParser(prog=f"svcgen {name}")
        importlib.import_module(f"svcgen.cli.{command.module}").configure(parser)
        parts.append(f"\n### svcgen {name}\n\n{sentence(command.help)}\n")
        parts += parser_parts(parser, 4)
    parts.append(SERVICE_HEAD)
    for name, (text, aliases, adders) in options._COMMANDS.items():
        parser = argparse.ArgumentParser(prog=f"shop {name}")
        for add in adders:
            add(parser)
        also = f" Also `{', '.join(aliases)}`." if aliases else ""
        parts.append(f"\n### shop {name}\n\n{sentence(text)}{also}\n")
        parts += parser_parts(parser, 4)
    return "".join(parts)


def sentence(text: str) -> str:
    """A help text as a sentence."""
    return f"{text[:1].upper()}{text[1:]}."


def parser_parts(parser: argparse.ArgumentParser, depth: int) -> Iterator[str]:
    """The arguments of a parser as a table, then those of its own subcommands."""
    rows: list[tuple[str, str]] = []
    subcommands: list[argparse._SubParsersAction[argparse.ArgumentParser]] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            subcommands.append(action)
        elif not isinstance(action, argparse._HelpAction):
            rows.append((invocation(action), action.help or ""))
    if rows:
        yield "\n" + table(("argument", "what"), iter(rows))
    for action in subcommands:
        helps = {each.dest: each.help or "" for each in action._choices_actions}
        for name, inner in action.choices.items():
            about = helps.get(name)
            if about is None:  # an alias of one that is listed
                continue
            yield f"\n{'#' * depth} {inner.prog}\n\n{sentence(about)}\n"
            yield from parser_parts(inner, depth + 1)


def invocation(action: argparse.Action) -> str:
    """How an argument is written: its options and what it takes."""
    if action.choices is not None:
        value = "{" + ",".join(map(str, action.choices)) + "}"
    else:
        metavar = action.metavar if isinstance(action.metavar, str) else None
        value = metavar or action.dest
        value = value.upper() if action.option_strings and metavar is None else value
    if not action.option_strings:
        many = " ..." if action.nargs in ("*", "+") else ""
        return code(f"[{value}]{many}" if action.nargs in ("?", "*") else value + many)
    takes = "" if action.nargs == 0 else f" {value}"
    return ", ".join(code(option + takes) for option in action.option_strings)


# --- diagnostics.md, drift.md -----------------------------------------------------


def diagnostics_page() -> str:
    """Every code, area by area, with its message and its explanation."""
    parts = [DIAGNOSTICS_HEAD]
    for area in (*AREAS, edits):
        about = re.split(r"(?<=[.;:])\s", (area.__doc__ or "").strip())[0]
        heading = about.rstrip(".;:").removeprefix("Codes for ")
        parts.append(f"\n## {heading[:1].upper()}{heading[1:]}\n")
        codes = (each for each in vars(area).values() if isinstance(each, Code))
        parts += [diagnostic_part(each) for each in codes]
    return "".join(parts)


def diagnostic_part(each: Code) -> str:
    """A code's entry."""
    return f"\n### {each.name}\n\n{each.severity}: {code(each.message)}\n\n```text\n{each.doc.strip()}\n```\n"


def drift_page() -> str:
    """Every state that `svcgen check` can find a file in."""
    heads = ("state", "drift", "meaning", "what heals it")
    files, units = (
        table(
            heads,
            (
                (code(s.code), "yes" if s.drift else "no", s.meaning, s.heal)
                for s in states.values()
            ),
        )
        for states in (STATES, UNIT_STATES)
    )
    return DRIFT_HEAD + files + DRIFT_UNITS + units


# --- settings.md ------------------------------------------------------------------


def settings_page() -> str:
    """Every environment variable of a service and of svcgen."""
    rows = (
        (
            ", ".join(map(code, variables(name, field))),
            code(shown_default(field)),
            MEANINGS[name],
        )
        for name, field in ServiceSettings.model_fields.items()
    )
    return (
        "# Settings\n\n## Of a service\n\nRead from the environment and from `.env`; the environment wins. All faults are told at once, with exit code 2. "
        "A further database `reports` of the spec is `REPORTS_DATABASE_URL`. An emitted service sets its own default for "
        "`DATABASE_URL`: a file of its name in the current folder.\n\n"
        + table(("variable", "default", "what"), rows)
        + "\n## Of its command line\n\nEach stands for an option; the option wins.\n\n"
        + table(("variable", "option", "what"), option_variables())
        + "\n`APP_PATH` names another service to run, as `module:name`.\n"
        + "\n## Of svcgen\n\n"
        + table(
            ("variable", "what"),
            iter(
                (
                    ("`NO_COLOR`", "No colour, whatever the terminal."),
                    ("`FORCE_COLOR`", "Colour, also where nobody looks."),
                    (
                        "`SVCGEN_DEBUG`",
                        "Show the traceback of a fault of svcgen itself.",
                    ),
                )
            ),
        )
    )


def variables(name: str, field: FieldInfo) -> list[str]:
    """The environment variables of a setting, the first one first."""
    alias = field.validation_alias
    if isinstance(alias, AliasChoices):
        return [str(each) for each in alias.choices]
    return [name.upper()]


def shown_default(field: FieldInfo) -> str:
    """A setting's default as it would be written."""
    value = field.default
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if value is PydanticUndefined or isinstance(value, frozenset):
        return ""
    return str(value)


def option_variables() -> Iterator[tuple[str, str, str]]:
    """The variables that options name in their help, those of settings left out."""
    settings = {
        each
        for name, field in ServiceSettings.model_fields.items()
        for each in variables(name, field)
    }
    seen: set[str] = set()
    for _, _, adders in options._COMMANDS.values():
        parser = argparse.ArgumentParser()
        for add in adders:
            add(parser)
        for action in parser._actions:
            found = re.search(r"^(.*) \(([A-Z_]+)\)$", action.help or "")
            if found and found[2] not in settings | seen:
                seen.add(found[2])
                yield code(found[2]), code(action.option_strings[-1]), found[1]


# --- errors.md --------------------------------------------------------------------


def errors_page() -> str:
    """The errors that answers tell, the codes of WebSocket, and what ends a process."""
    for module in pkgutil.walk_packages(svcgen_runtime.__path__, "svcgen_runtime."):
        importlib.import_module(module.name)
    answers = (
        (code(e.code), str(e.http_status), str(e.status_code), code(e.__name__), doc(e))
        for e in family(ServiceError)
        if e.__name__ != "DeclaredError"
    )
    statuses = ((str(s.value), code(s.name.lower())) for s in StatusCode)
    closes = ((str(c.value), code(c.name.lower())) for c in CloseCode)
    reserved = ((str(p.value), code(p.name.lower())) for p in ReservedPackage)
    faults = ((code(e.__name__), str(e.exit_code), doc(e)) for e in family(RuntimeFault))  # fmt: skip
    return (
        ERRORS_HEAD
        + table(("code", "HTTP", "WebSocket", "class", "when"), answers)
        + "\n## WebSocket reply codes\n\n"
        + table(("code", "name"), statuses)
        + "\n## WebSocket close codes\n\n"
        + table(("code", "name"), closes)
        + "\n## Reserved packages\n\n"
        + table(("pkg_id", "name"), reserved)
        + "\n## What ends a process\n\n"
        + table(("class", "exit code", "when"), faults)
    )


def family(base: type[T]) -> Iterator[type[T]]:
    """The classes below `base` that the library itself declares, parents first."""
    for each in base.__subclasses__():
        if each.__module__.startswith("svcgen_runtime"):
            yield each
            yield from family(each)


def doc(cls: type[object]) -> str:
    """The first sentence of a class's docstring."""
    text = " ".join((cls.__doc__ or "").split())
    return re.split(r"(?<=[.;:])\s", text)[0].rstrip(".;:") + "."


PAGES: Mapping[str, Callable[[], str]] = {
    "spec.md": spec_page,
    "cli.md": cli_page,
    "diagnostics.md": diagnostics_page,
    "drift.md": drift_page,
    "settings.md": settings_page,
    "errors.md": errors_page,
}


def page(name: str) -> str:
    """The text of a page as the code has it now."""
    return NOTE + PAGES[name]()


def main() -> None:
    """Write the pages that are not fresh, and say which."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        path, text = FOLDER / name, page(name)
        if not path.is_file() or path.read_text() != text:
            path.write_text(text)
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
