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
from typing import ClassVar

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
    body = {"code": code, "msg": f"about {code}", "details": [], "correlation_id": "c-body"} | more
    return Answer(status, {"error": body})


@dataclass
class FakeHttp:
    """Where it listens, and what it was asked so far."""

    url: str
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def answering(reply: Reply) -> Iterator[FakeHttp]:
    """Serve `reply(request, how many came before it)`."""
    fake = FakeHttp("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        fake_http: ClassVar[FakeHttp] = fake

        def answer(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length).decode("utf-8", "replace")
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, self.path, headers, body)
            fake.asked.append(asked)
            self.write(reply(asked, len(fake.asked) - 1))

        def write(self, answer: Answer) -> None:
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

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = answer

        @override
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    fake.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
