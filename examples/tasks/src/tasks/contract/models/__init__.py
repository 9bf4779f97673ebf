# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Every table of the service."""

from sqlmodel import SQLModel

from tasks.contract.models.task import Task

__all__ = ["Task", "metadata"]

metadata = SQLModel.metadata
