"""What users install: both wheels and the sdist are built, listed, and svcgen's runs outside the checkout."""

import hashlib
import os
import re
import signal
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from tests.architecture.tree import ROOT, files_under

pytestmark = pytest.mark.xdist_group("wheels")

CARRIED = ("templates", "schemas", "examples")
VENDOR = "svcgen/_data/vendor/"


def build_wheel(project: Path, into: Path) -> Path:
    """Build the standard wheel of a project folder."""
    (built,) = WheelBuilder(str(project)).build(
        directory=str(into), versions=["standard"]
    )
    return Path(built)


def contents(wheel: Path) -> dict[str, str]:
    """Names and SHA-256 of what a wheel holds."""
    with zipfile.ZipFile(wheel) as archive:
        return {
            name: hashlib.sha256(archive.read(name)).hexdigest()
            for name in archive.namelist()
        }


@pytest.fixture(scope="module")
def svcgen_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """svcgen's wheel, built from the checkout."""
    return build_wheel(ROOT, tmp_path_factory.mktemp("svcgen-wheel"))


@pytest.fixture(scope="module")
def runtime_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """svcgen-runtime's wheel, built from the checkout."""
    return build_wheel(ROOT / "runtime_lib", tmp_path_factory.mktemp("runtime-wheel"))


def test_the_generators_wheel_carries_its_code(svcgen_wheel: Path) -> None:
    """Every file of the package is in it, py.typed included, and the command is declared."""
    names = contents(svcgen_wheel)
    wanted = {p.removeprefix("generator/") for p in files_under("generator/svcgen")}
    assert wanted <= set(names)
    assert "svcgen/py.typed" in names
    with zipfile.ZipFile(svcgen_wheel) as archive:
        (entry_points,) = (n for n in names if n.endswith("/entry_points.txt"))
        assert "svcgen = svcgen.cli.main:main" in archive.read(entry_points).decode()


def test_the_generators_wheel_carries_its_data(svcgen_wheel: Path) -> None:
    """Templates, schemas, examples and one wheel of the runtime are in it, and nothing else is."""
    names = set(contents(svcgen_wheel))
    wanted = {f"svcgen/_data/{path}" for path in files_under(*CARRIED)}
    package = {p.removeprefix("generator/") for p in files_under("generator/svcgen")}
    vendored = {name for name in names if name.startswith(VENDOR)}
    metadata = {name for name in names if ".dist-info/" in name}
    assert wanted - names == set()
    assert len(vendored) == 1
    assert names - wanted - package - vendored - metadata == set()


def test_the_vendored_wheel_is_the_runtimes(
    svcgen_wheel: Path, runtime_wheel: Path
) -> None:
    """The wheel inside is, byte for byte, what building runtime_lib gives."""
    vendored = contents(svcgen_wheel)[VENDOR + runtime_wheel.name]
    assert vendored == hashlib.sha256(runtime_wheel.read_bytes()).hexdigest()


def test_the_runtimes_wheel_carries_its_code(runtime_wheel: Path) -> None:
    """Every file of the package is in it, and nothing else."""
    names = {name for name in contents(runtime_wheel) if ".dist-info/" not in name}
    package = files_under("runtime_lib/svcgen_runtime")
    assert names == {path.removeprefix("runtime_lib/") for path in package}


def test_both_distributions_carry_one_version(
    svcgen_wheel: Path, runtime_wheel: Path
) -> None:
    """They are released together, and the generator pins the runtime by its own version."""
    assert svcgen_wheel.name.split("-")[1] == runtime_wheel.name.split("-")[1]


def test_the_sdist_gives_the_same_wheel(svcgen_wheel: Path, tmp_path: Path) -> None:
    """A wheel built from the unpacked sdist equals the one built from the checkout."""
    (built,) = SdistBuilder(str(ROOT)).build(
        directory=str(tmp_path), versions=["standard"]
    )
    with tarfile.open(built) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (project,) = (tmp_path / "unpacked").iterdir()
    assert contents(build_wheel(project, tmp_path)) == contents(svcgen_wheel)


def test_svcgen_installs_outside_the_checkout(
    svcgen_wheel: Path, tmp_path: Path
) -> None:
    """In an empty environment elsewhere the wheel installs and finds all that it carries."""
    python = install(svcgen_wheel, tmp_path)
    program = (
        "import svcgen.resources as r; print(r.is_checkout(), r.read_runtime_wheel().name,"
        f" *(r.find(kind).is_dir() for kind in {CARRIED!r}))"
    )
    printed = run(str(python), "-c", program, cwd=tmp_path)
    assert printed.startswith("False svcgen_runtime-")
    assert printed.endswith(".whl True True True\n")


def test_a_service_made_outside_the_checkout_runs(
    svcgen_wheel: Path, tmp_path: Path
) -> None:
    """The installed svcgen makes a service whose own commands set it up, test it and run it."""
    python = install(svcgen_wheel, tmp_path)
    svcgen = str(python.with_name("svcgen"))
    run(svcgen, "new", "shop", "--example", "authors", cwd=tmp_path)
    shop = tmp_path / "shop"
    assert " passed" in run("make", "test", cwd=shop)
    run("make", "lint", cwd=shop)
    assert run(svcgen, "check", cwd=shop).startswith("in step with the spec")
    url, service = start(shop)
    try:
        with urllib.request.urlopen(f"{url}/api/authors-count", timeout=10) as answer:
            assert answer.status == 200
    finally:
        os.killpg(service.pid, signal.SIGINT)
        told, _ = service.communicate(timeout=30)
    # make itself is ended by the same Ctrl-C; the service ends without a fault
    assert "Traceback" not in told
    assert "stopping" in told


def start(shop: Path) -> tuple[str, subprocess.Popen[str]]:
    """Start `make run` in a process group of its own; gives the URL that it prints."""
    kept = {k: v for k, v in os.environ.items() if not k.endswith("_URL")}
    service = subprocess.Popen(
        ["make", "run"],
        cwd=shop,
        env=kept,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert service.stdout is not None
    for line in service.stdout:
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return found[0], service
    raise AssertionError(f"make run ended with {service.wait()}")


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel into a new environment with the locked versions; returns its python."""
    uv = Path(sys.executable).with_name("uv")
    python = folder / ".venv" / "bin" / "python"
    run(str(uv), "venv", "--quiet", "--python", sys.executable, str(folder / ".venv"))
    words = ["--quiet", "--python", str(python), "--constraint", "requirements/dev.txt"]
    run(str(uv), "pip", "install", *words, str(wheel), cwd=ROOT)
    return python


def run(*command: str, cwd: Path = ROOT) -> str:
    """What a command printed; the test fails with its errors when it failed."""
    kept = {
        k: v for k, v in os.environ.items() if k not in {"VIRTUAL_ENV", "PYTHONPATH"}
    }
    done = subprocess.run(command, cwd=cwd, env=kept, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
