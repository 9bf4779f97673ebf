"""Where the files lie that svcgen carries beside its Python: templates, schemas, examples, the runtime's wheel.

In a checkout these are its own folders, so that an edit counts at once; in an installed svcgen they are under `_data`,
put there when the wheel was built (docs/decisions/0002).
"""

import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

PACKAGE_FOLDER = Path(__file__).parent
CHECKOUT_FOLDER = PACKAGE_FOLDER.parents[1]
INSTALLED_FOLDER = PACKAGE_FOLDER / "_data"

ResourceKind = Literal["templates", "schemas", "examples"]


class ResourceMissing(RuntimeError):
    """svcgen was installed without a part of itself; the message names it."""


@dataclass(frozen=True, slots=True)
class Wheel:
    """A built distribution.

    Attributes:
        name: the file's name, as installers want it ("svcgen_runtime-1.2.0-py3-none-any.whl").
        content: the file's bytes.
    """

    name: str
    content: bytes


def find(kind: ResourceKind) -> Path:
    """The folder of the given kind: the checkout's own, else the one in the installed package.

    Raises:
        ResourceMissing: neither is there.
    """
    for folder in (CHECKOUT_FOLDER / kind, INSTALLED_FOLDER / kind):
        if folder.is_dir() and (folder.parent == INSTALLED_FOLDER or is_checkout()):
            return folder
    raise ResourceMissing(f"svcgen was installed without its {kind}; install it again")


def is_checkout() -> bool:
    """Whether this code runs from svcgen's own source tree."""
    return (CHECKOUT_FOLDER / "runtime_lib" / "pyproject.toml").is_file()


def code_stamp() -> str:
    """Tell versions of svcgen's code apart that have one number: "" where it is installed.

    In a checkout the code changes from one run to the next; its files are looked at, not read.
    """
    if not is_checkout():
        return ""
    facts: list[tuple[str, int, int]] = []
    for base, _, names in os.walk(PACKAGE_FOLDER):
        for name in names:
            if name.endswith(".py"):
                path = Path(base, name)
                found = path.stat()
                facts.append((path.as_posix(), found.st_mtime_ns, found.st_size))
    return sha256(repr(sorted(facts)).encode()).hexdigest()


def read_runtime_wheel() -> Wheel:
    """The wheel of svcgen-runtime that belongs to this svcgen; a new service gets it into its `vendor/`.

    In a checkout it is built from the sources as they are now, byte for byte repeatable.

    Raises:
        ResourceMissing: the package carries none, or hatchling is missing in a checkout.
    """
    if is_checkout():
        return _build_runtime_wheel()
    for path in sorted((INSTALLED_FOLDER / "vendor").glob("svcgen_runtime-*.whl")):
        return Wheel(path.name, path.read_bytes())
    raise ResourceMissing(
        "svcgen was installed without its runtime's wheel; install it again"
    )


def _build_runtime_wheel() -> Wheel:
    try:
        from hatchling.builders.wheel import WheelBuilder
    except ImportError as error:
        raise ResourceMissing(
            "hatchling is missing in this checkout; type: make setup"
        ) from error
    builder = WheelBuilder(str(CHECKOUT_FOLDER / "runtime_lib"))
    with tempfile.TemporaryDirectory(prefix="svcgen-wheel-") as folder:
        for path in map(Path, builder.build(directory=folder, versions=["standard"])):
            return Wheel(path.name, path.read_bytes())
    raise ResourceMissing("hatchling built no wheel of runtime_lib")
