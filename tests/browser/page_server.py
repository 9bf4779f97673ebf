"""A web server of another origin with one page, which loads one script under a strict policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from typing_extensions import override

PAGE = b'<!doctype html><title>client</title><link rel="icon" href="data:,"><script src="/client.js"></script>'


class PageServer(ThreadingHTTPServer):
    """Serves `/` and `/client.js`; the page may connect to `service` and to nothing else."""

    daemon_threads = True

    def __init__(self, script: bytes, service: str) -> None:
        super().__init__(("127.0.0.1", 0), PageHandler)
        self.script = script
        sockets = service.replace("http", "ws", 1)
        self.policy = (
            "default-src 'none'; script-src 'self'; img-src data:; base-uri 'none';"
            f" connect-src {service} {sockets}"
        )

    @property
    def origin(self) -> str:
        """What pages from here say that they are from."""
        return f"http://127.0.0.1:{self.server_port}"


class PageHandler(BaseHTTPRequestHandler):
    """Answers GET."""

    def do_GET(self) -> None:
        """Answer with the page or its script."""
        assert isinstance(self.server, PageServer)
        is_script = self.path == "/client.js"
        content = self.server.script if is_script else PAGE
        kind = "text/javascript" if is_script else "text/html"
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", self.server.policy)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving_page(script: bytes, service: str) -> Iterator[PageServer]:
    """Serve while the context is open."""
    server = PageServer(script, service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
