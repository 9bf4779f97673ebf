"""The one scale knob: `make test` runs every campaign at CI size, `make proof` at the size that it must hold."""

import os
from typing import Final, Literal, TypeVar

T = TypeVar("T")

SCALE: Final[Literal["ci", "proof"]] = (
    "proof" if os.environ.get("SVCGEN_SCALE") == "proof" else "ci"
)


def scale(ci: T, proof: T) -> T:
    """The size of a campaign: `ci` in `make test`, `proof` in `make proof`."""
    return proof if SCALE == "proof" else ci
