"""Where installed server programs lie, free ports, and what to type when something is missing."""

import os
import pwd
import re
import shutil
import socket
from pathlib import Path

HOST = "127.0.0.1"


class ServerMissing(RuntimeError):
    """A server that the tests need neither answers nor is installed; the message says what to type."""

    def __init__(self, what: str, package: str) -> None:
        super().__init__(
            f"{what} neither answers on its standard port nor is installed; "
            f"type: bash .ci/servers.sh   (or: sudo apt-get install -y {package})"
        )


def is_private_forced() -> bool:
    """Whether SVCGEN_TEST_SERVERS=private hides the standard ports from this run."""
    return os.environ.get("SVCGEN_TEST_SERVERS") == "private"


def find_program(name: str, *patterns: str) -> Path | None:
    """The program `name` from the newest folder that one of the patterns matches, or from PATH."""
    for pattern in patterns:
        found = [folder / name for folder in Path("/").glob(pattern.lstrip("/"))]
        installed = sorted(filter(Path.exists, found), key=_version_order)
        if installed:
            return installed[-1]
    on_path = shutil.which(name)
    return Path(on_path) if on_path else None


def _version_order(path: Path) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", str(path))]


def free_port() -> int:
    """A TCP port on which nobody listens right now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def is_listening(port: int) -> bool:
    """Whether somebody accepts connections on a port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex((HOST, port)) == 0


def as_user(name: str) -> list[str]:
    """The words that make root run a command as an unprivileged user; none for anybody else."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam(name)
    return [
        "setpriv",
        f"--reuid={user.pw_uid}",
        f"--regid={user.pw_gid}",
        "--clear-groups",
        "--",
    ]


def give_to(name: str, folder: Path) -> None:
    """Make a user the owner of a folder, when this process may."""
    if os.geteuid() == 0:
        shutil.chown(folder, user=name)
