"""The steps of the demo, each told as it happens."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from svcgen.demo.service import EXAMPLE, DevService
from svcgen.demo.stage import DemoFault, Stage
from svcgen.operations.start import NewService, start_service
from svcgen.pipeline import generate
from svcgen.workspace import find_workspace

SLOW, FAST = 'cron: "*/5 * * * *"', 'cron: "* * * * * */2"'
AUTHOR = {"name": "Jane Austen", "born": "1775-12-16"}
GET_AUTHOR = 4
STATE = ".svcgen/"


def show_generation(stage: Stage, root: Path) -> None:
    """The spec becomes a tree; a change of the spec changes only what follows from it."""
    stage.step("Generate", f"a service from the example `{EXAMPLE}`")
    stage.line(f"$ svcgen new {EXAMPLE} --example {EXAMPLE}")
    begun = time.monotonic()
    done = start_service(NewService(EXAMPLE, root, example=EXAMPLE, git=False))
    seconds = time.monotonic() - begun
    spec = root / "service.yaml"
    text = spec.read_text(encoding="utf-8")
    files = [path for path in done.written if not path.startswith(STATE)]
    stage.line(
        f"{len(text.splitlines())} lines of service.yaml -> {len(files)} files in {seconds:.1f} s, in {root}"
    )
    if text.count(SLOW) != 1:
        raise DemoFault(f"the example's spec has no {SLOW}")
    spec.write_text(text.replace(SLOW, FAST), encoding="utf-8")
    stage.line("Its schedule ticks every five minutes. For this demo, in service.yaml:")
    stage.line(f"-   count_authors: {{{SLOW}, ...}}")
    stage.line(f"+   count_authors: {{{FAST}, ...}}")
    stage.line("$ svcgen generate")
    for path in generate(find_workspace(root)).written:
        if not path.startswith(STATE):
            stage.line(f"~ {path}")


def show_http(stage: Stage, service: DevService) -> dict[str, object]:
    """An author is added over HTTP."""
    stage.step("HTTP", "create an author, with a token of the development issuer")
    address = f"{service.url}/api/{EXAMPLE}"
    stage.line(f"$ curl {address} -H 'Authorization: Bearer ...' \\")
    stage.line(f"    --json '{json.dumps(AUTHOR)}'")
    author = service.fetch(f"/api/{EXAMPLE}", AUTHOR)
    stage.line(json.dumps(author))
    return author


def show_websocket(
    stage: Stage, service: DevService, author: Mapping[str, object]
) -> None:
    """The same row, read by a package over a WebSocket."""
    from websockets.sync.client import connect
    from websockets.typing import Subprotocol

    stage.step("WebSocket", f"read the same row: package {GET_AUTHOR}, GET_AUTHOR")
    request = {
        "pkg_id": GET_AUTHOR,
        "req_id": "00000000-0000-4000-8000-000000000001",
        "data": {"id": author["id"]},
    }
    offered = ("svcgen.v1.json", f"svcgen.bearer.{service.token}")
    protocols = [Subprotocol(one) for one in offered]
    with connect(service.ws_url, subprotocols=protocols, proxy=None) as socket:
        stage.line(f"> {json.dumps(request)}")
        socket.send(json.dumps(request))
        reply = json.loads(socket.recv(timeout=10))
    stage.line(f"< {json.dumps(reply)}")
    if reply["data"] != author:
        raise DemoFault("HTTP and WebSocket do not give the same row")


def show_log(stage: Stage, service: DevService, author: Mapping[str, object]) -> None:
    """What the request set off, and what the clock does, as the service's log tells it."""
    name = re.escape(str(author["name"]))
    stage.step("Messages", "what the request set off, from the log of the service")
    for words, what in (
        (f"{name} was added", "the event AuthorCreated reached note_author"),
        (f"Dear {name}, welcome", "its task WelcomeAuthor reached welcome_author"),
    ):
        line = service.wait_for(rf"^.* {words}.*$")[0]
        stage.line(f"{what}:")
        stage.line(line, indent=5)
    stage.step("Schedule", "count_authors, every two seconds, from the same log")
    tick = r"^\S+ INFO +[1-9]\d* authors\b.*$"
    service.wait_for(rf"{tick}[\s\S]*?{tick}")
    for line in re.findall(tick, service.log(), re.MULTILINE)[-2:]:
        stage.line(line)


def show_next(stage: Stage, kept: Path | None) -> None:
    """What to type next."""
    stage.step("Next", "a service of your own")
    left = "its folder is removed" if kept is None else f"its folder is {kept}"
    stage.line(f"What was started is stopped; {left}. Type:")
    svcgen = Path(sys.executable).with_name("svcgen")
    here = Path.cwd()
    typed = svcgen.relative_to(here) if svcgen.is_relative_to(here) else svcgen
    stage.line(f"$ {typed} new shop --example {EXAMPLE} -o ../shop", indent=5)
    stage.line("$ cd ../shop", indent=5)
    stage.line("$ make test", indent=5)
    stage.line("$ make run", indent=5)
    stage.line(
        "It answers at http://127.0.0.1:8000/docs (with a login for each role), under /api and at"
        " ws://127.0.0.1:8000/ws, or on the next free port. Then change service.yaml, and:"
    )
    stage.line(f"$ {svcgen} generate", indent=5)
