"""Data access: readers."""

from svcgen_runtime.database import Repository

from library.contract.models.reader import Reader


class ReaderRepository(Repository[Reader, int]):
    """Where readers are kept."""

    model = Reader
