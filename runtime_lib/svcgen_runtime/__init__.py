"""The runtime library of services made by svcgen."""

from svcgen_runtime.cli import run
from svcgen_runtime.service import Service
from svcgen_runtime.unit_of_work import Trigger, UnitOfWork

__all__ = ["Service", "Trigger", "UnitOfWork", "run"]
