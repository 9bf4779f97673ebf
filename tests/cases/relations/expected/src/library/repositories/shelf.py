"""Data access: shelves."""

from uuid import UUID

from svcgen_runtime.database import Repository

from library.contract.models.shelf import Shelf


class ShelfRepository(Repository[Shelf, UUID]):
    """Where shelves are kept."""

    model = Shelf
