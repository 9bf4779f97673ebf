"""A reader who types what a page says, in a folder of their own."""

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from svcgen.pipeline import check_spec, link_spec, render_graph
from svcgen.workspace import find_workspace
from tests.support.pages import ROOT, Block, missing_lines
from tests.typescript.toolchain import find_node, installed

PAGE_ADDRESS = "127.0.0.1:8000"
SECONDS = 100
SPEC_HEAD = "svcgen: 1\nservice: {name: bookshop}\n"
# what Ctrl-C leaves: the service ends with 0, a make around it dies of the signal
ENDED = (0, 2, 130, -signal.SIGINT)


@dataclass
class Reader:
    """Runs the blocks of one page; `swaps` are texts of the page and what stands for them here."""

    folder: Path
    swaps: Mapping[str, str] = field(default_factory=dict)
    printed: str = ""

    def __post_init__(self) -> None:
        self.port, self.health_port = free_port(), free_port()
        self._state = self.folder.parent / f"{self.folder.name}.state"
        self._state.mkdir()
        (self._state / "cwd").write_text(str(self.folder))
        (self._state / "env").write_text("")
        self._running: list[subprocess.Popen[str]] = []
        self._spec: list[Block] = []

    def enter(self, folder: Path) -> None:
        """Begin in this folder, as `cd` would."""
        (self._state / "cwd").write_text(str(folder))

    def read(self, block: Block) -> None:
        """Do what a block says; AssertionError with its place when it does not go as the page says."""
        if block.tag == "sh" and "checkout" in block.words:
            dry_run(block)
        elif block.tag == "sh" and "background" in block.words:
            self._start(block)
        elif block.tag == "sh":
            self._run(block)
        elif block.tag == "text":
            missing = missing_lines(self._here(block.text), self.printed)
            assert not missing, f"{block.place}: {missing} not in\n{self.printed}"
        elif block.tag == "yaml":
            self._spec.append(block)
        elif block.tag == "json":
            for line in block.text.splitlines():
                json.loads(line)
        else:
            path = block.option("file")
            assert path, f"{block.place}: say where it goes: ```{block.tag} file=PATH"
            target = Path((self._state / "cwd").read_text().rstrip("\n")) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text)

    def close(self, folder: Path) -> None:
        """Check the page's spec in `folder`, and end what still runs as Ctrl-C does."""
        try:
            if self._spec:
                check_page_spec(self._spec, folder)
        finally:
            codes = [self._stop(process) for process in self._running]
        assert all(code in ENDED for code in codes), codes

    def _run(self, block: Block) -> None:
        process = subprocess.Popen(
            ["bash", "-c", self._script(block)],
            cwd=self.folder,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        try:
            self.printed, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        wanted = int(block.option("exit") or 0)
        told = f"{block.place}: {process.returncode}, not {wanted}\n{self.printed}"
        assert process.returncode == wanted, told

    def _start(self, block: Block) -> None:
        log = self._state / f"{block.line}.log"
        with log.open("w") as held:
            process = subprocess.Popen(
                ["bash", "-c", self._script(block)],
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=held,
                stderr=held,
                text=True,
                start_new_session=True,
            )
        self._running.append(process)
        port = self.health_port if "health" in block.words else self.port
        deadline = time.monotonic() + 60
        while not answers(port):
            alive = process.poll() is None and time.monotonic() < deadline
            assert alive, f"{block.place} does not answer\n{log.read_text()}"
            time.sleep(0.1)
        self.printed = log.read_text()

    def _stop(self, process: subprocess.Popen[str]) -> int:
        os.killpg(process.pid, signal.SIGINT)
        try:
            return process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return -signal.SIGKILL

    def _script(self, block: Block) -> str:
        """The block between what it finds and what it leaves: folder and variables, as in one terminal."""
        cwd, env = self._state / "cwd", self._state / "env"
        keep = f"pwd > {quoted(cwd)}; export -p | grep -v -e ' OLDPWD' -e ' SHLVL' > {quoted(env)}"
        return (
            f'set -euo pipefail; . {quoted(env)}; cd "$(cat {quoted(cwd)})"; set -a\n'
            f"{self._here(block.text)}\n{keep}\n"
        )

    def _here(self, text: str) -> str:
        """A text of the page with this machine's addresses."""
        text = text.replace(PAGE_ADDRESS, f"127.0.0.1:{self.port}")
        for written, meant in self.swaps.items():
            text = text.replace(written, meant)
        return text

    def _environment(self) -> dict[str, str]:
        folders = (Path(sys.executable).parent, installed(), find_node().parent)
        programs = os.pathsep.join([*map(str, folders), os.environ["PATH"]])
        own = {"PATH": programs, "NO_COLOR": "1", "PORT": str(self.port), "HEALTH_PORT": str(self.health_port)}  # fmt: skip
        kept = {k: v for k, v in os.environ.items() if not k.startswith("VIRTUAL_ENV")}
        return kept | own


def check_page_spec(parts: list[Block], folder: Path) -> None:
    """The parts of a page make one spec without errors, from which everything can be rendered."""
    (folder / "spec").mkdir(parents=True)
    if not any("svcgen:" in part.text for part in parts):
        (folder / "spec" / "00000.yaml").write_text(SPEC_HEAD)
    for part in parts:
        (folder / "spec" / f"{part.line:05}.yaml").write_text(part.text)
    workspace = find_workspace(folder)
    checked = check_spec(workspace)
    told = [f"{parts[0].page}: {each}" for each in checked.diagnostics]
    assert checked.is_valid, "\n".join(told)
    assert list(render_graph(link_spec(checked), workspace))


def dry_run(block: Block) -> None:
    """The targets of the checkout that a block names are there; CI runs them themselves."""
    for line in block.text.splitlines():
        command, *words = line.partition("#")[0].split()
        assert command == "make", f"{block.place}: {line}"
        subprocess.run(["make", "--dry-run", *words], cwd=ROOT, check=True, capture_output=True)  # fmt: skip


def answers(port: int) -> bool:
    """Does a service answer on this port?"""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as it:
            return bool(it.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def quoted(path: Path) -> str:
    """A path as a word of the shell."""
    return shlex.quote(str(path))
