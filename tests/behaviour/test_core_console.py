"""The console script as a process: what it prints, refuses and ends with."""

import asyncio
import logging
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import jwt
import pytest

from svcgen_runtime import run as run_script
from tests.behaviour.http_service import Probe, build_service

ROOT = Path(__file__).parents[2]
SCRIPT = "from tests.behaviour.core_cli_app import main; main()"
CLEAN = ("DATABASE_URL", "BROKER_URL", "AMQP_URL", "REDIS_URL", "BACKEND_URL", "PORT")


def environment(**variables: str) -> dict[str, str]:
    """The process's environment without addresses of servers, and with these."""
    kept = {name: value for name, value in os.environ.items() if name not in CLEAN}
    return {**kept, "PYTHONPATH": str(ROOT), **variables}


def run(folder: Path, *arguments: str, **variables: str) -> tuple[int, str, str]:
    """Run a command to its end."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=folder,
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


class Running:
    """A command that runs in the background, with its output in files."""

    def __init__(self, folder: Path, *arguments: str, **variables: str) -> None:
        self.out = folder / "out.txt"
        self.err = folder / "err.txt"
        with self.out.open("w") as out, self.err.open("w") as err:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SCRIPT, *arguments],
                cwd=folder,
                env=environment(**variables),
                stdout=out,
                stderr=err,
            )

    def wait_for(self, pattern: str, seconds: float = 20.0) -> re.Match[str]:
        """Wait until the output holds `pattern`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = re.search(pattern, self.out.read_text() + self.err.read_text())
            if found:
                return found
            assert self.process.poll() is None, self.err.read_text()
            time.sleep(0.05)
        raise AssertionError(f"no {pattern!r} in {self.out.read_text()!r}")

    def stop(self, number: signal.Signals) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(20)


@contextmanager
def started(folder: Path, *arguments: str, **variables: str) -> Iterator[Running]:
    """A command that is ended with the block at the latest."""
    running = Running(folder, *arguments, **variables)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.wait()


def answers(url: str, seconds: float = 20.0) -> httpx.Response:
    """The answer at `url`, once somebody listens there."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return httpx.get(url, trust_env=False)
        except httpx.TransportError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


Here = Callable[..., tuple[int, str]]


@pytest.fixture
def here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Here]:
    """Runs a command that is refused in this process: exit code and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    for name in (*CLEAN, "PYTHONPATH", "ENVIRONMENT"):
        # set first, so that what a command exports is undone with it
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def refused(*arguments: str, **variables: str) -> tuple[int, str]:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            run_script(build_service(Probe()), arguments)
        assert isinstance(ended.value.code, int)
        return ended.value.code, capsys.readouterr().err

    yield refused
    root.handlers[:], root.level = handlers, level
    logging.getLogger("uvicorn.access").disabled = False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_dev_prints_lines_that_work_and_ends_cleanly(
    tmp_path: Path, number: signal.Signals
) -> None:
    """The printed curl line answers; Ctrl-C and SIGTERM end with 0 and no traceback."""
    with started(tmp_path, "dev", "--port", "18200") as running:
        curl = running.wait_for(r"curl -s (\S+)")
        answer = httpx.get(curl[1], trust_env=False)
        assert (answer.status_code, answer.json()) == (200, [])
        running.wait_for("Ctrl-C ends it")
        assert running.stop(number) == 0
        assert "Traceback" not in running.err.read_text()


def test_dev_takes_the_next_free_port(tmp_path: Path) -> None:
    """A second `dev` does not fail on the port of the first."""
    (tmp_path / "b").mkdir()
    with started(tmp_path, "dev", "--port", "18230") as first:
        one = first.wait_for(r"docs +http://127.0.0.1:(\d+)")[1]
        with started(tmp_path / "b", "dev", "--port", one) as second:
            two = second.wait_for(r"docs +http://127.0.0.1:(\d+)")[1]
    assert int(two) > int(one)


def test_dev_says_when_a_table_is_behind_and_reset_mends_it(tmp_path: Path) -> None:
    """A missing column is named, with exit code 4; --reset makes the tables again."""
    import sqlite3

    database = sqlite3.connect(tmp_path / "service.db")
    database.execute("CREATE TABLE core_notes (id INTEGER PRIMARY KEY, slug VARCHAR)")
    database.close()
    code, _, err = run(tmp_path, "dev", "--port", "18260")
    assert code == 4
    assert "column owner is missing" in err
    assert "--reset" in err
    with started(tmp_path, "dev", "--port", "18260", "--reset") as running:
        running.wait_for("Ctrl-C ends it")
    assert run(tmp_path, "migrate")[0] == 0
    refused = run(
        tmp_path,
        "migrate",
        "--reset",
        ENVIRONMENT="staging",
        DATABASE_URL="sqlite:///x.db",
    )
    assert refused[0] == 2
    assert "dev and test only" in refused[2]


@pytest.mark.parametrize(
    ("arguments", "variables", "said"),
    [
        (("worker",), {}, "BROKER_URL: a worker of its own"),
        (("beat",), {}, "BROKER_URL: a scheduler of its own"),
        (("server", "--workers", "2"), {}, "'server --workers 2'"),
        (("server", "--handlers", "a"), {}, "unrecognized arguments"),
        (("serve",), {}, "invalid choice"),
        (("server", "--port", "99999"), {}, "a port is 0 to 65535"),
        (("server",), {"PORT": "x", "ENVIRONMENT": "moon"}, "PORT"),
        (("dev",), {"ENVIRONMENT": "production"}, "DATABASE_URL"),
        (("token", "--role", "king"), {}, "there are: editor, admin"),
        (("token",), {"ENVIRONMENT": "staging"}, "no development issuer"),
    ],
)
def test_wrong_usage_and_settings_end_with_2(
    here: Here, arguments: tuple[str, ...], variables: dict[str, str], said: str
) -> None:
    """Whatever cannot work is refused before anything starts, and says why."""
    code, err = here(*arguments, **variables)
    assert code == 2
    assert said in err


