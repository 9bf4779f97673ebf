"""The console script of a service."""

from svcgen_runtime.cli.main import run

__all__ = ["run"]
