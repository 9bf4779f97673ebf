"""Redis for the tests: a database index of their own on a server that runs, or a private server."""

import re

from redis import Redis
from redis.exceptions import RedisError

from tests.support.private import PrivateServer, private_folder
from tests.support.programs import (
    HOST,
    ServerMissing,
    find_program,
    free_port,
    is_private_forced,
)
from tests.support.run import current_run
from tests.support.supervise import is_alive

STANDARD_PORT = 6379
INDEXES = range(15, 0, -1)
OWNER_KEY = "svcgen-test-owner"


def running_url() -> str | None:
    """The address of a Redis on the standard port that lets the tests in."""
    if is_private_forced():
        return None
    try:
        with Redis(host=HOST, port=STANDARD_PORT, socket_timeout=2) as client:
            client.ping()
    except RedisError:
        return None
    return f"redis://{HOST}:{STANDARD_PORT}"


def private_redis() -> PrivateServer:
    """A Redis of the tests' own, not started yet."""
    program = find_program("redis-server")
    if program is None:
        raise ServerMissing("Redis", "redis-server")
    port, folder = free_port(), private_folder("redis")
    return PrivateServer(
        name="Redis",
        url=f"redis://{HOST}:{port}",
        port=port,
        folder=folder,
        command=[
            str(program),
            "--bind",
            HOST,
            "--port",
            str(port),
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            str(folder),
        ],
        is_ready=lambda: _answers(port),
    )


def claim_index(url: str) -> int:
    """An empty database index, marked as this worker's; those of killed runs are emptied first."""
    with current_run().lock("redis-index"):
        for index in INDEXES:
            with Redis.from_url(f"{url}/{index}", decode_responses=True) as client:
                owner = re.match(r"svcgen_test_(\d+)_", str(client.get(OWNER_KEY)))
                if owner and not is_alive(int(owner[1])):
                    client.flushdb()
                mine = current_run().own_name
                if not client.dbsize() and client.set(OWNER_KEY, mine, nx=True):
                    return index
    raise RuntimeError(
        f"every database index of the Redis at {url} is in use; set SVCGEN_TEST_SERVERS=private"
    )


def release_index(url: str, index: int) -> None:
    """Empty the database index that this worker claimed."""
    with Redis.from_url(f"{url}/{index}") as client:
        client.flushdb()


def _answers(port: int) -> bool:
    try:
        with Redis(host=HOST, port=port, socket_timeout=1) as client:
            return bool(client.ping())
    except RedisError:
        return False