def test_a_missing_dependency_ends_with_3(tmp_path: Path) -> None:
    """Nobody listens at the database's address: no traceback, exit code 3."""
    code, _, err = run(
        tmp_path, "migrate", DATABASE_URL="postgresql://u:hunter2@127.0.0.1:1/x"
    )
    assert code == 3
    assert "DATABASE_URL" in err
    assert "hunter2" not in err


def test_token(tmp_path: Path) -> None:
    """The printed token has the roles, and its key is readable by its owner alone."""
    code, out, _ = run(tmp_path, "token", "--role", "editor", "--subject", "ann")
    assert code == 0
    claims = jwt.decode(out.strip(), options={"verify_signature": False})
    assert (claims["sub"], claims["roles"]) == ("ann", ["editor"])
    assert (tmp_path / ".dev-issuer.key").stat().st_mode & 0o777 == 0o600


def test_sigterm_drains(tmp_path: Path) -> None:
    """A request under way when SIGTERM comes is still answered, and the exit code is 0."""
    assert run(tmp_path, "migrate")[0] == 0
    with started(tmp_path, "server", "--port", "18290") as running:
        base = "http://127.0.0.1:18290"
        assert answers(f"{base}/livez").status_code == 200

        async def slow() -> httpx.Response:
            async with httpx.AsyncClient(trust_env=False) as client:
                request = asyncio.create_task(client.get(f"{base}/api/faults/slow"))
                await asyncio.sleep(0.1)
                running.process.send_signal(signal.SIGTERM)
                return await request

        answer = asyncio.run(slow())
        assert (answer.status_code, answer.text) == (200, "1")
        assert running.process.wait(20) == 0


def test_worker_and_server_processes_on_a_real_broker(
    tmp_path: Path, rabbitmq_url: str, redis_url: str
) -> None:
    """Two server processes and a worker start, show health, and end with 0."""
    servers = {"BROKER_URL": rabbitmq_url, "REDIS_URL": redis_url}
    folder = tmp_path / "worker"
    folder.mkdir()
    code, _, err = run(tmp_path, "worker", **servers)
    assert (code, "the command 'migrate' makes it" in err) == (3, True)
    assert run(folder, "migrate")[0] == 0
    assert run(tmp_path, "migrate")[0] == 0
    assert run(tmp_path, "declare", "--diff", **servers)[0] == 4
    code, out, _ = run(tmp_path, "declare", **servers)
    assert (code, "queues are as declared" in out) == (0, True)
    assert run(tmp_path, "declare", "--diff", **servers)[0] == 0
    with (
        started(
            tmp_path, "server", "--workers", "2", "--port", "18310", **servers
        ) as server,
        started(folder, "worker", "--health-port", "18311", **servers) as worker,
    ):
        assert answers("http://127.0.0.1:18311/readyz").status_code == 200
        assert answers("http://127.0.0.1:18310/api/notes").json() == []
        assert worker.stop(signal.SIGTERM) == 0
        assert server.stop(signal.SIGTERM) == 0


def test_unknown_handlers_are_an_error(here: Here) -> None:
    """A worker that would handle nothing does not start, nor does a scheduler."""
    # refused before the broker is reached: nobody listens at this address
    broker = {"BROKER_URL": "amqp://127.0.0.1:1/"}
    code, err = here("worker", "--handlers", "on_note_aded", **broker)
    assert (code, "did you mean 'on_note_added'" in err) == (2, True)
    code, err = here("beat", "--actions", "sweeep", **broker)
    assert (code, "did you mean 'sweep'" in err) == (2, True)
    code, err = here("beat", "--interval", "0", **broker)
    assert (code, "INTERVAL" in err) == (2, True)


def test_reload_starts_again_on_a_change(tmp_path: Path) -> None:
    """Touching a file of --src-dir restarts the server; SIGTERM ends both processes."""
    source = tmp_path / "src"
    source.mkdir()
    (source / "code.py").write_text("A = 1\n")
    assert run(tmp_path, "migrate")[0] == 0
    arguments = ("server", "--port", "18330", "--reload", "--src-dir", str(source))
    with started(tmp_path, *arguments) as running:
        assert answers("http://127.0.0.1:18330/livez").status_code == 200
        (source / "code.py").write_text("A = 2\n")
        running.wait_for("stopping")
        assert answers("http://127.0.0.1:18330/livez").status_code == 200
        assert running.stop(signal.SIGTERM) == 0


def test_importing_a_service_connects_to_nothing(tmp_path: Path) -> None:
    """With every address wrong the import works, and leaves no file behind."""
    done = subprocess.run(
        [sys.executable, "-c", "import tests.behaviour.core_cli_app"],
        cwd=tmp_path,
        env=environment(
            DATABASE_URL="postgresql://127.0.0.1:1/x", BROKER_URL="amqp://127.0.0.1:1/"
        ),
        check=False,
        timeout=60,
    )
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []
