"""`make demo`: what it shows, how it ends, and what it leaves behind."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from svcgen.demo.typescript import find_compiler
from tests.behaviour.example_trees import SERVERS
from tests.typescript.toolchain import installed

# one worker: what its fixture starts is started once
pytestmark = pytest.mark.xdist_group("example-demo")

STEPS = [
    "Generate",
    "Run",
    "HTTP",
    "WebSocket",
    "Messages",
    "Schedule",
    "TypeScript",
    "Stop",
    "Next",
]
SECONDS = 30.0


def command(*arguments: str) -> list[str]:
    """The words that `make demo` runs."""
    return [sys.executable, "-m", "svcgen.demo", *arguments]


def environment(folder: Path) -> dict[str, str]:
    """No server is named, and what is left would be left in `folder`."""
    kept = {name: text for name, text in os.environ.items() if name not in SERVERS}
    return kept | {"TMPDIR": str(folder)}


def run_demo(folder: Path, *arguments: str) -> tuple[int, str, float]:
    """Exit code, what was printed, and seconds."""
    began = time.monotonic()
    done = subprocess.run(
        command(*arguments),
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=110,
    )
    return done.returncode, done.stdout, time.monotonic() - began


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What one demo printed, on a machine where the compiler is there."""
    installed()
    folder = tmp_path_factory.mktemp("demo")
    code, text, seconds = run_demo(folder)
    assert code == 0, text
    assert seconds < SECONDS
    assert list(folder.iterdir()) == []
    return text


def test_the_demo_shows_every_step_in_order(shown: str) -> None:
    """Numbered from 1, and nothing went wrong."""
    found = re.findall(r"^(\d+)  (\w+)", shown, re.MULTILINE)
    assert found == [(str(number), name) for number, name in enumerate(STEPS, 1)]
    assert "Traceback" not in shown
    assert "failed" not in shown


def test_the_demo_shows_what_happened(shown: str) -> None:
    """One author over HTTP and over a WebSocket, two messages, two ticks, two calls of the client."""
    parts = dict(re.findall(r"(?ms)^\d+  (\w+) (.*?)(?=^\d+  |\Z)", shown))
    (ident,) = set(re.findall(r'"id":\s+"([0-9a-f-]{36})"', shown))
    assert ident in parts["HTTP"]
    assert ident in parts["WebSocket"]
    assert '"status_code": 0' in parts["WebSocket"]
    assert "Jane Austen was added" in parts["Messages"]
    assert "Dear Jane Austen, welcome" in parts["Messages"]
    assert len(re.findall(r"INFO +1 authors", parts["Schedule"])) == 2
    assert "-> [ 'Jane Austen' ]" in parts["TypeScript"]
    assert "-> { status: 'ok' }" in parts["TypeScript"]
    assert "make run" in parts["Next"]


def test_the_demo_keeps_its_folder_when_asked(tmp_path: Path) -> None:
    """The folder is a whole service, and its name is printed."""
    code, text, _ = run_demo(tmp_path, "--keep")
    assert code == 0, text
    (folder,) = tmp_path.glob("svcgen-demo-*/authors")
    assert str(folder) in text
    assert (folder / "Makefile").is_file()
    assert list((folder / "vendor").glob("*.whl"))


def test_a_demo_that_is_ended_leaves_nothing(tmp_path: Path) -> None:
    """SIGTERM while the service runs: no process and no folder stays."""
    with subprocess.Popen(
        command(), env=environment(tmp_path), stdout=subprocess.PIPE, text=True
    ) as demo:
        assert demo.stdout is not None
        for line in demo.stdout:
            if "ready after" in line:
                break
        started = psutil.Process(demo.pid).children(recursive=True)
        assert started
        demo.send_signal(signal.SIGTERM)
        assert demo.wait(30) == 128 + signal.SIGTERM
    _, alive = psutil.wait_procs(started, timeout=10)
    assert alive == []
    assert list(tmp_path.iterdir()) == []


def test_the_demo_says_what_is_missing_for_typescript() -> None:
    """Where there is no Node the client is not called, and that is told instead."""
    how, compile_words = find_compiler(None)
    assert compile_words == []
    assert "no Node 20 or newer" in how
