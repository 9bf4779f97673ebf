"""Every name that people bring along has a counterpart, and each counterpart is proved."""

import re
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest

from svcgen.cli import main as svcgen_main
from svcgen.pipeline import check_spec_files
from svcgen_runtime import Service
from svcgen_runtime.cli.options import read_options
from tests.support.pages import ROOT
from tests.support.reference import page

PAGE = ROOT / "docs" / "reference" / "coming-from.md"
SPAN = re.compile(r"`([^`]+)`")
COMMAND_WORD = re.compile(r"[a-z][a-z-]*")
BASE = """svcgen: 1
service: {name: shop}
roles: [reader]
"""
NEEDED = {
    "commands": "commands: {greet: {}}\n",
    "messages": "messages: {Ping: {kind: event, topic: ping, fields: {text: string}}}\n",
}
# each name that a reader may look for; the page has a row for it
NAMES_TEXT = """
worker server beat scheduler_v2 --broker-url BROKER_URL AMQP_URL ?exchange= prefetch_count= --backend-url BACKEND_URL REDIS_URL --handlers
HANDLERS --actions ACTIONS --groups --interval INTERVAL --host HOST --port PORT --workers --reload RELOAD --src-dir SRC_DIR APP_PATH
--interactive-mode INTERACTIVE_MODE --force FORCE uvicorn declare dlq gen-tsi --watch --stdout --post-process gen-entity new
generate_ws_handler.py --module --schema --paginated --roles --overwrite new-ws-handlers ws-handlers validate-handlers Microservice
HttpMicroservice MessageBusWorker RestController Get Post MessageBusController MessageHandler MessageOf ScheduledAction WebSocketEndpoint
RegisterWebSocketMessage WebSocketMessage.send use_ws_manager broadcast add_websocket add_websocket_to_room remove_websocket_from_room
Message.publish use_publisher ack nack reject retry retry_later AppInterceptor ProviderSpec Token RestClient CRUDOperations
QueryOperations Paginated PaginatedFilter DateOrderedFilter Identifiable
"""


class Row(NamedTuple):
    """A row of the page: what is known, what stands for it, and its proofs."""

    known: str
    here: str
    proofs: tuple[str, ...]


def rows() -> list[Row]:
    """Every row of every table, without heads and rules."""
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    kept = [each for each in cells if each[0] != "known as" and "---" not in each[0]]
    return [Row(known, here, tuple(SPAN.findall(last))) for known, here, last in kept]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.known)
def test_a_counterpart_is_proved(row: Row, tmp_path: Path) -> None:
    """What a row names can be typed, set, imported or written in a spec."""
    assert row.here
    assert row.proofs
    for proof in row.proofs:
        prove(proof, tmp_path)


@pytest.mark.parametrize("name", NAMES_TEXT.split())
def test_a_name_has_its_row(name: str) -> None:
    """No name that people bring along is left out."""
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    assert any(word.search(row.known) for row in rows())


def prove(proof: str, folder: Path) -> None:
    """Prove one counterpart; what no kind of proof fits is a fault of the page."""
    words = proof.split()
    if words[0] == "svcgen":
        prove_command(svcgen_help, words[1:])
    elif words[0] == "shop":
        prove_command(shop_help, words[1:])
    elif proof.isupper():
        assert f"`{proof}`" in page("settings.md")
    elif re.fullmatch(r"svcgen(_runtime)?(\.\w+)+", proof):
        assert find(proof) is not None
    elif proof.startswith("not-yet: "):
        assert "not-yet" in codes(proof.removeprefix("not-yet: "), folder)
    else:
        assert not [code for code in codes(proof, folder) if code == "not-yet"]


def prove_command(help_of: Callable[[tuple[str, ...]], str], words: list[str]) -> None:
    """A command answers `--help`, which has each option."""
    options = [word for word in words if word.startswith("--")]
    command = tuple(word for word in words if COMMAND_WORD.fullmatch(word))
    text = help_of(command)
    assert not [option for option in options if option not in text]


@cache
def svcgen_help(command: tuple[str, ...]) -> str:
    """What `svcgen COMMAND --help` prints."""
    return printed(lambda: svcgen_main.main([*command, "--help"]))


@cache
def shop_help(command: tuple[str, ...]) -> str:
    """What a service's own `COMMAND --help` prints."""
    shop = Service(name="shop")
    return printed(lambda: read_options(shop, [*command, "--help"]))


def printed(call: Callable[[], object]) -> str:
    """What a call prints before it ends with exit code 0."""
    with redirect_stdout(StringIO()) as output, pytest.raises(SystemExit) as ended:
        call()
    assert ended.value.code == 0
    return output.getvalue()


def find(name: str) -> object:
    """Import a dotted name: a module, and attributes in it."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[length:]:
            found = getattr(found, attribute)
        return found
    return None


def codes(line: str, folder: Path) -> list[str]:
    """Validate a spec that has this line; its warnings, after no errors were found."""
    section = line.partition(":")[0]
    rest = "".join(text for name, text in NEEDED.items() if name != section)
    path = folder / "service.yaml"
    path.write_text(f"{BASE}{rest}{line}\n")
    checked = check_spec_files([path])
    assert checked.is_valid, "\n".join(map(str, checked.diagnostics))
    return [each.code for each in checked.diagnostics]
