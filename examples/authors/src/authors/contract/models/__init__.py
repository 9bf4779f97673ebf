# Made by svcgen from service.yaml. Do not edit: the next run replaces it.
# Change the spec, then run: svcgen generate

"""Every table of the service."""

from sqlmodel import SQLModel

from authors.contract.models.author import Author
from authors.contract.models.book import Book

__all__ = ["Author", "Book", "metadata"]

metadata = SQLModel.metadata
