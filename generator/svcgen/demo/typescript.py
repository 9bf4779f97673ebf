"""The TypeScript client of the service: compiled while other things are shown, and called by Node."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from svcgen.demo.ending import Ending
from svcgen.demo.service import DevService
from svcgen.demo.stage import DemoFault, Stage
from svcgen.resources import CHECKOUT_FOLDER

OLDEST, WITH_WEBSOCKET, WITH_STRIPPING = (20, 10), (22, 0), (22, 13)
COMPILE_SECONDS, CALL_SECONDS = 60.0, 30.0
PROGRAM = """\
import { createClient } from "./index.js";

declare const process: { argv: [string, string, string, string] };
const [, , baseUrl, token] = process.argv;

const api = createClient({ baseUrl, token: () => token });
const page = await api.http.listAuthors({ sort: "name" }).orThrow();
console.log("api.http.listAuthors({ sort: \\"name\\" })  ->", page.items.map((author) => author.name));
const reply = await api.ws.call("GET_STATUS");
console.log("api.ws.call(\\"GET_STATUS\\")              ->", reply.ok ? reply.data : reply);
api.ws.close();
"""
# for a Node that has no compiler beside it but can take the types away
STRIP = """\
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { dirname } from "node:path";
for (const path of readdirSync("src", { recursive: true })) {
  if (!path.endsWith(".ts")) continue;
  const made = `dist/${path.replace(/ts$/, "js")}`;
  mkdirSync(dirname(made), { recursive: true });
  writeFileSync(made, stripTypeScriptTypes(readFileSync(`src/${path}`, "utf8")));
}
"""


class ClientBuild:
    """The compilation of the client in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._node = find_node()
        self._how, self._command = find_compiler(self._node)
        self._build: subprocess.Popen[str] | None = None

    def start(self, ending: Ending) -> None:
        """Begin to compile, if that can be done here."""
        if not self._command:
            return
        program = self._folder / "src" / "demo.ts"
        program.write_text(PROGRAM, encoding="utf-8")
        with ending.held():
            self._build = subprocess.Popen(  # noqa: S603 - fixed words
                self._command,
                cwd=self._folder,
                env=os.environ | {"NODE_NO_WARNINGS": "1"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )

    def stop(self) -> None:
        """End the compiler when nobody waits for it any more."""
        if self._build is not None and self._build.poll() is None:
            self._build.kill()
            self._build.communicate()

    def show(
        self, stage: Stage, service: DevService, author: Mapping[str, object]
    ) -> None:
        """Call the service by the client, or say what is missing to do so. Raises DemoFault."""
        stage.step("TypeScript", f"the client in clients/typescript {self._how}")
        if self._node is None or self._build is None:
            return
        output, _ = self._build.communicate(timeout=COMPILE_SECONDS)
        if self._build.returncode:
            raise DemoFault(f"the client does not compile:\n{output}")
        # before Node 22 there is a WebSocket, but behind a switch
        switch = ["--experimental-websocket"] * (_version(self._node) < WITH_WEBSOCKET)
        words = ["--no-warnings", *switch, "dist/demo.js", service.url, service.token]
        done = subprocess.run(  # noqa: S603 - fixed words, an address and a token
            [self._node, *words],
            cwd=self._folder,
            capture_output=True,
            text=True,
            timeout=CALL_SECONDS,
            check=False,
        )
        for line in done.stdout.splitlines():
            stage.line(line)
        if done.returncode or str(author["name"]) not in done.stdout:
            raise DemoFault(f"the client ended with {done.returncode}:\n{done.stderr}")


@contextmanager
def compiling(folder: Path, ending: Ending) -> Iterator[ClientBuild]:
    """The client's compilation, under way inside the block."""
    client = ClientBuild(folder)
    try:
        client.start(ending)
        yield client
    finally:
        client.stop()


def find_node() -> str | None:
    """The Node that is there and not too old: on PATH, or in this environment."""
    for candidate in (shutil.which("node"), str(Path(sys.executable).parent / "node")):
        if candidate and Path(candidate).exists() and _version(candidate) >= OLDEST:
            return candidate
    return None


def find_compiler(node: str | None) -> tuple[str, list[str]]:
    """How the client becomes JavaScript here: in words, and as a command, empty when it cannot."""
    if node is None:
        return "is not called: there is no Node 20 or newer here", []
    kept = CHECKOUT_FOLDER / "tests" / "typescript" / "node_modules" / ".bin" / "tsc"
    tsc = shutil.which("tsc") or (str(kept) if kept.exists() else None)
    if tsc is not None:
        return "compiled by tsc, called by Node", [tsc, "-p", "tsconfig.json"]
    if _version(node) >= WITH_STRIPPING:
        strip = [node, "--input-type=module", "--eval", STRIP]
        return "stripped of its types, called by Node (there is no tsc here)", strip
    return "is not called: there is no tsc here; npm install --global typescript", []


def _version(node: str) -> tuple[int, int]:
    """Major and minor version; (0, 0) for a program that does not tell."""
    done = subprocess.run(  # noqa: S603 - fixed words
        [node, "--version"], capture_output=True, text=True, timeout=20, check=False
    )
    found = re.match(r"v(\d+)\.(\d+)", done.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)
