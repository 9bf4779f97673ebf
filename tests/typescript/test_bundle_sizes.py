"""What a page pays for: one call, the WebSocket core, and nothing for what it does not use."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from svcgen.graph import ServiceGraph
from tests.typescript.emission import built, graph_of, spec_text
from tests.typescript.toolchain import bundle

LIMIT = 3000
"""Bytes of gzip -9."""


def size(text: str, folder: Path) -> int:
    """Give the gzipped size of the bundle of a module's text."""
    entry = folder / "entry.js"
    entry.write_text(text)
    return len(gzip.compress(bundle(entry), 9, mtime=0))


def one_call(dist: Path) -> str:
    """Give a page that makes one call."""
    return f"""
    import {{ createHttp }} from {json.dumps(str(dist / "runtime/http.js"))};
    import {{ getAuthor }} from {json.dumps(str(dist / "http/author.js"))};
    console.log(await getAuthor(createHttp({{ baseUrl: "https://a.example" }}), {{ id: "1" }}));
    """


def smaller() -> ServiceGraph:
    """Give the authors example with fewer operations."""
    lines = spec_text("authors").splitlines(keepends=True)
    unused = (
        "      delete:",
        "      replace:",
        "      update:",
        "  UPDATE_AUTHOR: 5",
        "  DELETE_AUTHOR: 6",
    )
    return graph_of("".join(line for line in lines if not line.startswith(unused)))


def test_one_call_is_small(tmp_path: Path) -> None:
    """A page with one HTTP call carries at most 3 kB."""
    measured = size(one_call(built("authors") / "dist"), tmp_path)
    print(f"one HTTP call: {measured} B gzip")
    assert measured <= LIMIT


def test_the_socket_core_is_small(tmp_path: Path) -> None:
    """The core of WebSocket calls, pushes and rooms is at most 3 kB."""
    dist = built("authors") / "dist"
    text = f"""
    import {{ Socket }} from {json.dumps(str(dist / "runtime/ws.js"))};
    import {{ shareTokens }} from {json.dumps(str(dist / "runtime/tokens.js"))};
    const ws = new Socket({{ url: "wss://a.example", tokens: shareTokens() }}, {{ A: {{ id: 1 }} }}, {{ B: 2 }});
    console.log(await ws.call("A"), ws.on("B", console.log), await ws.join("c"));
    """
    measured = size(text, tmp_path)
    print(f"WebSocket core: {measured} B gzip")
    assert measured <= LIMIT


def test_unused_operations_cost_nothing(tmp_path: Path) -> None:
    """A page of one call is the same to the byte whether the service has further operations or not."""
    whole, less = built("authors") / "dist", built("authors-smaller", smaller) / "dist"
    sizes = []
    for name, dist in (("whole", whole), ("less", less)):
        folder = tmp_path / name
        folder.mkdir()
        entry = folder / "entry.js"
        entry.write_text(one_call(dist))
        sizes.append(len(bundle(entry)))
    assert sizes[0] == sizes[1]
