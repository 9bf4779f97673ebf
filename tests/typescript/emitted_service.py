"""A committed example as a process of its own, and scripts that its own emitted client runs against it."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.support.private import PrivateServer, private_folder
from tests.support.programs import HOST, free_port
from tests.support.run import current_run
from tests.typescript.drive import run_node
from tests.typescript.emission import EXAMPLES, ROOT, built
from tests.typescript.toolchain import HERE, tsc

SCRIPTS = HERE / "emitted"
OUTSIDE = ("DATABASE_URL", "BROKER_URL", "AMQP_URL", "REDIS_URL", "BACKEND_URL", "PORT")
READY = "/readyz"


@dataclass
class EmittedService:
    """One example and the processes that it runs as; all of them share one folder and one environment."""

    name: str
    folder: Path
    environment: Mapping[str, str]

    def command(self, *arguments: str) -> list[str]:
        """The command line of the console script, with this checkout's interpreter."""
        script = f"from {self.name}.app import main; main()"
        return [*self.inside(), "-c", script, *arguments]

    def inside(self) -> list[str]:
        """The interpreter in the service's folder, with no address but those of `environment`."""
        forget = [word for name in OUTSIDE for word in ("-u", name)]
        given = {"PYTHONPATH": str(ROOT / "examples" / self.name / "src")}
        given |= {"PYTHONDONTWRITEBYTECODE": "1", **self.environment}
        words = [f"{name}={value}" for name, value in given.items()]
        return ["env", "-C", str(self.folder), *forget, *words, sys.executable]

    def process(self, command: str, port_option: str = "--port") -> PrivateServer:
        """A long-running command that answers `/readyz` on a free port; not started yet."""
        port = free_port()
        url = f"http://{HOST}:{port}"
        return PrivateServer(
            name=f"{self.name} {command}",
            url=url,
            port=port,
            folder=private_folder(f"{self.name}-{command}"),
            command=self.command(command, port_option, str(port)),
            is_ready=lambda: _is_ready(url),
        )

    @contextmanager
    def running(
        self, command: str, port_option: str = "--port"
    ) -> Iterator[PrivateServer]:
        """Start a command, and stop it afterwards."""
        process = self.process(command, port_option)
        process.start()
        try:
            yield process
        finally:
            process.stop()


@contextmanager
def developing(name: str, **variables: str) -> Iterator[PrivateServer]:
    """Run `dev` of an example on a free port with an SQLite file of its own."""
    folder = private_folder(name)
    url = f"sqlite:///{folder / 'service.db'}"
    with EmittedService(name, folder, {"DATABASE_URL": url, **variables}).running(
        "dev"
    ) as process:
        yield process


def _is_ready(url: str) -> bool:
    with contextlib.suppress(httpx.TransportError):
        return httpx.get(url + READY, timeout=2.0, trust_env=False).status_code == 200
    return False


def wait_for_log(process: PrivateServer, pattern: str, seconds: float = 15.0) -> str:
    """Wait until a process has logged a line that matches, and give the line."""
    deadline = time.monotonic() + seconds
    while True:
        text = process.log.read_text(errors="replace")
        found = re.search(f"^.*{pattern}.*$", text, re.MULTILINE)
        if found:
            return found[0]
        assert time.monotonic() < deadline, f"no {pattern!r} in:\n{text[-3000:]}"
        time.sleep(0.02)


def compiled_scripts() -> Path:
    """The scripts of every example, compiled beside the examples' own clients; once in a run."""
    folder = current_run().folder / "emitted"

    def build() -> dict[str, str]:
        packages = folder / "node_modules"
        packages.mkdir(parents=True)
        for name in EXAMPLES:
            client = built(name)
            _check_same(client, ROOT / "examples" / name / "clients" / "typescript")
            package = json.loads((client / "package.json").read_text())["name"]
            (packages / package).symlink_to(client)
        _compile(folder, built(EXAMPLES[0]) / "tsconfig.json")
        return {}

    current_run().once("emitted", build)
    return folder / "dist"


def _check_same(client: Path, committed: Path) -> None:
    """The client that the other tests build is the committed one: no need to compile both."""
    different = [
        path.relative_to(committed).as_posix()
        for path in (committed / "src").rglob("*.ts")
        if path.read_bytes() != (client / path.relative_to(committed)).read_bytes()
    ]
    assert not different, f"examples are behind the templates: {different}"


def _compile(folder: Path, flags: Path) -> None:
    """Compile all scripts at once, with the flags that clients are compiled with."""
    shutil.copytree(SCRIPTS, folder / "src")
    config = {
        "extends": str(flags),
        "compilerOptions": {"rootDir": "src", "outDir": "dist"},
        "include": ["src"],
    }
    (folder / "tsconfig.json").write_text(json.dumps(config))
    (folder / "package.json").write_text('{"type": "module"}')
    tsc(folder, "-p", ".", "--skipLibCheck")


def drive(name: str, script: str, url: str, **variables: str) -> str:
    """Run a script of an example against a service; it raises NodeFailed with what did not hold."""
    path = compiled_scripts() / name / f"{script}.js"
    return run_node(path, {"BASE_URL": url, **variables})
