"""Reads the command line of a service's console script."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svcgen_runtime.service import Service


def run(service: "Service") -> None:
    """Run the console script of `service`; ends the process with its exit code."""
    raise NotImplementedError(service.name)
