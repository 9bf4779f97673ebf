# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Every table of the service."""

from sqlmodel import SQLModel

from desk.contract.models.note import Note

__all__ = ["Note", "metadata"]

metadata = SQLModel.metadata
