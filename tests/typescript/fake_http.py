"""A small HTTP server that answers as it is told and keeps what it was asked."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from typing_extensions import override


@dataclass(frozen=True)
class Asked:
    """A request that came in."""

    method: str
    target: str
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Answer:
    """What is answered; a body that is no str is written as JSON."""

    status: int = 200
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    cut: bool = False


Reply = Callable[[Asked, int], Answer]


def error(status: int, code: str, **more: object) -> Answer:
    """Give an error in the service's form."""
    body = {
        "code": code,
        "msg": f"about {code}",
        "details": [],
        "correlation_id": "c-body",
    } | more
    return Answer(status, {"error": body})


@dataclass
class FakeHttp:
    """Where it listens, how it answers, and what it was asked so far."""

    reply: Reply
    url: str = ""
    asked: list[Asked] = field(default_factory=list)


class Server(ThreadingHTTPServer):
    """A server of one fake."""

    daemon_threads = True

    def __init__(self, fake: FakeHttp) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.fake = fake
        fake.url = f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """Answers every method alike."""

    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        """Keep the request and write its answer."""
        assert isinstance(self.server, Server)
        fake = self.server.fake
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length).decode("utf-8", "replace")
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.command, self.path, headers, body)
        fake.asked.append(asked)
        self.write(fake.reply(asked, len(fake.asked) - 1))

    def write(self, answer: Answer) -> None:
        """Write an answer; nobody may be there any more."""
        time.sleep(answer.delay)
        if answer.cut:
            self.close_connection = True
            return
        text = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        content = b"" if answer.status == 204 else text.encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(content)))
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.end_headers()
            self.wfile.write(content)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


for method in ("GET", "POST", "PATCH", "PUT", "DELETE"):
    setattr(Handler, f"do_{method}", Handler.answer)


@contextmanager
def answering(reply: Reply) -> Iterator[FakeHttp]:
    """Serve `reply(request, how many came before it)`."""
    fake = FakeHttp(reply)
    server = Server(fake)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
