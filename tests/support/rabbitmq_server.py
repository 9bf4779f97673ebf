"""RabbitMQ for the tests: a vhost of their own on a server that runs, or a private server with its own epmd."""

import os
import re
import secrets
import signal
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.private import PrivateServer, private_folder
from tests.support.programs import (
    HOST,
    ServerMissing,
    find_program,
    free_port,
    is_listening,
    is_private_forced,
)
from tests.support.supervise import is_alive

STANDARD_PORT = 5672
LOGIN = "guest"
FOLDERS = ("/usr/lib/rabbitmq/bin", "/usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin")
PROTOCOL_HEADER = b"AMQP\x00\x00\x09\x01"


@dataclass(frozen=True)
class Control:
    """The way to administer one broker: `rabbitmqctl` with what it takes to reach its node."""

    program: str
    environment: Mapping[str, str] = field(default_factory=dict)

    def run(self, *words: str) -> str:
        """What rabbitmqctl printed; CalledProcessError when it failed."""
        done = subprocess.run(
            [self.program, "--quiet", *words],
            check=True,
            capture_output=True,
            text=True,
            timeout=60,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **self.environment},
        )
        return done.stdout

    def create_vhost(self, name: str) -> None:
        """Make a vhost that the tests' login may use, and delete those that killed runs left behind."""
        for left in self.run("list_vhosts", "--no-table-headers").split():
            owner = re.match(r"svcgen_test_(\d+)_", left)
            if left == name or (owner and not is_alive(int(owner[1]))):
                self.run("delete_vhost", left)
        self.run("add_vhost", name)
        self.run("set_permissions", "-p", name, LOGIN, ".*", ".*", ".*")

    def delete_vhost(self, name: str) -> None:
        """Delete a vhost with its queues and connections."""
        self.run("delete_vhost", name)


def broker_url(port: int) -> str:
    """The address of a broker of this machine, without a vhost."""
    return f"amqp://{LOGIN}:{LOGIN}@{HOST}:{port}"


def running_control() -> Control | None:
    """How to administer the RabbitMQ on the standard port; None when there is none or this user may not."""
    program = find_program("rabbitmqctl")
    if is_private_forced() or program is None or not is_listening(STANDARD_PORT):
        return None
    control = Control(str(program))
    try:
        control.run("list_vhosts")
    except (OSError, subprocess.SubprocessError):
        return None
    return control


def private_control(folder: Path) -> Control:
    """How to administer the private RabbitMQ whose data lies in `folder`."""
    program = find_program("rabbitmqctl", *FOLDERS)
    if program is None:
        raise ServerMissing("RabbitMQ", "rabbitmq-server")
    lines = (folder / "environment").read_text().splitlines()
    return Control(str(program), dict(line.split("=", 1) for line in lines))


def private_epmd() -> PrivateServer:
    """Erlang's name server, which a private RabbitMQ would else share with the machine's; not started yet."""
    program = find_program("epmd", "/usr/lib/erlang/bin", "/usr/lib/erlang/erts-*/bin")
    if program is None:
        raise ServerMissing("RabbitMQ", "rabbitmq-server")
    port = free_port()
    return PrivateServer(
        name="epmd",
        url=f"tcp://{HOST}:{port}",
        port=port,
        folder=private_folder("epmd"),
        command=[
            str(program),
            "-port",
            str(port),
            "-address",
            HOST,
            "-relaxed_command_check",
        ],
        is_ready=lambda: is_listening(port),
    )


def private_rabbitmq(epmd_port: int) -> PrivateServer:
    """A RabbitMQ of the tests' own on 127.0.0.1 only, not started yet; its epmd runs already."""
    program = find_program("rabbitmq-server", *FOLDERS)
    if program is None:
        raise ServerMissing("RabbitMQ", "rabbitmq-server")
    folder, port = private_folder("rabbitmq"), free_port()
    environment = _environment(folder, port, epmd_port)
    (folder / "environment").write_text(
        "".join(f"{k}={v}\n" for k, v in environment.items())
    )
    (folder / "plugins").write_text("[].\n")
    (folder / "rabbitmq.conf").write_text(
        f"listeners.tcp.default = {HOST}:{port}\nvm_memory_high_watermark.relative = 0.4\n"
        "disk_free_limit.absolute = 50MB\n"
    )
    cookie = folder / ".erlang.cookie"
    cookie.write_text(secrets.token_hex(16))
    cookie.chmod(0o400)
    return PrivateServer(
        name="RabbitMQ",
        url=broker_url(port),
        port=port,
        folder=folder,
        command=[str(program)],
        environment=environment,
        is_ready=lambda: _answers(port),
        stop_signal=signal.SIGTERM,
    )


def _environment(folder: Path, port: int, epmd_port: int) -> dict[str, str]:
    return {
        "HOME": str(folder),
        "ERL_EPMD_PORT": str(epmd_port),
        "ERL_EPMD_ADDRESS": HOST,
        "RABBITMQ_NODENAME": f"svcgen{port}@localhost",
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_CTL_DIST_PORT_MIN": "35672",
        "RABBITMQ_CTL_DIST_PORT_MAX": "35872",
        "RABBITMQ_BASE": str(folder),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_LOGS": "-",
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_CONF_ENV_FILE": str(folder / "none"),
        "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "none"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_SERVER_START_ARGS": "-kernel inet_dist_use_interface {127,0,0,1}",
    }


def _answers(port: int) -> bool:
    """A broker that is up answers the protocol header with Connection.Start (frame type 1)."""
    try:
        with socket.create_connection((HOST, port), timeout=2) as probe:
            probe.sendall(PROTOCOL_HEADER)
            return probe.recv(1) == b"\x01"
    except OSError:
        return False
