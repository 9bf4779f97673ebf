"""Each example passes its own tests: embedded, and the same tree on real servers."""

import re
from pathlib import Path

import pytest

from svcgen.operations.start import NewService, start_service
from tests.behaviour.example_trees import NAMES, copy_example, run_python

# their own time limit is of no use on a machine that does other things too
pytestmark = pytest.mark.timeout(400)
PYTEST = (
    "-m",
    "pytest",
    "-q",
    "-p",
    "no:cacheprovider",
    "-W",
    "error::ResourceWarning",
)


def passed(output: str) -> int:
    """How many tests passed, when no test did anything else."""
    found = re.search(r"^(\d+) passed(?:, \d+ deselected)? in ", output, re.MULTILINE)
    assert found is not None, output
    return int(found[1])


@pytest.mark.parametrize("name", NAMES)
def test_a_service_that_began_with_an_example_passes_its_tests_embedded(
    name: str, tmp_path: Path
) -> None:
    """Under a name of its own, on SQLite, with broker and rooms in process: no server is needed."""
    root = tmp_path / "my-shop"
    start_service(NewService("my-shop", root, example=name, git=False))
    done = run_python(root, *PYTEST)
    assert done.returncode == 0, done.stdout
    assert passed(done.stdout) >= 15


@pytest.mark.parametrize("name", NAMES)
def test_an_example_passes_its_tests_on_servers(
    name: str, tmp_path: Path, postgres_url: str, rabbitmq_url: str, redis_url: str
) -> None:
    """Only three URLs are different. Refusals without a token or a role ask no server, so they are left out here."""
    urls = {
        "DATABASE_URL": postgres_url,
        "BROKER_URL": rabbitmq_url,
        "REDIS_URL": redis_url,
    }
    done = run_python(
        copy_example(name, tmp_path), *PYTEST, "-k", "not needs_", urls=urls
    )
    assert done.returncode == 0, done.stdout
    assert passed(done.stdout) >= 15
