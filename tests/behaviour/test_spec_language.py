"""What the language says of relations and of triggers, written to the end and driven over real sockets.

Each case is emitted, its owner's bodies and tests are laid over it, and its tests run embedded and on real servers.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.behaviour.cli_support import svcgen
from tests.behaviour.example_trees import run_python

pytestmark = pytest.mark.timeout(400)
CASES = Path(__file__).parents[1] / "cases"
NAMES = sorted(path.parent.name for path in CASES.glob("*/written"))
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")


@pytest.fixture(scope="module", params=NAMES)
def written(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The tree of a case with what its owner wrote; generating it again changes nothing of that."""
    name: str = request.param
    root = tmp_path_factory.mktemp("written") / name
    root.mkdir()
    shutil.copy(CASES / name / "spec.yaml", root / "service.yaml")
    if (CASES / name / "own").is_dir():
        shutil.copytree(CASES / name / "own", root, dirs_exist_ok=True)
    for _ in range(2):
        done = svcgen("generate", cwd=root)
        assert done.returncode == 0, done.stdout + done.stderr
        shutil.copytree(CASES / name / "written", root, dirs_exist_ok=True)
    return root


def owners_tests(written: Path) -> list[str]:
    """Give the tests that the owner wrote; those that are emitted run with the other cases."""
    tests = CASES / written.name / "written" / "tests"
    return sorted(f"tests/{path.name}" for path in tests.glob("test_*.py"))


def test_what_the_owner_wrote_passes_embedded(written: Path) -> None:
    """On SQLite, with broker and rooms in process."""
    done = run_python(written, *PYTEST, *owners_tests(written))
    assert done.returncode == 0, done.stdout


def test_what_the_owner_wrote_passes_on_servers(
    written: Path, postgres_url: str, rabbitmq_url: str, redis_url: str
) -> None:
    """On PostgreSQL, RabbitMQ and Redis: only three URLs are different."""
    urls = {
        "DATABASE_URL": postgres_url,
        "BROKER_URL": rabbitmq_url,
        "REDIS_URL": redis_url,
    }
    done = run_python(written, *PYTEST, *owners_tests(written), urls=urls)
    assert done.returncode == 0, done.stdout


def test_what_the_owner_wrote_type_checks(written: Path) -> None:
    """mypy --strict takes the emitted code with the owner's in it."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "src", "tests"],
        cwd=written,
        env={
            **os.environ,
            "MYPYPATH": "src:tests",
            "MYPY_CACHE_DIR": str(CASES.parents[1] / ".mypy_cache" / "emitted"),
        },
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout
